/* The page of one shipment: print it. Browsers' own menus print it without this button. */

document.documentElement.classList.add("can-print");
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
