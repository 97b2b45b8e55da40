/* Learning: ask for trainings, watch them, put models in force. */

import { fragment, post } from "./lib/api.js";
import { complain, toast } from "./lib/toast.js";
import { ask } from "./review/ask.js";

const place = document.getElementById("trainings");
const dialog = document.getElementById("ask");
const busy = () => place.querySelector("[data-busy]")?.dataset.busy === "true";

async function refresh() {
  const open = new Set([...place.querySelectorAll("details[open] summary")].map((each) => each.textContent));
  const was = busy();
  place.replaceChildren(...(await fragment("/learning/trainings")));
  const first = place.querySelector(".training");
  for (const each of first?.querySelectorAll("details") ?? []) if (open.has(each.querySelector("summary").textContent)) each.open = true;
  for (const log of first?.querySelectorAll(".log") ?? []) log.scrollTop = log.scrollHeight;
  /* What came of it changes the other cards as well. */
  if (was && !busy()) location.reload();
}

async function watch() {
  try {
    if (busy() && !document.hidden) await refresh();
  } catch (error) {
    complain(error);
  }
  setTimeout(watch, 2000);
}

async function run(work, done) {
  try {
    await work();
    toast(done);
    await refresh();
  } catch (error) {
    complain(error);
  }
}

async function promote({ promote: name, version }) {
  const given = await ask(dialog, {
    title: `Put ${name} ${version} in force`, ok: "Measure and put in force",
    text: "It is measured against the one in force on papers neither has seen, and stays out if it is worse. A reason puts it in force even then; it is kept in the model's history.",
    inputs: [{ name: "reason", label: "Although it may be worse, because (usually empty)", rows: 2 }],
  });
  if (given) await run(() => post(`/v1/models/${name}/promote`, { version, reason: given.reason }), "Asked for.");
}

async function rollback({ rollback: name }) {
  const given = await ask(dialog, {
    title: `Go back to the version before`, ok: "Go back", danger: true,
    text: `Workers read with the earlier version of “${name}” from the next paper on. Reports that were made stay as they are.`,
    inputs: [{ name: "reason", label: "Why, for the model's history", rows: 2 }],
  });
  if (given) await run(() => post(`/v1/models/${name}/rollback`, { reason: given.reason }), "Asked for.");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { train, cancel } = button.dataset;
  if (train !== undefined) run(() => post("/v1/trainings"), "Asked for; a worker takes it.");
  else if (cancel) run(() => post(`/v1/trainings/${cancel}/cancel`), "Called off.");
  else if (button.dataset.promote) promote(button.dataset);
  else if (button.dataset.rollback) rollback(button.dataset);
});
watch();
