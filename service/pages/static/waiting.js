/* A request without a report: look again until there is one. */

import { get, post } from "./lib/api.js";
import { complain } from "./lib/toast.js";

const box = document.querySelector("[data-waiting]");
const WAITS = ["received", "queued", "reading"];
const first = document.querySelector("[data-state]").textContent.trim().toLowerCase();

async function look() {
  try {
    const { state } = await get(box.dataset.waiting);
    if (state !== first) return location.reload();
  } catch (error) {
    if (error.status !== 429) return complain(error);
  }
  return setTimeout(look, 1500);
}

if (WAITS.includes(first)) setTimeout(look, 1000);
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-retry]")) return;
  post(`${box.dataset.waiting}/retry`).then(() => location.reload(), complain);
});
