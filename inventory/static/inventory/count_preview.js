/* Shows beside a count how its words are read, while they are typed. Without this the form tells it once it is sent. */
"use strict";

(() => {
  const WAIT = 250; // milliseconds after the last key

  const show = async (input) => {
    const row = input.closest(".form-row");
    const target = row && row.querySelector(".field-reading .readonly");
    if (!target) return;
    const phrase = input.value.trim();
    if (!phrase) {
      target.textContent = "Shown once the count is read.";
      target.classList.remove("is-refused");
      return;
    }
    const answer = await fetch(`${input.dataset.readCount}?${new URLSearchParams({ phrase })}`, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    // A later key, or a lost session: leave what stands there.
    if (!answer.ok || input.value.trim() !== phrase) return;
    const read = await answer.json();
    target.textContent = read.error || read.text;
    target.classList.toggle("is-refused", Boolean(read.error));
  };

  const timers = new WeakMap();
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.dataset.readCount) return;
    clearTimeout(timers.get(input));
    timers.set(input, setTimeout(() => show(input).catch(() => {}), WAIT));
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const target of document.querySelectorAll(".field-reading .readonly")) {
      target.setAttribute("role", "status");
    }
  });
})();
