/* Rows that state something and the boxes on the paper that prove it. */

const SVG = "http://www.w3.org/2000/svg";
const PAD = 1.5;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Claims {
  constructor(panel, sheets) {
    this.panel = panel;
    this.sheets = sheets;
    this.lit = null;
  }

  all() {
    return [...this.panel.querySelectorAll("[data-item]")].filter((each) => !each.closest("[hidden]"));
  }

  find(item) {
    return this.panel.querySelector(`[data-item="${CSS.escape(item)}"]`);
  }

  current() {
    return this.lit ? this.find(this.lit) : null;
  }

  /* Small boxes lie on top of large ones, so each can be hit. */
  draw() {
    for (const group of this.sheets.querySelectorAll(".boxes")) group.replaceChildren();
    const boxes = this.all().flatMap((claim) => this.#boxes(claim));
    boxes.sort((a, b) => b.area - a.area);
    const seen = new Set();
    for (const { page, rect } of boxes) {
      /* One place may prove many claims: it is drawn once, and for the others when lit. */
      const place = `${page} ${["x", "y", "width", "height"].map((name) => rect.getAttribute(name)).join(" ")}`;
      rect.classList.toggle("twin", seen.has(place));
      seen.add(place);
      this.sheets.querySelector(`#page-${page} .boxes`)?.append(rect);
    }
    if (this.lit) this.#mark(this.lit);
  }

  #boxes(claim) {
    return JSON.parse(claim.dataset.boxes || "[]").map(([page, left, top, right, bottom]) => {
      const rect = document.createElementNS(SVG, "rect");
      const [width, height] = [right - left + 2 * PAD, bottom - top + 2 * PAD];
      rect.setAttribute("x", left - PAD);
      rect.setAttribute("y", top - PAD);
      rect.setAttribute("width", width);
      rect.setAttribute("height", height);
      rect.setAttribute("class", `box ${claim.dataset.tone}`);
      rect.dataset.for = claim.dataset.item;
      const title = document.createElementNS(SVG, "title");
      title.textContent = claim.dataset.label;
      rect.append(title);
      return { page, rect, area: width * height };
    });
  }

  #mark(item) {
    const claim = this.find(item);
    if (!claim) return [];
    claim.classList.add("lit");
    claim.querySelector(".pick")?.setAttribute("aria-pressed", "true");
    const boxes = [...this.sheets.querySelectorAll(`[data-for="${CSS.escape(item)}"]`)];
    for (const box of boxes) box.classList.add("lit");
    return boxes;
  }

  darken() {
    for (const each of document.querySelectorAll(".lit")) {
      each.classList.remove("lit");
      each.querySelector?.(".pick")?.setAttribute("aria-pressed", "false");
    }
    this.lit = null;
  }

  /* Lights both sides and brings into view the one that was not touched. */
  light(item, { from = "panel", focus = false } = {}) {
    this.darken();
    this.lit = item;
    const boxes = this.#mark(item);
    const claim = this.find(item);
    const behavior = calm ? "auto" : "smooth";
    if (from === "panel") boxes[0]?.scrollIntoView({ behavior, block: "center", inline: "nearest" });
    else claim?.scrollIntoView({ behavior, block: "center" });
    if (focus) claim?.querySelector(".pick")?.focus({ preventScroll: from === "page" });
  }

  step(by) {
    const claims = this.all();
    if (!claims.length) return;
    const at = claims.findIndex((claim) => claim.dataset.item === this.lit);
    const next = at < 0 ? (by > 0 ? 0 : claims.length - 1) : Math.min(Math.max(at + by, 0), claims.length - 1);
    claims[next].scrollIntoView({ block: "nearest" });
    this.light(claims[next].dataset.item, { focus: true });
  }
}
