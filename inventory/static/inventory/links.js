/* Decides links by keys. Without this each has two buttons, and those that are ticked are decided together.

   Keys count while the focus is in the list. A decision shows at once and is saved in the order of the presses; what
   could not be saved is put back and said. Undo takes back the decisions of this visit, the last one first. */
const form = document.getElementById("links");
const undoForm = document.getElementById("links-undo");
const told = document.getElementById("links-told");
const left = document.getElementById("links-left");
const made = []; // what was decided here: its rows, and a promise of the keys to undo it by
let queue = Promise.resolve();

const rows = () => [...form.querySelectorAll(".link-row")];
const open = () => rows().filter((row) => !row.dataset.state);
const tick = (row) => row.querySelector("[name=link]");
const focus = (row) => row?.focus({ focusVisible: true });

/* Post one request after the other; a refusal is an error with what the server says. */
function send(address, pairs) {
  const body = new URLSearchParams([["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value], ...pairs]);
  const answer = queue.then(async () => {
    const options = { method: "POST", body, headers: { Accept: "application/json" } };
    const response = await fetch(address, options).catch(() => null);
    const isRead = response?.headers.get("Content-Type")?.startsWith("application/json");
    const found = isRead ? await response.json() : {};
    if (!response?.ok || !isRead) throw new Error(found.words || form.dataset.failed);
    return found;
  });
  queue = answer.catch(() => {});
  return answer;
}

/* Show a row as decided, or as undecided again. */
function mark(row, words) {
  row.querySelector(".link-actions").hidden = Boolean(words);
  const outcome = row.querySelector(".link-outcome");
  outcome.hidden = !words;
  outcome.textContent = words;
  tick(row).checked = false;
  tick(row).disabled = Boolean(words);
  if (words) row.dataset.state = "decided";
  else delete row.dataset.state;
}

function say(words) {
  told.textContent = words;
  const page = rows().length;
  left.textContent = String(total - page + open().length);
  document.getElementById("links-last").hidden = made.length > 0;
  allowUndo();
}

/* The button stands there from the beginning, so that no row moves when there is something to undo. */
function allowUndo() {
  undoForm.hidden = false;
  undoForm.querySelector("button").disabled = !made.length && !undoForm.elements.link;
}

const total = Number(left.textContent.replaceAll(/\D/g, ""));

function decide(action, chosen, from) {
  if (!chosen.length) return;
  const following = rows().slice(rows().indexOf(from) + 1);
  const label = form.querySelector(`.link-row [name=${action === "split" ? "accept" : action}]`).firstChild.data;
  for (const row of chosen) mark(row, label);
  focus(following.find((row) => !row.dataset.state) || open()[0] || from);
  const values = chosen.map((row) => row.dataset.pair).join(" ");
  const reason = form.elements.reason.value;
  const answer = send(form.action, [[action, values], ["reason", reason]]);
  const decision = { rows: chosen, keys: answer.then((found) => Object.values(found.decided), () => []) };
  made.push(decision);
  answer.then(
    (found) => {
      for (const row of chosen) if (found.missed.includes(row.dataset.pair)) mark(row, form.dataset.missed);
      if (!Object.keys(found.decided).length) forget(decision);
      say(found.words);
    },
    (error) => {
      for (const row of chosen) mark(row, "");
      forget(decision);
      say(error.message);
    },
  );
}

function forget(decision) {
  if (made.includes(decision)) made.splice(made.indexOf(decision), 1);
}

async function undo() {
  const last = made.pop();
  if (!last) {
    if (undoForm.elements.link) undoForm.submit();
    return;
  }
  const keys = await last.keys;
  if (!keys.length) return;
  try {
    const found = await send(undoForm.action, keys.map((key) => ["link", key]));
    const opened = last.rows.filter((row) => found.opened.includes(row.dataset.pair));
    for (const row of opened) mark(row, "");
    focus(opened[0]);
    say(found.words);
  } catch (error) {
    made.push(last);
    say(error.message);
  }
}

const ticked = () => open().filter((row) => tick(row).checked);
const ofGroup = (row) => [...row.closest(".link-group").querySelectorAll(".link-row")].filter((one) => !one.dataset.state);

const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

function press(key, row) {
  if (key in STEPS) {
    const all = rows();
    const next = all.indexOf(row) + STEPS[key];
    focus(all[Math.max(0, Math.min(all.length - 1, next))]);
  } else if (key === "u") undo();
  else if (row.dataset.state) return;
  else if (key === "x") tick(row).checked = !tick(row).checked;
  else if (key === "s") decide("split", ticked().length ? ticked() : ofGroup(row), row);
  else decide(key === "a" ? "accept" : "reject", ticked().length ? ticked() : [row], row);
}

if (form) {
  for (const element of document.querySelectorAll("[data-keys]")) element.hidden = false;
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest(".link-row");
    const isTyped = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (!row || isTyped || event.repeat || !(event.key in STEPS || "arsux".includes(event.key))) return;
    event.preventDefault();
    press(event.key, row);
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    const row = button.closest(".link-row") || open()[0];
    const asked = button.value === "ticked" ? ticked() : open().filter((one) => button.value.split(" ").includes(one.dataset.pair));
    if (!asked.length) return; // The server says what to tick.
    event.preventDefault();
    decide(button.name, asked, row);
  });
  undoForm.addEventListener("submit", (event) => {
    if (!made.length) return;
    event.preventDefault();
    undo();
  });
  allowUndo();
  focus(rows()[0]);
}
