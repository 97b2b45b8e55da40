/* How the paper lies: its size, its turn, which page is in sight. */

/* Turns are kept in this browser, for the requests looked at last. */
const STORE = "tecum.turns";
const KEPT = 60;
const SIZES = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3];

export class Paper {
  constructor(desk, request) {
    this.desk = desk;
    this.request = request;
    this.sheets = desk.querySelector(".sheets");
    this.output = desk.querySelector("[data-zoom]");
    this.size = 1;
    this.turns = new Map();
    for (const [page, turn] of mine(this.request)) this.#turn(page, turn);
    this.#watch();
  }

  zoom(by) {
    this.desk.classList.remove("fit-page");
    const at = SIZES.indexOf(this.size);
    this.#set(SIZES[Math.min(Math.max(at + by, 0), SIZES.length - 1)]);
  }

  fitWidth() {
    this.desk.classList.remove("fit-page");
    this.#set(1);
  }

  fitPage() {
    this.desk.classList.add("fit-page");
    this.output.textContent = "page";
    this.show(this.current());
  }

  #set(size) {
    this.size = size;
    this.sheets.style.setProperty("--zoom", size);
    this.output.textContent = `${Math.round(size * 100)}%`;
  }

  current() {
    return Number(this.desk.querySelector(".thumbs [aria-current]")?.dataset.page ?? 1);
  }

  show(number) {
    this.sheets.querySelector(`#page-${number}`)?.scrollIntoView({ block: "start" });
  }

  /* The view box turns with the drawing, so boxes and words turn along. */
  rotate(number = this.current()) {
    this.#turn(number, ((this.turns.get(number) ?? 0) + 90) % 360);
    const own = [this.request, [...this.turns].filter(([, turn]) => turn)];
    const others = kept().filter(([request]) => request !== this.request);
    localStorage.setItem(STORE, JSON.stringify([own, ...others].slice(0, KEPT)));
  }

  #turn(number, turn) {
    const svg = this.sheets.querySelector(`#page-${number} svg`);
    if (!svg) return;
    const [width, height] = [Number(svg.dataset.width), Number(svg.dataset.height)];
    this.turns.set(number, turn);
    const across = turn % 180 !== 0;
    svg.setAttribute("viewBox", across ? `0 0 ${height} ${width}` : `0 0 ${width} ${height}`);
    const moves = { 0: "", 90: `translate(${height} 0) rotate(90)`, 180: `translate(${width} ${height}) rotate(180)`, 270: `translate(0 ${width}) rotate(270)` };
    for (const child of svg.children) child.setAttribute("transform", moves[turn]);
  }

  #watch() {
    const seen = new Map();
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) seen.set(Number(entry.target.dataset.page), entry.intersectionRatio * entry.intersectionRect.height);
      const [page] = [...seen].sort((a, b) => b[1] - a[1])[0];
      for (const link of this.desk.querySelectorAll(".thumbs a")) {
        if (Number(link.dataset.page) === page) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }, { root: this.sheets, threshold: [0, 0.25, 0.5, 0.75, 1] });
    for (const sheet of this.sheets.querySelectorAll(".sheet")) observer.observe(sheet);
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(STORE) || "[]");
  } catch {
    return [];
  }
}

const mine = (request) => kept().find(([each]) => each === request)?.[1] ?? [];
