/* What the comparison matrix adds where JavaScript runs: arrow keys move between cells, and cards show themselves
   on hover and on keyboard focus. A card that was opened by a click or Enter stays; one that only shows itself goes
   when pointer or focus leaves, and on Escape. All of it works without. */
(() => {
  const DELAY = 250; // milliseconds before a hovered cell shows its card
  const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  let peeked = null;
  let timer = 0;

  const cardOf = (button) => document.getElementById(button.getAttribute("popovertarget"));
  const isOpen = (card) => card.matches(":popover-open");
  const isPinned = () => Boolean(document.querySelector("[popover]:popover-open")) && !peeked;

  const hide = () => {
    clearTimeout(timer);
    if (peeked && isOpen(peeked)) peeked.hidePopover();
    peeked = null;
  };

  const peek = (button) => {
    const card = cardOf(button);
    if (!card || isPinned() || isOpen(card)) return;
    hide();
    card.showPopover({ source: button });
    peeked = card;
  };

  /* Hover and focus */
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const button = event.target.closest(".matrix .cell-open");
    if (button) {
      clearTimeout(timer);
      timer = setTimeout(peek, DELAY, button);
    } else if (peeked && !peeked.contains(event.target)) {
      clearTimeout(timer);
      timer = setTimeout(hide, DELAY);
    } else {
      clearTimeout(timer);
    }
  });

  document.addEventListener("focusin", (event) => {
    const button = event.target.closest(".matrix .cell-open");
    if (button?.matches(":focus-visible")) peek(button);
    else if (peeked && !peeked.contains(event.target)) hide();
  });

  /* A click on a cell whose card shows itself keeps it; the browser would close it. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".matrix .cell-open");
    if (button && peeked && cardOf(button) === peeked) {
      event.preventDefault();
      peeked = null;
    }
  });

  document.addEventListener("toggle", (event) => {
    if (event.target === peeked && event.newState === "closed") peeked = null;
  }, true);

  /* Arrow keys */
  const target = (cell) => cell.querySelector(".cell-open, .type-name a, .voice-name a, a, button") ?? cell;

  const step = (cell, [down, across]) => {
    const rows = [...cell.closest("table").rows];
    const row = rows[rows.indexOf(cell.parentElement) + down];
    return row?.cells[Math.min(cell.cellIndex, row.cells.length - 1) + across];
  };

  const edge = (cell, key) => {
    const cells = cell.parentElement.cells;
    return key === "Home" ? cells[0] : cells[cells.length - 1];
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("[popover], input, select")) return;
    const cell = event.target.closest(".matrix th, .matrix td");
    if (!cell) return;
    const isEdge = event.key === "Home" || event.key === "End";
    const next = isEdge ? edge(cell, event.key) : MOVES[event.key] && step(cell, MOVES[event.key]);
    if (!next) return;
    event.preventDefault();
    const element = target(next);
    if (element === next) next.tabIndex = -1;
    element.focus({ focusVisible: true });
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
})();
