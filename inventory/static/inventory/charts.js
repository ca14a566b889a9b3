/* Save a figure as a file that stands alone: its own style inside, with title and origin, on white paper. */

const NAMESPACE = "http://www.w3.org/2000/svg";
const MARGIN = 16; // units of the drawing around the title, the picture and the origin
const LINE = 20; // units between lines of the title
const SHARPNESS = 2; // pixels of a PNG for each unit of the drawing
const STYLES = [
  "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
  "stroke-linecap", "stroke-linejoin", "opacity", "font-family", "font-size", "font-style", "font-weight",
  "text-anchor", "dominant-baseline", "paint-order", "display", "visibility", "letter-spacing", "marker-end",
];

/* Write into each element what the page's style sheets say of it, for a file has no style sheet. */
function settleStyles(drawing) {
  for (const element of [drawing, ...drawing.querySelectorAll("*")]) {
    const computed = getComputedStyle(element);
    for (const name of STYLES) {
      const value = computed.getPropertyValue(name);
      // The paper on which a drawing is laid for this is hidden; the file is not.
      if (value && name !== "visibility") element.setAttribute(name, value);
    }
    element.removeAttribute("class");
    element.removeAttribute("tabindex");
  }
}

function textAt(drawing, words, x, y, size, weight) {
  const text = document.createElementNS(NAMESPACE, "text");
  const looks = { x, y, "font-size": `${size}px`, "font-weight": weight, "font-family": "sans-serif" };
  for (const [name, value] of Object.entries(looks)) text.setAttribute(name, value);
  text.textContent = words;
  drawing.append(text);
  return text;
}

/* Break words into lines that fit the width. */
function breakLines(drawing, words, width, size, weight) {
  const probe = textAt(drawing, "", 0, 0, size, weight);
  const lines = [""];
  for (const word of words.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    probe.textContent = longer;
    if (lines.at(-1) && probe.getComputedTextLength() > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  probe.remove();
  return lines;
}

/* Lay title and origin around the picture, and white paper beneath. */
function frame(drawing, figure) {
  const box = drawing.viewBox.baseVal;
  const [left, top, width, height] = [box.x, box.y, box.width, box.height];
  const title = breakLines(drawing, figure.querySelector(".figure-title").textContent.trim(), width, 16, 650);
  const day = new Date().toISOString().slice(0, 10);
  const origin = breakLines(drawing, `${figure.dataset.site} · ${location.href.split("#")[0]} · ${day}`, width, 11, 400);
  const head = title.length * LINE + MARGIN;
  const foot = origin.length * 15 + MARGIN;
  title.forEach((words, row) => textAt(drawing, words, left, top - head + (row + 0.75) * LINE, 16, 650));
  origin.forEach((words, row) => textAt(drawing, words, left, top + height + MARGIN + row * 15, 11, 400).classList.add("soft"));
  const whole = [left - MARGIN, top - head - MARGIN, width + 2 * MARGIN, height + head + foot + 2 * MARGIN];
  const paper = document.createElementNS(NAMESPACE, "rect");
  ["x", "y", "width", "height"].forEach((name, index) => paper.setAttribute(name, whole[index]));
  paper.setAttribute("class", "paper");
  drawing.prepend(paper);
  drawing.setAttribute("viewBox", whole.join(" "));
  drawing.setAttribute("width", whole[2]);
  drawing.setAttribute("height", whole[3]);
}

/* Return the drawing as the text of a file, with its width and height. */
function standAlone(figure) {
  const paper = document.createElement("div");
  paper.className = "figure-paper";
  const drawing = figure.querySelector(".figure-drawing svg").cloneNode(true);
  paper.append(drawing);
  document.body.append(paper);
  frame(drawing, figure);
  settleStyles(drawing);
  drawing.querySelector(".paper, rect").setAttribute("fill", "#ffffff");
  drawing.setAttribute("xmlns", NAMESPACE);
  // Links lead nowhere from a file on a disk unless they name their site.
  for (const link of drawing.querySelectorAll("a[href]")) link.setAttribute("href", new URL(link.getAttribute("href"), location.href));
  const size = { width: Number(drawing.getAttribute("width")), height: Number(drawing.getAttribute("height")) };
  paper.remove();
  return { text: new XMLSerializer().serializeToString(drawing), ...size };
}

function save(address, name) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

function dataAddress(text) {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

function savePicture(file, name) {
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(file.width * SHARPNESS);
    canvas.height = Math.round(file.height * SHARPNESS);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      const address = URL.createObjectURL(blob);
      save(address, name);
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    }, "image/png");
  });
  image.src = dataAddress(file.text);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-download]");
  const figure = button?.closest("[data-figure]");
  if (!figure) return;
  const file = standAlone(figure);
  const name = `${figure.dataset.figure}.${button.dataset.download}`;
  if (button.dataset.download === "svg") save(URL.createObjectURL(new Blob([file.text], { type: "image/svg+xml" })), name);
  else savePicture(file, name);
});

document.documentElement.classList.add("figures-live");
