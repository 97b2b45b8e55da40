/* Two people corrected one place: both values side by side, one is chosen or none yet. */

/* `events` are [{id, said, by, at, mine}]; resolves to {id, reason} or null for later. */
export function choose(dialog, events) {
  const place = dialog.querySelector("[data-versus]");
  place.replaceChildren(...events.map((event) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.id = event.id;
    const who = document.createElement("span");
    who.className = "dim small";
    who.textContent = event.mine ? "You" : event.by;
    const value = document.createElement("b");
    value.textContent = event.said || "nothing";
    const why = document.createElement("span");
    why.className = "small";
    why.textContent = event.reason || "";
    button.append(who, value, why);
    return button;
  }));
  dialog.querySelector('[name="reason"]').value = "";
  dialog.showModal();
  return new Promise((resolve) => {
    const controller = new AbortController();
    const end = (answer) => { controller.abort(); if (dialog.open) dialog.close(); resolve(answer); };
    const listen = (name, run) => dialog.addEventListener(name, run, { signal: controller.signal });
    listen("submit", (event) => { event.preventDefault(); end(null); });
    listen("cancel", () => end(null));
    listen("click", (event) => {
      const id = event.target.closest("[data-id]")?.dataset.id;
      if (id) end({ id, reason: dialog.querySelector('[name="reason"]').value.trim() });
    });
  });
}

/* A JSON value in one line, as far as the browser can say it. */
export function said(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(said).join("; ");
  if (typeof value === "object") return Object.values(value).filter(Boolean).map(said).join(", ");
  return String(value).replaceAll("_", " ");
}
