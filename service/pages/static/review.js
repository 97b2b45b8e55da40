/* The review page: wires paper, panel, editor and keys together. */

import { Keys, help } from "./lib/keys.js";
import { complain, toast } from "./lib/toast.js";
import { Actions } from "./review/actions.js";
import { ask } from "./review/ask.js";
import { Claims } from "./review/claims.js";
import { choose, said } from "./review/conflict.js";
import { Edit } from "./review/edit.js";
import { Panel } from "./review/panel.js";
import { Demands } from "./review/demands.js";
import { Placing } from "./review/placing.js";
import { drawReply } from "./review/reply.js";
import { Paper } from "./review/paper.js";
import { Words, selectable } from "./review/words.js";

const main = document.querySelector("main.bench");
const sheets = main.querySelector(".sheets");
const dialogs = Object.fromEntries(["edit", "ask", "conflict", "help"].map((id) => [id, document.getElementById(id)]));
const choices = JSON.parse(main.dataset.choices);
const panel = new Panel(main.querySelector("#panel"));
const paper = new Paper(main.querySelector(".desk"), main.dataset.request);
const claims = new Claims(panel.root, sheets);
const words = new Words(sheets);
const actions = new Actions(main.dataset.request);
const edit = new Edit(dialogs.edit, words, choices, save);
let capturing = false;
let marked = null;

/* Every change goes through here: do it, draw anew, say what was done. */
async function change(work, done = "") {
  try {
    const result = await work();
    await refresh();
    if (done) toast(done);
    return result;
  } catch (error) {
    complain(error);
    return null;
  }
}

async function refresh() {
  panel.swap(await actions.panel());
  if (panel.tab === "reply") drawReply(panel.root).catch(complain);
  showOnward();
  claims.draw();
  if (claims.lit) claims.find(claims.lit)?.querySelector(".pick")?.focus({ preventScroll: true });
}

async function save(claim, { after, evidence, reason }) {
  try {
    await actions.correct(claim.path, { after, evidence, reason }, panel.version);
  } catch (error) {
    if (error.code !== "contested") throw error;
    edit.close();
    await contested(error.body);
    return;
  }
  edit.close();
  claims.lit = claim.item;
  await refresh();
  toast(`${claim.label} saved${along(claim.path)}.`, { action: "Undo", run: undo });
}

/* What came along with a value, by the same step: a court's state and level. */
function along(path) {
  const rows = [...panel.root.querySelectorAll(`[data-follows="${CSS.escape(path)}"]`)];
  return rows.length ? `, with it ${rows.map((row) => row.dataset.label).join(", ")}` : "";
}

/* The panel first: it knows the other person's name and what holds now. */
async function contested({ yours, theirs }) {
  await refresh();
  await settle([...theirs, { ...yours, mine: true }]);
}

async function settle(events) {
  const names = JSON.parse(panel.body.dataset.names);
  const shown = events.map((event) => ({ ...event, said: said(event.after), by: names[event.by] ?? event.by }));
  const chosen = await choose(dialogs.conflict, shown);
  if (!chosen) {
    await refresh();
    toast("Both values are kept. The choice is open.");
    return;
  }
  await change(() => actions.settle(chosen.id, chosen.reason), "Settled.");
}

function undo() {
  const last = panel.body.dataset.undo;
  if (!last) return toast("There is nothing of yours to undo.");
  return change(() => actions.undo(last), "Undone.");
}

function openEditor(claim = claims.current(), options = {}) {
  const data = claim?.dataset;
  if (!data?.kind || !main.querySelector('[data-act="edit"]')) return false;
  claims.light(data.item);
  edit.open(data, options);
  /* The editor lies over the lower part of the panel: what is edited moves above it. */
  if (claim.getBoundingClientRect().bottom > dialogs.edit.getBoundingClientRect().top) claim.scrollIntoView({ block: "start" });
  return true;
}

edit.onLeave = (item) => claims.find(item)?.querySelector(".pick")?.focus();

/* Accept: a value is confirmed by saying it again; a finding is taken as right. */
function accept() {
  const claim = claims.current();
  if (claim?.dataset.finding) return change(() => actions.judge(claim.dataset.finding, "accept"), "Accepted.");
  if (!claim?.dataset.kind) return false;
  const after = JSON.parse(claim.dataset.value);
  return change(() => actions.correct(claim.dataset.path, { after }, panel.version), `${claim.dataset.label} confirmed.`);
}

/* What came second takes the place of the value, with its own place on the paper. */
async function take(button) {
  const claim = button.closest("[data-kind]").dataset;
  const { after, evidence } = button.dataset;
  words.unchoose();
  try {
    await save({ ...claim }, { after: JSON.parse(after), evidence: JSON.parse(evidence), reason: "" });
  } catch (error) {
    complain(error);
  }
}

/* One after the other: the focus goes round, Enter takes. */
function second() {
  const offered = [...(claims.current()?.querySelectorAll(".second") ?? [])];
  if (!offered.length) return toast("Nothing came second here.");
  const next = (offered.indexOf(document.activeElement) + 1) % offered.length;
  return offered[next].focus();
}

async function dismiss() {
  const claim = claims.current();
  if (claim?.dataset.finding) {
    const given = await ask(dialogs.ask, {
      title: "Dismiss this finding", text: claim.dataset.label, ok: "Dismiss", danger: true,
      inputs: [{ name: "reason", label: "Why does it not hold?", rows: 3, required: true }],
    });
    if (given) await change(() => actions.judge(claim.dataset.finding, "dismiss", given.reason), "Dismissed.");
    return;
  }
  if (!claim?.dataset.kind || claim.dataset.value === "null") return;
  const after = JSON.parse(claim.dataset.value) instanceof Array ? [] : null;
  await change(() => actions.correct(claim.dataset.path, { after, reason: "not there" }, panel.version), `${claim.dataset.label}: marked as not there.`);
}

/* A change of which demands there are; the words marked last give a new one its place. */
const correctly = (path, what, done) => change(() => actions.correct(path, what, panel.version), done);
const demands = new Demands(panel.root, dialogs.ask, correctly, () => marked);
const demand = () => claims.current()?.closest("[data-demand]");

/* Who changed what they may see may not see it any more: the page is loaded anew. */
const placing = new Placing(main.querySelector("[data-place]"), dialogs.ask, actions, async (work, to = "") => {
  try {
    await work();
    if (to) location.assign(to);
    else location.reload();
  } catch (error) {
    complain(error);
  }
});

async function dropCategory(button) {
  const row = button.closest("[data-kind]");
  const after = JSON.parse(row.dataset.value).filter((id) => id !== button.dataset.category);
  await change(() => actions.correct(row.dataset.path, { after }, panel.version), "Removed.");
}

async function decide() {
  if (!main.querySelector('[data-act="decide"]')) return;
  const given = await ask(dialogs.ask, {
    title: "Decide", ok: "Decide",
    text: "A refusal and a voluntary disclosure need a second person to confirm.",
    inputs: [
      { name: "disposition", label: "What happens", options: choices.outcome, value: panel.body.dataset.disposition },
      { name: "reason", label: "Why", rows: 3 },
    ],
  });
  if (given && await change(() => actions.decide(given.disposition, given.reason))) advance();
}

/* On to the next one, at once where that is wished, else by one click. */
function advance() {
  const go = () => location.assign(main.dataset.next || "/queue");
  if (onward()) go();
  else toast("Recorded.", { action: "Next request", run: go });
}

const onward = () => localStorage.getItem("tecum.onward") === "yes";

function showOnward() {
  const box = panel.root.querySelector("[data-onward]");
  if (box) box.checked = onward();
}

panel.root.addEventListener("change", (event) => {
  if (event.target.matches("[data-onward]")) localStorage.setItem("tecum.onward", event.target.checked ? "yes" : "no");
});

async function withReason(title, run, done) {
  const given = await ask(dialogs.ask, { title, inputs: [{ name: "reason", label: "Why", rows: 3, required: true }] });
  if (given) await change(() => run(given.reason), done);
}

async function reprocess() {
  const given = await ask(dialogs.ask, {
    title: "Read again", ok: "Read again",
    text: "People's values stay; they are laid over the new reading.",
    inputs: [{ name: "ocr", label: "Recognise", options: [["auto", "only where the text layer fails"], ["always", "every page as a picture"]] }],
  });
  if (given && await change(() => actions.reprocess(given.ocr), "Queued.")) location.assign("/queue");
}

/* The letter follows from the values: it is fetched when it is looked at. */
function showTab(tab, focus = false) {
  panel.show(tab, focus);
  if (tab === "reply") drawReply(panel.root).catch(complain);
}

const ACTS = {
  edit: (button) => openEditor(button.closest("[data-kind]")),
  accept: (button) => { claims.light(button.closest("[data-item]").dataset.item); return accept(); },
  dismiss: (button) => { claims.light(button.closest("[data-item]").dataset.item); return dismiss(); },
  split: (button) => demands.split(button.closest("[data-demand]")),
  merge: (button) => demands.merge(button.closest("[data-demand]")),
  "add-demand": (button) => demands.add(button.dataset.instrument),
  "remove-demand": (button) => demands.remove(button.closest("[data-demand]")),
  place: () => placing.place(),
  hold: () => placing.hold(),
  delete: () => placing.remove(),
  "drop-category": dropCategory,
  take,
  settle: (button) => settle(JSON.parse(button.dataset.events)),
  decide,
  confirm: () => change(() => actions.confirm(), "Confirmed."),
  withdraw: () => withReason("Withdraw the proposal", (why) => actions.withdraw(why), "Withdrawn."),
  reopen: () => withReason("Reopen the request", (why) => actions.reopen(why), "Reopened."),
  close: () => change(() => actions.close(), "Closed."),
  claim: async () => { if (await change(() => actions.claim(), "Yours now.")) location.reload(); },
  reprocess,
};

function capture(on = !capturing) {
  capturing = on;
  document.body.classList.toggle("capturing", on || edit.isOpen);
  main.querySelector('[data-do="capture"]').setAttribute("aria-pressed", String(on));
}

function toggleBoxes() {
  const off = main.classList.toggle("no-boxes");
  main.querySelector('[data-do="boxes"]').setAttribute("aria-pressed", String(!off));
}

const search = main.querySelector("[data-search]");
const hits = main.querySelector("[data-hits]");
search.addEventListener("input", async () => {
  const count = await words.search(search.value);
  if (count === null) return;
  hits.textContent = search.value.trim() ? (count ? `${words.next()} / ${count}` : "none") : "";
});
search.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const at = words.next(event.shiftKey ? -1 : 1);
  if (at) hits.textContent = `${at} / ${words.hits.length}`;
});

selectable(sheets, words, () => capturing || edit.isOpen, (found, area) => {
  marked = { words: found, area };
  if (edit.isOpen) return edit.take(found, area);
  if (!openEditor(claims.current(), { taken: { words: found, area } })) toast("Choose a field on the right first.");
});

const pageStep = (by) => paper.show(Math.max(1, paper.current() + by));
const keys = new Keys({
  next: { key: "j", says: "Next value or finding", run: () => claims.step(1) },
  previous: { key: "k", says: "Previous value or finding", run: () => claims.step(-1) },
  edit: { key: "Enter", says: "Edit", run: (event) => (event.target.closest("button, a, summary") && !event.target.closest(".pick") ? false : openEditor(event.target.closest("[data-kind]") ?? claims.current())) },
  accept: { key: "a", says: "Confirm the value, accept the finding", run: accept },
  dismiss: { key: "d", says: "Not there, dismiss the finding", run: dismiss },
  second: { key: "o", says: "What else it may be (again: the next; Enter takes it)", run: second },
  undo: { key: "u", says: "Undo your last correction", run: undo },
  capture: { key: "e", says: "Select words on the page", run: () => capture() },
  split: { key: "s", says: "Split the demand", run: () => demands.split(demand()) },
  merge: { key: "Shift+m", says: "Join the demand with the next", run: () => demands.merge(demand()) },
  decide: { key: "Shift+d", says: "Decide", run: decide },
  claim: { key: "c", says: "Claim", run: () => main.querySelector('[data-act="claim"]')?.click() },
  request: { key: "n", says: "Next request", run: () => main.dataset.next && location.assign(main.dataset.next) },
  search: { key: "/", says: "Search in the text", run: () => search.focus() },
  larger: { key: "+", says: "Larger", run: () => paper.zoom(1) },
  smaller: { key: "-", says: "Smaller", run: () => paper.zoom(-1) },
  width: { key: "w", says: "Fit the width", run: () => paper.fitWidth() },
  page: { key: "p", says: "Fit the page", run: () => paper.fitPage() },
  rotate: { key: "r", says: "Turn the page", run: () => paper.rotate() },
  boxes: { key: "b", says: "Show or hide boxes", run: toggleBoxes },
  down: { key: "]", says: "Next page", run: () => pageStep(1) },
  up: { key: "[", says: "Previous page", run: () => pageStep(-1) },
  read: { key: "1", says: "What was read", run: () => panel.show("read", true) },
  reply: { key: "2", says: "Reply", run: () => showTab("reply", true) },
  history: { key: "3", says: "History", run: () => panel.show("history", true) },
  notes: { key: "4", says: "Notes", run: () => panel.show("notes", true) },
  away: { key: "Escape", says: "Put out the light", run: () => { capture(false); claims.darken(); } },
  help: { key: "?", says: "This overview", run: () => showHelp() },
});
const showHelp = help(dialogs.help, keys);

const DO = {
  help: showHelp,
  "zoom-in": () => paper.zoom(1),
  "zoom-out": () => paper.zoom(-1),
  "fit-width": () => paper.fitWidth(),
  "fit-page": () => paper.fitPage(),
  rotate: () => paper.rotate(),
  boxes: toggleBoxes,
  capture: () => capture(),
};

document.addEventListener("click", (event) => {
  const target = event.target;
  const act = target.closest("[data-act]");
  if (act) return ACTS[act.dataset.act]?.(act);
  const tool = target.closest("[data-do]");
  if (tool) return DO[tool.dataset.do]?.();
  const tab = target.closest('[role="tab"]');
  if (tab) return showTab(tab.id.slice(4));
  const box = target.closest(".box");
  if (box) return claims.light(box.dataset.for, { from: "page", focus: true });
  const jump = target.closest("[data-goto]");
  if (jump) {
    claims.light(jump.dataset.goto, { focus: true });
    return claims.current()?.scrollIntoView({ block: "center" });
  }
  const page = target.closest("[data-page]");
  if (page?.matches("a, button")) {
    event.preventDefault();
    return paper.show(page.dataset.page);
  }
  const pick = target.closest(".pick");
  if (pick) claims.light(pick.closest("[data-item]").dataset.item);
  return undefined;
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest('[data-form="note"]');
  if (!form) return;
  event.preventDefault();
  change(() => actions.note(form.elements.text.value.trim()), "Noted.");
});

panel.root.addEventListener("focusin", (event) => {
  if (!edit.isOpen) words.point(event.target.closest(".second"));
  const claim = event.target.closest(".pick")?.closest("[data-item]");
  if (claim && claim.dataset.item !== claims.lit) claims.light(claim.dataset.item);
});

claims.draw();
showOnward();
words.write().catch(complain);
main.dataset.ready = "true";
