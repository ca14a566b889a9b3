/* What lists add where JavaScript runs: choices apply at once, panels and focus survive a swap, the new state is
   announced, rows are selected by the page, Shift sorts further, addresses are copied. All works without it. */
(() => {
  const results = () => document.getElementById("results");
  let opened = [];
  let focused = "";
  let lastClicked = null;

  /* A region that stays while the results are swapped, so that screen readers hear the new state. */
  const announcer = document.createElement("p");
  announcer.className = "visually-hidden";
  announcer.setAttribute("aria-live", "polite");
  announcer.id = "list-announcer";
  document.addEventListener("DOMContentLoaded", () => document.body.append(announcer));

  const announce = (text) => {
    announcer.textContent = text;
  };

  const visible = (element) => Boolean(element) && element.getClientRects().length > 0;

  /* Choices */
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-submit-on-choice]");
    if (form && event.target.matches("input[type=checkbox], select")) form.requestSubmit();
    if (event.target.closest(".selection")) showSelection();
  });

  /* Selection */
  const boxes = (form) => [...form.querySelectorAll("tbody .select input[type=checkbox]")];

  const showSelection = () => {
    const form = document.getElementById("selection");
    if (!form) return;
    const all = boxes(form);
    const number = all.filter((box) => box.checked).length;
    const page = form.querySelector("[data-select-page]");
    const bar = form.querySelector("[data-selection-bar]");
    const { none, one, some } = bar.dataset;
    page.hidden = false;
    page.checked = number > 0 && number === all.length;
    page.indeterminate = number > 0 && number < all.length;
    bar.classList.toggle("is-active", number > 0);
    bar.querySelector("[data-selection-count]").textContent =
      number === 0 ? none : number === 1 ? one : some.replace("%n", number.toLocaleString(document.documentElement.lang));
    for (const button of bar.querySelectorAll("button")) button.disabled = number === 0;
  };

  document.addEventListener("click", (event) => {
    const page = event.target.closest("[data-select-page]");
    if (page) {
      for (const box of boxes(page.form)) box.checked = page.checked;
      return;
    }
    const box = event.target.closest(".select input[type=checkbox]");
    if (box) {
      const all = boxes(box.form);
      const [from, to] = [all.indexOf(lastClicked), all.indexOf(box)].sort((one, other) => one - other);
      if (event.shiftKey && from >= 0) for (const other of all.slice(from, to + 1)) other.checked = box.checked;
      lastClicked = box;
      return;
    }
    const copy = event.target.closest("[data-copy]");
    if (copy) navigator.clipboard.writeText(copy.dataset.copy).then(() => {
      copy.textContent = copy.dataset.copied;
      announce(copy.dataset.copied);
    });
  });

  /* Shift sorts by one more column. */
  document.addEventListener("click", (event) => {
    const head = event.target.closest("thead a[data-then]");
    if (!head || !event.shiftKey || head.getAttribute("href") === head.dataset.then) return;
    event.preventDefault();
    event.stopPropagation();
    const address = head.getAttribute("href");
    head.setAttribute("href", head.dataset.then);
    head.dataset.then = address;
    window.htmx.ajax("GET", head.getAttribute("href"), { source: results(), target: "#results", swap: "outerHTML" });
  }, true);

  /* Panels */
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  /* Swaps */
  document.addEventListener("htmx:beforeSwap", (event) => {
    opened = [...document.querySelectorAll("#results details[id]:not(.menu)")].map((one) => [one.id, one.open]);
    const active = document.activeElement;
    focused = results()?.contains(active) ? active.id || active.closest("[id]").id : "";
    results()?.removeAttribute("aria-busy");
    if (event.detail.xhr.status === 404) event.detail.shouldSwap = true;
  });
  document.addEventListener("htmx:beforeRequest", () => results()?.setAttribute("aria-busy", "true"));
  document.addEventListener("htmx:afterRequest", () => results()?.removeAttribute("aria-busy"));

  const settle = () => {
    for (const [id, isOpen] of opened) {
      const one = document.getElementById(id);
      if (one && isOpen) one.open = true;
    }
    opened = [];
    refresh();
    const before = document.getElementById(focused);
    if (focused && !results()?.contains(document.activeElement)) {
      const target = visible(before) && before.matches("a, button, input, select, summary") ? before : before?.closest(".menu")?.querySelector("summary");
      (target || document.querySelector(".listing .tools summary"))?.focus({ preventScroll: true });
    }
    const status = document.querySelector(".list-head [role=status]");
    if (status) announce(status.textContent.trim());
  };

  const refresh = () => {
    for (const copy of document.querySelectorAll("[data-copy][hidden]")) copy.hidden = !navigator.clipboard;
    showSelection();
  };

  document.addEventListener("htmx:afterSettle", settle);
  document.addEventListener("DOMContentLoaded", refresh);
})();
