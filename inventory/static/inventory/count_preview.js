/* Shows beside a count or date how its words are read, while they are typed. Without this the form tells it once
   it is sent. A field names the reading address in data-read-count or data-read-date, and in data-read-into the
   element that shows it; in the admin that is the row's read-only field. */
"use strict";

(() => {
  const WAIT = 250; // milliseconds after the last key

  // What the admin says where no count is read yet, in the reader's language.
  const unread = () => document.querySelector('meta[name="count-unread"]')?.content ?? "";

  const targetOf = (input) => {
    if (input.dataset.readInto) return document.getElementById(input.dataset.readInto);
    const row = input.closest(".form-row");
    return row && row.querySelector(".field-reading .readonly");
  };

  const show = async (input) => {
    const target = targetOf(input);
    if (!target) return;
    const phrase = input.value.trim();
    if (!phrase) {
      target.textContent = input.dataset.readInto ? "" : unread();
      target.classList.remove("is-refused");
      return;
    }
    const address = input.dataset.readCount || input.dataset.readDate;
    const answer = await fetch(`${address}?${new URLSearchParams({ phrase })}`, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    // A later key, or a lost session: leave what stands there.
    if (!answer.ok || answer.redirected || input.value.trim() !== phrase) return;
    const read = await answer.json();
    const shareText = read.kind === "share" && input.dataset.readShare;
    target.textContent = read.error || shareText || read.text;
    target.classList.toggle("is-refused", Boolean(read.error));
  };

  const timers = new WeakMap();
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    clearTimeout(timers.get(input));
    if (!input.dataset.readCount && !input.dataset.readDate) return;
    timers.set(input, setTimeout(() => show(input).catch(() => {}), WAIT));
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const target of document.querySelectorAll(".field-reading .readonly")) {
      target.setAttribute("role", "status");
    }
  });
})();
