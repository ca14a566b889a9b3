/* The search box: “/” goes to it from anywhere, and what is typed brings suggestions. Without this the form submits. */

const WAIT = 150; // milliseconds after the last key

/* “/” is a letter where somebody types. */
const isTyping = (element) =>
  element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const box = document.getElementById("site-search") || document.querySelector('input[name="q"]');
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

/* A box and its list follow the combobox pattern: the focus stays in the box, arrows move the selection. */
const suggest = (box) => {
  const list = document.createElement("div");
  list.id = `${box.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.labels[0]?.textContent.trim() ?? "");
  list.hidden = true;
  box.parentElement.classList.add("has-suggestions");
  box.after(list);

  const options = () => [...list.querySelectorAll('[role="option"]')];
  const selected = () => list.querySelector('[aria-selected="true"]');

  const select = (option) => {
    selected()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
  };

  const show = (isShown) => {
    list.hidden = !isShown || options().length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) select(null);
  };

  const move = (step) => {
    const all = options();
    if (list.hidden) show(true);
    if (all.length === 0) return;
    const from = all.indexOf(selected());
    const to = from < 0 && step < 0 ? all.length - 1 : from + step;
    select(to < 0 || to >= all.length ? null : all[to]);
  };

  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    "hx-get": `${box.form.getAttribute("action")}suggestions/`,
    "hx-trigger": `input changed delay:${WAIT}ms`,
    "hx-target": `#${list.id}`,
    "hx-swap": "innerHTML",
    "hx-sync": "this:replace",
  })) box.setAttribute(name, value);
  window.htmx.process(box);

  list.addEventListener("htmx:afterSwap", () => {
    options().forEach((option, index) => { option.id = `${list.id}-${index}`; });
    select(null);
    show(document.activeElement === box);
  });
  /* A suggestion that fails is no failure of the page. */
  for (const name of ["htmx:responseError", "htmx:sendError"]) {
    box.addEventListener(name, (event) => { event.stopPropagation(); show(false); });
  }

  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && selected()) {
      event.preventDefault();
      selected().click();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  box.addEventListener("focus", () => show(box.value !== ""));
  box.form.addEventListener("focusout", (event) => {
    if (!box.form.contains(event.relatedTarget)) show(false);
  });
  /* The focus stays in the box while an option is pressed. */
  list.addEventListener("mousedown", (event) => event.preventDefault());
};

for (const box of document.querySelectorAll("#site-search, [data-suggest]")) {
  if (window.htmx && box.form) suggest(box);
}
