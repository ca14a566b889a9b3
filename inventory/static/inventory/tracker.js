/* Small conveniences; every page works without them. */

/* Menus close at Escape, which returns to their button, and at a click elsewhere. */
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const heldFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (heldFocus) menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

/* What is being replaced says so, to screen readers too. */
document.addEventListener("htmx:beforeRequest", (event) => {
  event.detail.target?.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", (event) => {
  event.detail.target?.removeAttribute("aria-busy");
});

/* A failed request leaves the page as it was, and is told above it. */
const tellFailure = () => {
  const main = document.getElementById("main");
  main.querySelector(":scope > .notice-failed")?.remove();
  const notice = document.createElement("p");
  notice.className = "notice notice-error notice-failed";
  notice.setAttribute("role", "alert");
  notice.textContent = document.body.dataset.failed;
  main.prepend(notice);
};
document.addEventListener("htmx:responseError", tellFailure);
document.addEventListener("htmx:sendError", tellFailure);
document.addEventListener("htmx:beforeSwap", () => {
  document.querySelector("#main > .notice-failed")?.remove();
});
