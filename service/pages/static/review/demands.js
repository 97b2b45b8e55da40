/* Which demands there are: split, joined, added, taken out. */

import { toast } from "../lib/toast.js";
import { ask } from "./ask.js";
import { evidenceOf } from "./words.js";

export class Demands {
  /* `marked()` gives the words marked on the page, if any: { words, area }. */
  constructor(root, dialog, run, marked) {
    this.root = root;
    this.dialog = dialog;
    this.run = run;
    this.marked = marked;
  }

  async split(claim) {
    if (!claim) return;
    const given = await ask(this.dialog, {
      title: `Split demand ${claim.dataset.demand}`, ok: "Split",
      text: "One demand a line; break the lines where one ends.",
      inputs: [{ name: "text", label: "Demands", rows: 8, value: claim.dataset.text, required: true }],
    });
    const pieces = given?.text.split("\n").map((text) => text.trim()).filter(Boolean) ?? [];
    if (pieces.length < 2) { if (given) toast("Nothing was split: there is one line."); return; }
    await this.run(claim.dataset.path, { kind: "split", after: pieces.map((text) => ({ text })) }, `Split into ${pieces.length}.`);
  }

  async merge(claim) {
    if (!claim) return;
    const mine = [...this.root.querySelectorAll(`[data-demand][data-instrument="${claim.dataset.instrument}"]`)];
    const next = mine[mine.indexOf(claim) + 1];
    if (!next) { toast("There is no demand after this one."); return; }
    const ids = [claim.dataset.demand, next.dataset.demand];
    const path = claim.dataset.path.replace(/\/[^/]+$/, "");
    await this.run(path, { kind: "merge", after: { ids } }, `${ids.join(" and ")} are one now.`);
  }

  async add(instrument) {
    const marked = this.marked();
    const evidence = marked?.words.length ? evidenceOf(marked.words, marked.area) : [];
    const text = evidence.map((line) => line.text).join(" ");
    const given = await ask(this.dialog, {
      title: "Add a demand", ok: "Add",
      text: text ? `From page ${evidence[0].page}.` : "Select its words on the page first (e), and they are taken over with their place.",
      inputs: [{ name: "text", label: "What is demanded", rows: 5, value: text, required: true }],
    });
    if (!given) return;
    const where = evidence.length ? { page: evidence[0].page, box: around(evidence) } : {};
    await this.run(`instruments/${instrument}/demands`, { kind: "add", after: { text: given.text, ...where }, evidence }, "Added.");
  }

  async remove(claim) {
    if (!claim) return;
    const given = await ask(this.dialog, {
      title: `Demand ${claim.dataset.demand} is no demand`, ok: "Take it out", danger: true, text: claim.dataset.text,
      inputs: [{ name: "reason", label: "Why (optional)" }],
    });
    if (given) await this.run(claim.dataset.path, { kind: "remove", after: null, reason: given.reason }, "Taken out.");
  }
}

/* One box around lines of one page. */
function around(lines) {
  const own = lines.filter((line) => line.page === lines[0].page).map((line) => line.box);
  const edge = (at, pick) => pick(...own.map((box) => box[at]));
  return [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)];
}
