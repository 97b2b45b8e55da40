/* Operations: try again, and delete what is due, after it was confirmed. */

import { post } from "./lib/api.js";
import { complain } from "./lib/toast.js";
import { ask } from "./review/ask.js";

const dialog = document.getElementById("ask");
const anew = () => location.reload();

async function sweep(due) {
  const given = await ask(dialog, {
    title: "Delete for good", ok: "Delete", danger: true,
    text: `${due} ${due === "1" ? "request" : "requests"}: papers, reports and what was said of them are overwritten and do not come back. Type the number to confirm.`,
    inputs: [{ name: "number", label: "How many", required: true }],
  });
  if (!given) return;
  await post("/v1/retention/sweep", { expected: Number(given.number) });
  anew();
}

document.addEventListener("click", (event) => {
  const { retry, sweep: due } = event.target.closest("button")?.dataset ?? {};
  if (retry) post(`/v1/requests/${encodeURIComponent(retry)}/retry`).then(anew, complain);
  else if (due) sweep(due).catch(complain);
  else if (event.target.closest("[data-retry-all]")) post("/v1/requests/retry/failed").then(anew, complain);
});
