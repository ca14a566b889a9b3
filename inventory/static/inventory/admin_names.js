/* Give a name to those controls of the admin to which Django and Select2 give none, for screen readers:
   fields in the columns of a table, the two ends of a period, menus that search, and signs with a hint. The rest of the admin is named already. */

/* The name of a field is its label, the head of its column in a table of rows, or what stands before it. */
const nameOf = (field) => {
  const label = field.labels?.[0];
  if (label) return textOf(label);
  const cell = field.closest("td");
  const column = [...(cell?.classList ?? [])].find((name) => name.startsWith("field-"));
  const head = column && cell.closest("table").querySelector(`th.column-${column.slice("field-".length)}`);
  if (head) return head.firstChild?.textContent.trim() ?? "";
  const row = field.closest(".fieldBox, fieldset.flex-container, .form-row");
  return textOf(row?.querySelector("legend, label"));
};
const textOf = (element) => element?.textContent.trim().replace(/:$/, "") ?? "";

/* A value of several parts has a field for each: _0, _1 and so on. */
const partOf = (field) => {
  const part = /_(\d)$/.exec(field.id);
  return part ? ` (${Number(part[1]) + 1})` : "";
};

const FIELDS = "input:not([type=hidden], [type=submit], [type=button]), select, textarea";
const nameAll = (root) => {
  for (const field of root.querySelectorAll(FIELDS)) {
    if (field.labels?.length || field.hasAttribute("aria-label") || !field.closest(".form-row")) continue;
    const name = nameOf(field);
    if (name) field.setAttribute("aria-label", name + partOf(field));
  }
  for (const sign of root.querySelectorAll("span.help-tooltip[aria-label]:not([role])")) {
    sign.setAttribute("role", "img");
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
