/* One question at a time: a reason, a choice, a text; resolves to the answers or null. */

export function ask(dialog, { title, text = "", inputs = [], ok = "OK", danger = false }) {
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("[data-text]").textContent = text;
  dialog.querySelector("[data-text]").hidden = !text;
  dialog.querySelector("[data-error]").hidden = true;
  const place = dialog.querySelector("[data-inputs]");
  const made = inputs.map(build);
  place.replaceChildren(...made.map(({ node }) => node));
  const button = dialog.querySelector('[value="ok"]');
  button.textContent = ok;
  button.classList.toggle("danger", danger);
  button.classList.toggle("primary", !danger);
  dialog.showModal();
  made[0]?.input.focus();
  return new Promise((resolve) => {
    const controller = new AbortController();
    const end = (answer) => { controller.abort(); if (dialog.open) dialog.close(); resolve(answer); };
    const listen = (name, run) => dialog.addEventListener(name, run, { signal: controller.signal });
    listen("submit", (event) => {
      event.preventDefault();
      end(Object.fromEntries(made.map(({ name, input }) => [name, input.value.trim()])));
    });
    listen("cancel", () => end(null));
    listen("click", (event) => { if (event.target.closest('[data-ask="cancel"]')) end(null); });
    listen("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) button.click();
    });
  });
}

function build({ name, label, rows = 0, options = null, value = "", required = false }) {
  const node = document.createElement("label");
  node.className = "field";
  const says = document.createElement("span");
  says.textContent = label;
  const input = document.createElement(options ? "select" : rows ? "textarea" : "input");
  if (options) input.append(...options.map(([id, said]) => new Option(said, id, false, id === value)));
  else input.value = value;
  if (rows) input.rows = rows;
  input.required = required;
  if (!options) input.maxLength = 4000;
  node.append(says, input);
  return { name, node, input };
}
