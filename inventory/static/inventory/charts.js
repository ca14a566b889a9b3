/* Save a figure as a file that stands alone: drawn as the page shows it, with all words that stand around it. */

const NAMESPACE = "http://www.w3.org/2000/svg";
const MARGIN = 16; // units of the drawing on each side
const GAP = 10; // units between words and the drawing
const LEAST_WIDTH = 560; // units for the words, however narrow the drawing is
const LINE = 1.4; // heights of a letter from line to line
const SHARPNESS = 2; // pixels of a PNG for each unit of the drawing

// What an element takes from the one around it unless it has its own.
const INHERITED = [
  "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
  "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "clip-rule", "font-family",
  "font-size", "font-style", "font-weight", "letter-spacing", "word-spacing", "text-anchor", "dominant-baseline",
  "paint-order", "text-rendering", "visibility", "marker-start", "marker-mid", "marker-end",
];
// What an element has of its own, and what it is without.
const OWN = {
  "opacity": "1", "display": "inline", "clip-path": "none", "mask": "none", "filter": "none", "stop-color": "rgb(0, 0, 0)",
  "stop-opacity": "1",
};

/* Return what a property comes to on the page; a reference into the drawing names no file. */
function valueOf(look, name) {
  return look.getPropertyValue(name).replace(/url\("[^"#]*(#[^"]*)"\)/g, "url($1)");
}

/* Write into a copy what the page's style sheets say of the element that is shown: a file has no style sheet. */
function writeLook(shown, copy, around) {
  const look = getComputedStyle(shown);
  const write = (name, usual) => {
    const value = valueOf(look, name);
    if (value !== usual || copy.hasAttribute(name)) copy.setAttribute(name, value);
  };
  for (const name of INHERITED) write(name, around && valueOf(around, name));
  // The drawing itself is a block on its page, and part of another drawing in the file.
  if (around) for (const [name, usual] of Object.entries(OWN)) write(name, usual);
  for (const [at, child] of [...shown.children].entries()) {
    if (!["title", "desc"].includes(child.localName)) writeLook(child, copy.children[at], look);
  }
}

/* Return a copy of the drawing that looks the same without the page. */
function copyDrawing(shown) {
  const copy = shown.cloneNode(true);
  writeLook(shown, copy, null);
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    element.removeAttribute("class");
    element.removeAttribute("style");
    element.removeAttribute("tabindex");
    // Links lead nowhere from a file on a disk unless they name their site.
    if (element.localName === "a") element.setAttribute("href", new URL(element.getAttribute("href"), location.href));
  }
  return copy;
}

function make(name, attributes, ...children) {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/* Break words into lines that fit the width; a word that is wider, as addresses are, is broken itself. */
function breakLines(text, font, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const fits = (line) => pen.measureText(line).width <= width;
  const lines = [""];
  for (const word of text.trim().split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (fits(longer)) lines[lines.length - 1] = longer;
    else if (fits(word)) lines.push(word);
    else {
      if (lines.at(-1)) lines.push("");
      for (const letter of word) {
        if (fits(lines.at(-1) + letter)) lines[lines.length - 1] += letter;
        else lines.push(letter);
      }
    }
  }
  return lines;
}

/* Return words as lines of a drawing from a height down, in the look of an element of the page, and where they end. */
function write(text, like, top, width) {
  const look = getComputedStyle(like);
  const size = Number.parseFloat(look.fontSize);
  const lines = breakLines(text, `${look.fontWeight} ${size}px ${look.fontFamily}`, width);
  const elements = lines.map((line, row) => make("text", {
    "x": MARGIN, "y": top + (row + 0.8) * size * LINE, "fill": look.color, "font-family": look.fontFamily,
    "font-size": `${size}px`, "font-weight": look.fontWeight,
  }, line));
  return { elements, end: top + lines.length * size * LINE };
}

/* Return all words of some parts of the figure, from a height down. */
function writeAll(parts, top, width) {
  const all = { elements: [], end: top };
  for (const [text, like] of parts) {
    const { elements, end } = write(text, like, all.end, width);
    all.elements.push(...elements);
    all.end = end;
  }
  return all;
}

/* Return the drawing as the text of a file, with its width and height: words above and below as on the page. */
function standAlone(figure) {
  const shown = figure.querySelector(".figure-drawing svg");
  const drawing = copyDrawing(shown);
  const box = shown.viewBox.baseVal;
  const width = Math.max(box.width, LEAST_WIDTH);
  const partsOf = (names) => [...figure.querySelectorAll(names)].map((part) => [part.textContent, part]);
  const foot = figure.querySelector(".figure-source");
  const head = writeAll(partsOf(".figure-title, .figure-subtitle"), MARGIN, width);
  const top = Math.ceil(head.end + GAP);
  const origin = `${figure.dataset.site}: ${location.href.split("#")[0]}#${figure.id}`;
  const under = writeAll([...partsOf(".figure-note, .figure-source"), [origin, foot]], top + box.height + GAP, width);
  const size = { width: Math.ceil(width + 2 * MARGIN), height: Math.ceil(under.end + MARGIN) };
  const place = { x: MARGIN, y: top, width: box.width, height: box.height };
  for (const [name, value] of Object.entries(place)) drawing.setAttribute(name, value);
  const paper = make("rect", { ...size, fill: getComputedStyle(figure).backgroundColor });
  // Letters keep their places at any sharpness, instead of being moved to whole pixels.
  const look = { "viewBox": `0 0 ${size.width} ${size.height}`, "text-rendering": "geometricPrecision", ...size };
  const file = make("svg", look, paper, ...head.elements, drawing, ...under.elements);
  return { text: new XMLSerializer().serializeToString(file), ...size };
}

function save(address, name) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

function saveBlob(blob, name) {
  const address = URL.createObjectURL(blob);
  save(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function savePicture(file, name) {
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = document.createElement("canvas");
    canvas.width = file.width * SHARPNESS;
    canvas.height = file.height * SHARPNESS;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    // `toBlob` waits until the page is idle, often a second, on a busy machine seven.
    const letters = atob(canvas.toDataURL("image/png").split(",")[1]);
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    saveBlob(new Blob([bytes], { type: "image/png" }), name);
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(file.text)}`;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-download]");
  const figure = button?.closest("[data-figure]");
  if (!figure) return;
  const file = standAlone(figure);
  const name = `${figure.dataset.figure}.${button.dataset.download}`;
  if (button.dataset.download === "svg") saveBlob(new Blob([file.text], { type: "image/svg+xml" }), name);
  else savePicture(file, name);
});

document.documentElement.classList.add("figures-live");
