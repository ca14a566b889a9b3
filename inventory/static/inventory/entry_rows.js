/* Makes the rows of an entry a sheet: a new one appears below the last that is filled, Enter goes down, F2 opens the
   rest of a row and Escape closes it, and cells copied from a spreadsheet fill rows. Without this there is a fixed
   number of rows and a button for more. */
"use strict";

(() => {
  const form = document.getElementById("entry");
  if (!form) return;
  const announcer = document.getElementById("entry-announcer");
  const MOST_ROWS = 300;

  const rowsOf = (list) => [...list.querySelectorAll("[data-row]")];
  const cells = (row) => [...row.querySelectorAll("[data-cell]")];
  const isEmpty = (row) =>
    cells(row).every((cell) => !cell.value.trim()) &&
    [...row.querySelectorAll(".entry-more input, .entry-more textarea")].every((field) => !field.value.trim());

  const count = (list) => {
    form.elements[`${list.dataset.rows}-TOTAL_FORMS`].value = rowsOf(list).length;
  };

  const tame = (row) => {
    // Tab goes from cell to cell; F2, the pointer and screen readers reach what is behind More.
    const summary = row.querySelector("summary");
    summary.tabIndex = -1;
    for (const cell of cells(row)) cell.setAttribute("aria-keyshortcuts", "F2");
  };

  const addRow = (list) => {
    const number = rowsOf(list).length;
    if (number >= MOST_ROWS) return null;
    const template = document.getElementById(`${list.dataset.rows}-template`);
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML
      .replaceAll("__prefix__", String(number))
      .replaceAll("__number__", String(number + 1));
    const row = holder.content.firstElementChild;
    list.append(row);
    tame(row);
    count(list);
    return row;
  };

  const keepSpare = (list) => {
    const rows = rowsOf(list);
    if (rows.length === 0 || !isEmpty(rows[rows.length - 1])) addRow(list);
  };

  const lists = [...form.querySelectorAll("[data-rows]")];
  for (const list of lists) {
    const rows = rowsOf(list);
    // Of the spare rows that serve without a script, one is enough.
    while (rows.length > 1 && isEmpty(rows[rows.length - 1]) && isEmpty(rows[rows.length - 2])) rows.pop().remove();
    rowsOf(list).forEach(tame);
    keepSpare(list);
    count(list);
  }
  for (const element of form.querySelectorAll("[data-without-script]")) element.hidden = true;
  for (const element of form.querySelectorAll("[data-keys]")) element.hidden = false;

  // What a detail takes follows from its kind.
  const suit = (select) => {
    const row = select.closest("[data-row]");
    const value = row && row.querySelector("[data-value-of]");
    if (!value) return;
    const takes = select.selectedOptions[0]?.dataset.takes || "";
    if (takes === "party" || takes === "place") value.dataset.names = takes;
    else {
      delete value.dataset.names;
      for (const name of ["role", "aria-expanded", "aria-autocomplete", "aria-controls"]) value.removeAttribute(name);
    }
    if (takes === "date") value.dataset.readDate = value.dataset.dateReader;
    else {
      delete value.dataset.readDate;
      document.getElementById(value.dataset.readInto).textContent = "";
    }
  };

  const tell = (row) => {
    const told = [...row.querySelectorAll(".entry-more :is(input, select, textarea)")]
      .filter((field) => field.value && field.value !== "unspecified" && field.value !== "affirmed")
      .map((field) => (field instanceof HTMLSelectElement ? field.selectedOptions[0].text : field.value));
    row.querySelector(".entry-told").textContent = told.join(" · ");
  };

  form.addEventListener("input", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    keepSpare(row.parentElement);
    if (event.target.closest(".entry-more")) tell(row);
  });

  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    if (event.target.matches("select[data-cell]")) suit(event.target);
    if (event.target.closest(".entry-more")) tell(row);
    keepSpare(row.parentElement);
  });

  // A type without words of count is read as a plural; say so where the reading stands.
  form.addEventListener("focusout", (event) => {
    const row = event.target.closest("[data-row]");
    const phrase = row && row.querySelector("[data-read-empty]");
    if (!phrase || phrase.value.trim()) return;
    const type = cells(row)[0].value.trim();
    document.getElementById(phrase.dataset.readInto).textContent = type ? phrase.dataset.readEmpty : "";
  });

  const goDown = (row) => {
    const list = row.parentElement;
    const next = row.nextElementSibling || addRow(list);
    if (next) cells(next)[0].focus();
  };

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.isComposing) return;
    const more = row.querySelector("details");
    if (event.key === "F2") {
      event.preventDefault();
      more.open = true;
      more.querySelector("input, select, textarea").focus();
    } else if (event.key === "Escape" && more.open) {
      event.preventDefault();
      more.open = false;
      cells(row).at(-1).focus();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target.matches("input")) {
      event.preventDefault();
      const place = cells(row).indexOf(event.target);
      if (place >= 0 && place < cells(row).length - 1) cells(row)[place + 1].focus();
      else if (place >= 0) goDown(row);
    }
  });

  // Tab out of what is behind More goes on to the next row, and closes it.
  form.addEventListener("focusout", (event) => {
    const more = event.target.closest(".entry-more");
    if (!more || !event.relatedTarget || more.contains(event.relatedTarget)) return;
    if (!more.querySelector("[aria-invalid]")) more.open = false;
  });

  form.addEventListener("paste", (event) => {
    const cell = event.target.closest("[data-cell=first]");
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!(cell instanceof HTMLInputElement) || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    let row = cell.closest("[data-row]");
    const list = row.parentElement;
    const lines = text.split(/\r?\n/).filter((line) => line.trim());
    for (const line of lines) {
      if (!row) row = addRow(list);
      if (!row) break;
      const values = line.split("\t").map((value) => value.trim());
      cells(row).forEach((field, place) => {
        if (values[place] === undefined) return;
        field.value = values[place];
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      row = row.nextElementSibling;
    }
    keepSpare(list);
    announcer.textContent = `${form.dataset.rowAdded} ${lines.length}`;
    cells(row || rowsOf(list).at(-1))[0].focus();
  });

  // A proposal in the list of problems is put where it belongs.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    const field = button && document.getElementById(button.dataset.fill);
    if (!field) return;
    field.value = button.textContent;
    field.removeAttribute("aria-invalid");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  // Empty cells say nothing; leaving them out keeps long lists below the server's limit on fields.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData.entries()]) {
      if (value === "" && /^(lines|details)-\d+-/.test(name)) event.formData.delete(name);
    }
  });
})();
