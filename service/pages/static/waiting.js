/* A request without a report: look again until there is one. */

import { get, post } from "./lib/api.js";
import { complain } from "./lib/toast.js";

const box = document.querySelector("[data-waiting]");
const WAITS = ["received", "queued", "reading"];
const first = document.querySelector("[data-state]").textContent.trim().toLowerCase();

async function look() {
  try {
    const { state, run, stages } = await get(box.dataset.waiting);
    if (state !== first) return location.reload();
    show(stages.filter((stage) => stage.run === run).at(-1));
  } catch (error) {
    if (error.status !== 429) return complain(error);
  }
  return setTimeout(look, 1500);
}

/* "3 of 5 pages" while they are read; then that it is looked at. */
function show(stage) {
  if (!stage?.total) return;
  const bar = box.querySelector("[data-progress]");
  const all = stage.done >= stage.total;
  box.querySelector("[data-says]").textContent = all ? "All pages are read; they are looked at now." : `${stage.done} of ${stage.total} pages are read.`;
  if (all) bar.removeAttribute("value");
  else Object.assign(bar, { max: stage.total, value: stage.done });
}

if (WAITS.includes(first)) setTimeout(look, 1000);
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-retry]")) return;
  post(`${box.dataset.waiting}/retry`).then(() => location.reload(), complain);
});
