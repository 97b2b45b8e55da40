/* The queue: choosing, bulk actions, keys, and a list that keeps itself fresh. */

import { fragment, post } from "./lib/api.js";
import { Keys, help } from "./lib/keys.js";
import { complain, toast } from "./lib/toast.js";
import { ask } from "./review/ask.js";

const place = document.querySelector("#rows");
const bulk = document.querySelector("[data-bulk]");
const dialogs = { help: document.getElementById("help"), ask: document.getElementById("ask") };
let now = -1;

const lines = () => [...place.querySelectorAll("tbody tr")];
const boxes = () => [...place.querySelectorAll("[data-choose]")];
const chosen = () => boxes().filter((box) => box.checked).map((box) => box.value);

function count() {
  bulk.hidden = !chosen().length;
  bulk.querySelector("[data-count]").textContent = chosen().length;
}

function step(by) {
  const all = lines();
  if (!all.length) return;
  now = Math.min(Math.max(now + by, 0), all.length - 1);
  all.forEach((line, i) => line.classList.toggle("now", i === now));
  all[now].querySelector("[data-open]").focus({ preventScroll: true });
  all[now].scrollIntoView({ block: "nearest" });
}

const current = () => lines()[now];

function toggle() {
  const box = current()?.querySelector("[data-choose]");
  if (!box) return;
  box.checked = !box.checked;
  count();
}

async function refresh() {
  const keep = new Set(chosen());
  const id = current()?.dataset.id;
  place.replaceChildren(...(await fragment(place.dataset.rows)));
  for (const box of boxes()) box.checked = keep.has(box.value);
  now = lines().findIndex((line) => line.dataset.id === id);
  current()?.classList.add("now");
  count();
}

/* One after the other, so that each is checked and audited by itself. */
async function forEach(ids, done, call) {
  let good = 0;
  let last = null;
  for (const id of ids) {
    try {
      await call(`/v1/requests/${encodeURIComponent(id)}`);
      good += 1;
    } catch (error) {
      last = error;
    }
  }
  await refresh();
  if (good) toast(`${good} ${done}.`);
  if (last) toast(`${ids.length - good} not ${done}: ${last.message}`, { bad: true });
}

const targets = () => (chosen().length ? chosen() : [current()?.dataset.id].filter(Boolean));
const ACTS = {
  claim: () => forEach(targets(), "claimed", (url) => post(`${url}/claim`)),
  retry: () => forEach(targets(), "sent round again", (url) => post(`${url}/retry`)),
  close: () => forEach(targets(), "closed", (url) => post(`${url}/close`)),
  none: () => { for (const box of boxes()) box.checked = false; count(); },
};

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-bulk-act]");
  if (act) ACTS[act.dataset.bulkAct]();
  if (event.target.closest("[data-save-view]")) saveView();
  const drop = event.target.closest("[data-drop-view]");
  if (drop) post(`/queue/views/${drop.dataset.dropView}/delete`).then(() => location.reload(), complain);
  if (event.target.closest('[data-do="help"]')) showHelp();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.matches("[data-assignee]") && event.target.value) {
    const assignee = event.target.value;
    event.target.value = "";
    forEach(targets(), "assigned", (url) => post(`${url}/assign`, { user_id: assignee }));
  }
  count();
});

async function saveView() {
  const given = await ask(dialogs.ask, { title: "Save this view", ok: "Save", inputs: [{ name: "name", label: "Name", required: true }] });
  if (!given) return;
  post("/queue/views", { name: given.name, address: location.search }).then(() => location.reload(), complain);
}

const keys = new Keys({
  next: { key: "j", says: "Next request", run: () => step(1) },
  previous: { key: "k", says: "Previous request", run: () => step(-1) },
  open: { key: "Enter", says: "Open", run: (event) => (event.target.closest("button, a") ? false : current()?.querySelector("[data-open]").click()) },
  choose: { key: "x", says: "Choose", run: toggle },
  claim: { key: "c", says: "Claim the chosen", run: ACTS.claim },
  search: { key: "/", says: "Search", run: () => document.querySelector("[data-search]").focus() },
  upload: { key: "Shift+u", says: "Upload", run: () => location.assign("/upload") },
  help: { key: "?", says: "This overview", run: () => showHelp() },
});
const showHelp = help(dialogs.help, keys);

async function watch() {
  const working = place.querySelector('[data-working="true"]');
  if (working && !document.hidden) await refresh().catch(() => {});
  setTimeout(watch, working ? 2000 : 8000);
}
setTimeout(watch, 2000);
