/* The words of the pages with their boxes: to search in, and to take values from. */

import { get } from "../lib/api.js";

const SVG = "http://www.w3.org/2000/svg";

export class Words {
  constructor(sheets) {
    this.sheets = sheets;
    this.pages = null;
    this.hits = [];
    this.at = -1;
  }

  /* [{page, text, left, top, right, bottom}] in reading order, fetched once. */
  async load() {
    this.pages ??= Promise.all([...this.sheets.querySelectorAll("[data-words]")].map((sheet) => this.#page(sheet))).then((all) => all.flat());
    return this.pages;
  }

  async #page(sheet) {
    const page = Number(sheet.dataset.page);
    try {
      const { words } = await get(sheet.dataset.words);
      return words.map(([text, left, top, right, bottom]) => ({ page, text, left, top, right, bottom }));
    } catch (error) {
      if (error.status === 404) return [];
      throw error;
    }
  }

  /* A page without a picture has no look of its own: its words stand where they are. */
  async write() {
    const groups = [...this.sheets.querySelectorAll("[data-letters]")];
    if (!groups.length) return;
    const words = await this.load();
    for (const group of groups) {
      const page = Number(group.closest(".sheet").dataset.page);
      group.replaceChildren(...words.filter((word) => word.page === page).map(letter));
    }
  }

  async within(page, area) {
    const words = await this.load();
    return words.filter((w) => w.page === page && overlaps(w, area));
  }

  /* How often the text occurs; null when a later search has overtaken this one. */
  async search(text) {
    this.latest = text;
    const words = await this.load();
    if (this.latest !== text) return null;
    this.#clear();
    const wanted = fold(text).split(/\s+/).filter(Boolean);
    if (!wanted.length) return 0;
    const folded = words.map((w) => fold(w.text));
    for (let i = 0; i + wanted.length <= words.length; i += 1) {
      if (!matches(folded, i, wanted)) continue;
      this.hits.push(words.slice(i, i + wanted.length).map((word) => this.#mark(word, "hit", ".found")));
    }
    return this.hits.length;
  }

  next(by = 1) {
    if (!this.hits.length) return 0;
    for (const rect of this.hits[this.at] ?? []) rect.classList.remove("now");
    this.at = (this.at + by + this.hits.length) % this.hits.length;
    for (const rect of this.hits[this.at]) rect.classList.add("now");
    this.hits[this.at][0].scrollIntoView({ block: "center", inline: "nearest" });
    return this.at + 1;
  }

  #clear() {
    for (const rect of this.hits.flat()) rect.remove();
    this.hits = [];
    this.at = -1;
  }

  #mark(word, style, group) {
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("x", word.left);
    rect.setAttribute("y", word.top);
    rect.setAttribute("width", word.right - word.left);
    rect.setAttribute("height", word.bottom - word.top);
    rect.setAttribute("class", style);
    this.sheets.querySelector(`#page-${word.page} ${group}`)?.append(rect);
    return rect;
  }

  choose(words, area) {
    this.unchoose();
    for (const word of words.length || !area ? words : [area]) this.#mark(word, "chosen", ".drawn");
  }

  /* Where an offered value stands on the paper; nowhere without one. */
  point(offered) {
    if (!offered && !this.pointed) return;
    this.pointed = Boolean(offered);
    const places = JSON.parse(offered?.dataset.evidence ?? "[]");
    this.choose(places.map(({ page, box: [left, top, right, bottom] }) => ({ page, left, top, right, bottom })), null);
    this.sheets.querySelector(".chosen")?.scrollIntoView({ block: "center", inline: "nearest" });
  }

  unchoose() {
    for (const rect of this.sheets.querySelectorAll(".chosen, .drag")) rect.remove();
  }
}

function letter(word) {
  const height = word.bottom - word.top;
  const made = document.createElementNS(SVG, "text");
  made.setAttribute("x", word.left);
  made.setAttribute("y", word.bottom - height * 0.2);
  made.setAttribute("font-size", Math.max(height * 0.85, 1));
  made.setAttribute("textLength", Math.max(word.right - word.left, 1));
  made.setAttribute("lengthAdjust", "spacingAndGlyphs");
  made.textContent = word.text;
  return made;
}

const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

function matches(folded, start, wanted) {
  return wanted.every((part, i) => (i < wanted.length - 1 ? folded[start + i].endsWith(part) || folded[start + i] === part : folded[start + i].includes(part)));
}

function overlaps(word, area) {
  const middle = (word.top + word.bottom) / 2;
  const across = Math.min(word.right, area.right) - Math.max(word.left, area.left);
  return middle >= area.top && middle <= area.bottom && across > Math.min(2, (word.right - word.left) / 3);
}

/* Evidence: one entry a line, as the machine's own evidence is. */
export function evidenceOf(words, area) {
  if (!words.length) return [{ page: area.page, box: corners(area), text: "", source: "human" }];
  const lines = [];
  for (const word of words) {
    const line = lines.at(-1);
    const same = line && line.page === word.page && Math.abs(line.top - word.top) < (word.bottom - word.top) * 0.6;
    if (same) {
      line.text += ` ${word.text}`;
      for (const edge of ["left", "top"]) line[edge] = Math.min(line[edge], word[edge]);
      for (const edge of ["right", "bottom"]) line[edge] = Math.max(line[edge], word[edge]);
    } else lines.push({ ...word });
  }
  return lines.map((line) => ({ page: line.page, box: corners(line), text: line.text, source: "human" }));
}

const tenth = (value) => Math.round(value * 10) / 10;
const corners = ({ left, top, right, bottom }) => [left, top, right, bottom].map(tenth);

/* A drag over a page while words are being selected: calls back with words and area. */
export function selectable(sheets, words, isOn, chosen) {
  let start = null;
  let rect = null;
  sheets.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest("svg.paper");
    if (!svg || !isOn() || event.button) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    words.unchoose();
    start = { svg, page: Number(svg.closest(".sheet").dataset.page), ...point(svg, event) };
    rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("class", "drag");
    svg.querySelector(".drawn").append(rect);
  });
  sheets.addEventListener("pointermove", (event) => {
    if (!start) return;
    const area = between(start, point(start.svg, event));
    rect.setAttribute("x", area.left);
    rect.setAttribute("y", area.top);
    rect.setAttribute("width", area.right - area.left);
    rect.setAttribute("height", area.bottom - area.top);
  });
  sheets.addEventListener("pointerup", async (event) => {
    if (!start) return;
    const area = { page: start.page, ...between(start, point(start.svg, event)) };
    start = null;
    rect.remove();
    const found = await words.within(area.page, area);
    if (!found.length && area.right - area.left < 4) return;
    words.choose(found, area);
    chosen(found, area);
  });
}

function point(svg, event) {
  const matrix = svg.querySelector(".drawn").getScreenCTM().inverse();
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  return { x, y };
}

const between = (a, b) => ({ left: Math.min(a.x, b.x), top: Math.min(a.y, b.y), right: Math.max(a.x, b.x), bottom: Math.max(a.y, b.y) });
