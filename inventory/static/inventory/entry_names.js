/* Turns every field with data-names into a combobox after the ARIA authoring practices: names that fit are listed
   while one types, arrows choose, Enter takes, Escape closes. Leaving the field by Tab takes a name that alone fits.
   Without this the names are typed out, and what is unknown is refused with proposals. */
"use strict";

(() => {
  const WAIT = 120; // milliseconds after the last key
  const announcer = document.querySelector("[data-announcer]");
  if (!announcer) return;

  const form = announcer.closest("form");
  const list = document.createElement("ul");
  list.className = "names-list";
  list.id = "names-list";
  list.setAttribute("role", "listbox");
  list.hidden = true;

  let current = null; // the field whose names are listed
  let found = { text: "", names: [], unique: "" };
  let chosen = -1;
  let timer = 0;
  let pending = null;

  const isNamed = (target) => target instanceof HTMLInputElement && Boolean(target.dataset.names);

  const close = () => {
    list.hidden = true;
    chosen = -1;
    if (current) {
      current.setAttribute("aria-expanded", "false");
      current.removeAttribute("aria-activedescendant");
    }
  };

  const mark = () => {
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    if (chosen < 0) current.removeAttribute("aria-activedescendant");
    else current.setAttribute("aria-activedescendant", list.children[chosen].id);
  };

  const take = (input, value) => {
    if (input.value !== value) {
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    clearTimeout(timer);
    close();
  };

  const open = (input) => {
    list.replaceChildren(
      ...found.names.map((name, place) => {
        const option = document.createElement("li");
        option.id = `names-option-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.value = name.value;
        option.append(name.name);
        if (name.note) {
          const note = document.createElement("span");
          note.className = "names-note";
          note.textContent = name.note;
          option.append(note);
        }
        return option;
      }),
    );
    input.parentElement.append(list);
    list.hidden = found.names.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.setAttribute("aria-controls", list.id);
    chosen = -1;
    announcer.textContent = found.names.length
      ? `${announcer.dataset.some} ${found.names.map((name) => name.name).join(", ")}`
      : announcer.dataset.none;
  };

  const ask = (input) => {
    const text = input.value.trim();
    const query = new URLSearchParams({ kind: input.dataset.names, text });
    pending = fetch(`${announcer.dataset.announcer}?${query}`, { credentials: "same-origin" })
      .then((answer) => (answer.ok && !answer.redirected ? answer.json() : null))
      .then((answer) => {
        if (!answer || input.value.trim() !== text) return null;
        found = { text, names: answer.names, unique: answer.unique, kind: input.dataset.names };
        return found;
      })
      .catch(() => null);
    return pending;
  };

  const look = async (input) => {
    const answer = await ask(input);
    if (answer && document.activeElement === input) open(input);
  };

  // What was typed faster than the answer came is settled after the field was left.
  const settle = async (input) => {
    const text = input.value.trim();
    if (!text) return;
    const isKnown = found.text === text && found.kind === input.dataset.names;
    const answer = isKnown ? found : await ask(input);
    if (answer && answer.unique && input.value.trim() === text) {
      if (document.activeElement !== input || isKnown) take(input, answer.unique);
    }
  };

  document.addEventListener("focusin", (event) => {
    const input = event.target;
    if (!isNamed(input)) return;
    current = input;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
  });

  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!isNamed(input) || !event.isTrusted) return;
    clearTimeout(timer);
    close();
    if (input.value.trim()) timer = setTimeout(() => look(input), WAIT);
  });

  // Before the rows see the key: while names are listed, Enter and Escape are meant for the list.
  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!isNamed(input) || event.isComposing) return;
    const isOpen = !list.hidden && current === input;
    const size = list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (!isOpen) {
        if (input.value.trim()) look(input);
        return;
      }
      chosen = event.key === "ArrowDown" ? (chosen + 1) % size : (chosen <= 0 ? size : chosen) - 1;
      mark();
    } else if (event.key === "Enter" && isOpen && chosen >= 0 && !event.ctrlKey) {
      event.preventDefault();
      event.stopImmediatePropagation();
      take(input, list.children[chosen].dataset.value);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopImmediatePropagation();
      close();
    } else if (event.key === "Tab") {
      if (isOpen && chosen >= 0) take(input, list.children[chosen].dataset.value);
    }
  }, true);

  document.addEventListener("focusout", (event) => {
    if (!isNamed(event.target)) return;
    clearTimeout(timer);
    close();
    settle(event.target);
  });

  // The mouse must not take the focus away before the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && current) take(current, option.dataset.value);
  });
})();
