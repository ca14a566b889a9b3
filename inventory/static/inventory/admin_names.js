/* Give a name to those controls of the admin to which Django and Select2 give none, for screen readers:
   fields in the columns of a table, and menus that search. The rest of the admin is named already. */

/* The name of a field is its label or, in a table of rows, the head of its column. */
const nameOf = (field) => {
  const label = field.labels?.[0];
  if (label) return label.textContent.trim().replace(/:$/, "");
  const column = [...(field.closest("td")?.classList ?? [])].find((name) => name.startsWith("field-"));
  const head = column && field.closest("table")?.querySelector(`th.column-${column.slice("field-".length)}`);
  return head?.firstChild?.textContent.trim() ?? "";
};

const nameAll = (root) => {
  for (const field of root.querySelectorAll("td select, td input:not([type=hidden]), td textarea")) {
    if (field.labels?.length || field.hasAttribute("aria-label")) continue;
    const name = nameOf(field);
    if (name) field.setAttribute("aria-label", name);
  }
  for (const menu of root.querySelectorAll(".select2-container")) {
    const field = menu.previousElementSibling;
    const name = field && (nameOf(field) || field.getAttribute("aria-label"));
    if (!name) continue;
    menu.querySelector(".select2-selection")?.setAttribute("aria-label", name);
    menu.querySelector(".select2-selection__rendered")?.setAttribute("aria-label", name);
  }
  /* The head above the links to rows is empty, so it is no head. */
  for (const head of root.querySelectorAll("th.original:empty")) {
    const cell = document.createElement("td");
    cell.className = head.className;
    head.replaceWith(cell);
  }
};

nameAll(document);
/* Menus are made once the page is ready, and with every row that is added. */
new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) {
      if (node.nodeType === Node.ELEMENT_NODE) nameAll(node.parentElement ?? node);
    }
  }
}).observe(document.body, { childList: true, subtree: true });
