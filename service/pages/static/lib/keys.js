/* Keys to actions; a person may change them, and they are kept in this browser. */

const STORE = "tecum.keys";

export class Keys {
  constructor(actions) {
    this.actions = actions;
    this.map = this.#load();
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  #defaults() {
    return Object.fromEntries(Object.entries(this.actions).map(([name, action]) => [name, action.key]));
  }

  #load() {
    try {
      const stored = JSON.parse(localStorage.getItem(STORE) || "{}");
      return { ...this.#defaults(), ...stored };
    } catch {
      return this.#defaults();
    }
  }

  set(name, key) {
    for (const other of Object.keys(this.map)) if (this.map[other] === key) this.map[other] = "";
    this.map[name] = key;
    localStorage.setItem(STORE, JSON.stringify(this.map));
  }

  reset() {
    localStorage.removeItem(STORE);
    this.map = this.#defaults();
  }

  /* In a field or a dialog keys are text; on a button or a box they are not. */
  #press(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    const target = event.target;
    if (target.matches?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    const key = named(event);
    const name = Object.keys(this.map).find((each) => this.map[each] === key);
    if (!name || !this.actions[name]) return;
    if (this.actions[name].run(event) !== false) event.preventDefault();
  }
}

export function named(event) {
  if (event.key.length === 1 && event.key !== event.key.toLowerCase()) return `Shift+${event.key.toLowerCase()}`;
  if (event.key === " ") return "Space";
  return event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
}

export const shown = (key) => (key || "none").replace("Shift+", "Shift ").replace("Arrow", "");

/* The overlay: every action with its key; a click on one waits for another key. */
export function help(dialog, keys) {
  const list = dialog.querySelector("[data-keys]");
  let waiting = null;
  const draw = () => {
    list.replaceChildren(...Object.entries(keys.actions).map(([name, action]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.name = name;
      button.setAttribute("aria-pressed", String(waiting === name));
      const says = document.createElement("span");
      says.textContent = action.says;
      const key = document.createElement("kbd");
      key.textContent = waiting === name ? "press a key" : shown(keys.map[name]);
      button.append(says, key);
      return button;
    }));
  };
  list.addEventListener("click", (event) => {
    waiting = event.target.closest("button")?.dataset.name ?? null;
    draw();
    list.querySelector(`[data-name="${waiting}"]`)?.focus();
  });
  dialog.addEventListener("keydown", (event) => {
    if (!waiting || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== "Escape") keys.set(waiting, named(event));
    waiting = null;
    draw();
  });
  dialog.querySelector("[data-keys-reset]").addEventListener("click", () => { keys.reset(); draw(); });
  return () => { waiting = null; draw(); dialog.showModal(); };
}
