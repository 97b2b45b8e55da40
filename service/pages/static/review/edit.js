/* The editor: docked beside the paper, so that words can be taken from it. */

import { editor } from "./editors.js";
import { daysOn, offered } from "./offers.js";
import { evidenceOf } from "./words.js";

export class Edit {
  constructor(dialog, words, choices, save) {
    this.dialog = dialog;
    this.words = words;
    this.choices = choices;
    this.save = save;
    this.claim = null;
    this.part = (name) => dialog.querySelector(`[data-${name}]`);
    dialog.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    dialog.addEventListener("keydown", (event) => this.#key(event));
    dialog.addEventListener("click", (event) => this.#click(event));
  }

  get isOpen() {
    return this.dialog.open;
  }

  /* `claim` is a row's data; what was typed is kept when `typed` is given. */
  open(claim, { taken = null, typed } = {}) {
    this.claim = { ...claim };
    this.evidence = null;
    const value = typed === undefined ? JSON.parse(claim.value || "null") : typed;
    this.form = editor(claim.kind, value, this.choices);
    this.dialog.querySelector("h2").textContent = claim.label;
    this.part("inputs").replaceChildren(...this.form.nodes);
    this.part("evidence").textContent = "";
    this.dialog.querySelector('[name="reason"]').value = "";
    this.#offers(JSON.parse(claim.others || "[]"));
    this.complain("");
    if (!this.dialog.open) this.dialog.show();
    document.body.classList.add("capturing");
    if (taken) this.take(taken.words, taken.area);
    const first = this.part("inputs").querySelector("input, select, textarea");
    first?.focus();
    first?.select?.();
  }

  #offers(others) {
    const place = this.part("offers");
    const shown = (buttons) => {
      place.hidden = !buttons.length;
      place.replaceChildren(...buttons);
      if (buttons.length) place.prepend("Or: ");
    };
    const said = others.map(([json, words]) => chip(words, { json }));
    shown(said);
    if (this.claim.kind === "date") this.#days(others, (more) => shown([...said, ...more]));
  }

  /* Days that stand on the paper, once its words are here. */
  async #days(others, show) {
    const claim = this.claim;
    const known = new Set([claim.value, ...others.map(([json]) => json)].map((json) => JSON.parse(json || "null")));
    const days = offered(daysOn(await this.words.load()), known);
    if (this.claim !== claim || !this.isOpen) return;
    this.days = days;
    show(days.map((day, i) => chip(day.said, { day: i })));
  }

  /* What came second brings its own place on the paper along. */
  #prove(json) {
    const found = document.querySelector(`[data-item="${CSS.escape(this.claim.item)}"] .second[data-after="${CSS.escape(json)}"]`);
    if (!found) return;
    this.evidence = JSON.parse(found.dataset.evidence);
    this.words.point(found);
    this.part("evidence").textContent = `Evidence, page ${this.evidence[0]?.page}: “${this.evidence.map((line) => line.text).join(" ")}”`;
  }

  /* Words of the paper become the evidence, and the value where they can. */
  take(words, area) {
    this.evidence = evidenceOf(words, area);
    const text = words.map((w) => w.text).join(" ");
    if (text) this.form.fill(this.claim.kind === "text" ? trimmed(text) : text);
    this.part("evidence").textContent = text ? `Evidence, page ${area.page}: “${text}”` : `Evidence: the marked place on page ${area.page}`;
  }

  complain(text) {
    const place = this.part("error");
    place.textContent = text;
    place.hidden = !text;
  }

  close() {
    if (!this.dialog.open) return;
    this.dialog.close();
    document.body.classList.remove("capturing");
    this.words.unchoose();
  }

  #key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.#leave();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#submit();
    } else if (event.altKey && event.key.toLowerCase() === "e") {
      event.preventDefault();
      document.querySelector(".sheets").focus();
    }
  }

  #click(event) {
    const given = event.target.closest("[data-json]");
    if (given) {
      this.open({ ...this.claim }, { typed: JSON.parse(given.dataset.json) });
      this.#prove(given.dataset.json);
    }
    const day = this.days?.[event.target.closest("[data-day]")?.dataset.day];
    if (day) {
      this.words.choose(day.words, day.area);
      this.take(day.words, day.area);
    }
    const act = event.target.closest("[data-edit]")?.dataset.edit;
    if (act === "cancel") this.#leave();
    if (act === "empty") this.#submit(this.claim.kind === "list" || this.claim.kind === "categories" || this.claim.kind === "identifiers" ? [] : null);
    if (act === "words") document.querySelector(".sheets").focus();
  }

  #leave() {
    const item = this.claim.item;
    this.close();
    this.onLeave?.(item);
  }

  async #submit(given) {
    if (given === undefined && !this.dialog.querySelector("form").reportValidity()) return;
    const after = given === undefined ? this.form.read() : given;
    const reason = this.dialog.querySelector('[name="reason"]').value.trim();
    try {
      await this.save(this.claim, { after, evidence: this.evidence ?? [], reason });
    } catch (error) {
      this.complain(error.message);
    }
  }
}

function chip(words, data) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip add";
  Object.assign(button.dataset, data);
  button.textContent = words;
  return button;
}

const trimmed = (text) => text.replace(/^[\s,;:]+|[\s,;:]+$/g, "");
