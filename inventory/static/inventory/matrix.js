/* What the comparison matrix adds where JavaScript runs, to what works without.

   The table becomes a grid: one stop of the Tab key, in which the arrow keys move between cells, Home and End to a
   row's ends, and with Ctrl to the grid's. A cell with one button or link gives it the focus; a cell with several takes
   the focus itself, Enter steps into it and Escape out of it. Cards show themselves on hover and on focus, and go when
   pointer or focus leaves, or on Escape; one that a click or Enter opened stays until it is closed. */
const DELAY = 250; // milliseconds before a hovered cell shows its card, and before a card that is left goes
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const CELL = ".matrix th, .matrix td";
let peeked = null; // the card that shows itself and was not asked for
let timer = 0;
let isLeaving = false; // while a card closes, the browser gives its cell the focus, which brings up no card

/* Cells */
const widgets = (cell) =>
  [...cell.querySelectorAll("a[href], button, summary")].filter((one) => !one.closest("[popover]"));

const seat = (cell) => {
  const inside = widgets(cell);
  return inside.length === 1 ? inside[0] : cell;
};

const rowsOf = (table) => [...table.rows];

/* Only what stands at the current cell is in the way of the Tab key. */
function makeCurrent(cell, isInside = false) {
  const table = cell.closest("table");
  for (const other of table.querySelectorAll("[data-seat]")) {
    other.tabIndex = -1;
    delete other.dataset.seat;
  }
  const reachable = isInside ? widgets(cell) : [seat(cell)];
  for (const one of reachable) {
    one.tabIndex = 0;
    one.dataset.seat = "";
  }
}

function move(cell) {
  makeCurrent(cell);
  seat(cell).focus({ focusVisible: true, preventScroll: true });
  reveal(cell);
}

/* Bring a cell into sight beside the head and the columns that stay. */
function reveal(cell) {
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  const pane = cell.closest(".matrix-scroll");
  if (!pane || getComputedStyle(cell).position === "sticky") return;
  const box = cell.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  const table = cell.closest("table");
  const names = table.tHead.rows[0].cells[0].getBoundingClientRect();
  const conclusions = table.querySelector(".estimate-head").getBoundingClientRect();
  const isSticky = getComputedStyle(table.querySelector(".estimate-head")).position === "sticky";
  const right = isSticky && conclusions.right >= frame.right - 2 ? conclusions.left : frame.right;
  if (box.left < names.right) pane.scrollLeft -= names.right - box.left;
  else if (box.right > right && cell.cellIndex > 0) pane.scrollLeft += box.right - right;
  if (cell.closest("tbody") && box.top < names.bottom) pane.scrollTop -= names.bottom - box.top;
}

function neighbour(cell, [down, across]) {
  const rows = rowsOf(cell.closest("table"));
  return rows[rows.indexOf(cell.parentElement) + down]?.cells[cell.cellIndex + across];
}

function edge(cell, isLast, isOfGrid) {
  const rows = rowsOf(cell.closest("table"));
  const row = isOfGrid ? rows.at(isLast ? -1 : 0) : cell.parentElement;
  return row.cells[isLast ? row.cells.length - 1 : 0];
}

/* Cards */
const cardOf = (button) => document.getElementById(button.getAttribute("popovertarget"));
const buttonOf = (card) => document.querySelector(`[popovertarget="${card.id}"]`);
const openCard = () => document.querySelector(".matrix [popover]:popover-open");

function hide() {
  clearTimeout(timer);
  if (peeked?.matches(":popover-open")) peeked.hidePopover();
  peeked = null;
}

function peek(button) {
  const card = cardOf(button);
  if (!card || isLeaving || openCard() === card || (openCard() && !peeked)) return;
  hide();
  card.showPopover({ source: button });
  peeked = card;
}

function enter(card) {
  peeked = null;
  card.tabIndex = -1;
  card.focus();
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  clearTimeout(timer);
  const button = event.target.closest(".matrix .cell-open");
  if (button) timer = setTimeout(peek, DELAY, button);
  else if (peeked && !peeked.contains(event.target)) timer = setTimeout(hide, DELAY);
});

document.addEventListener("focusin", (event) => {
  const card = openCard();
  const cell = event.target.closest(CELL);
  if (card && !card.contains(event.target) && buttonOf(card) !== event.target) {
    // A card stands for the cell that has the focus; what has it now is another.
    if (card === peeked || cell) card.hidePopover();
    peeked = null;
  }
  if (!cell || event.target.closest("[popover]")) return;
  makeCurrent(cell, event.target !== seat(cell));
  if (event.target.matches(".cell-open:focus-visible")) peek(event.target);
});

/* A click or Enter on a cell whose card shows itself keeps it, where the browser would close it. */
document.addEventListener("click", (event) => {
  const button = event.target.closest(".matrix button[popovertarget]");
  if (!button) return;
  const isByKeyboard = event.detail === 0;
  if (peeked && cardOf(button) === peeked) {
    event.preventDefault();
    if (isByKeyboard) enter(peeked);
    peeked = null;
  } else if (isByKeyboard && !cardOf(button).matches(":popover-open")) {
    event.preventDefault();
    cardOf(button).showPopover({ source: button });
    enter(cardOf(button));
  }
});

document.addEventListener("toggle", (event) => {
  if (event.target === peeked && event.newState === "closed") peeked = null;
}, true);

/* Keys */
function leave(event) {
  const card = event.target.closest(".matrix [popover]") ?? openCard();
  const cell = event.target.closest(CELL);
  if (card) {
    isLeaving = true;
    clearTimeout(timer);
    card.hidePopover();
    if (card.contains(event.target)) buttonOf(card).focus({ focusVisible: true });
    peeked = null;
    isLeaving = false;
  } else if (cell && event.target !== seat(cell)) move(cell);
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.metaKey || event.shiftKey) return;
  if (event.key === "Escape") return leave(event);
  const cell = event.target.closest(CELL);
  if (!cell || event.target.closest("[popover]")) return;
  const isEnd = event.key === "Home" || event.key === "End";
  if (event.key === "Enter" && event.target === cell) {
    widgets(cell)[0]?.focus({ focusVisible: true });
  } else if (isEnd || (STEPS[event.key] && !event.ctrlKey)) {
    const next = isEnd ? edge(cell, event.key === "End", event.ctrlKey) : neighbour(cell, STEPS[event.key]);
    if (next) move(next);
  } else return;
  event.preventDefault();
});

/* Beginning, and again when a choice has swapped the matrix */
function prepare() {
  const table = document.querySelector(".matrix:not([role])");
  if (!table) return;
  const current = document.activeElement?.closest(CELL);
  table.setAttribute("role", "grid");
  table.closest(".matrix-scroll").removeAttribute("tabindex");
  for (const cell of table.querySelectorAll("th, td")) {
    cell.tabIndex = -1;
    for (const widget of widgets(cell)) widget.tabIndex = -1;
  }
  if (current) makeCurrent(current, document.activeElement !== seat(current));
  else makeCurrent(table.tBodies[0].rows[0]?.cells[0] ?? table.rows[0].cells[0]);
}

document.addEventListener("htmx:afterSettle", prepare);
prepare();
