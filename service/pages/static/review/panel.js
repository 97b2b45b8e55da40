/* The right side: tabs, and the swap after a change that loses neither place nor focus. */

export class Panel {
  constructor(root) {
    this.root = root;
    this.tab = "read";
    root.addEventListener("keydown", (event) => this.#arrows(event));
  }

  get body() {
    return this.root.querySelector("#panel-body");
  }

  get version() {
    return Number(this.body.dataset.version);
  }

  swap(nodes) {
    const top = this.root.scrollTop;
    const open = [...this.root.querySelectorAll("details[open]")].length;
    this.root.replaceChildren(...nodes);
    document.querySelector(".case-head")?.replaceChildren(...this.root.querySelector("[data-head]").childNodes);
    for (const each of [...this.root.querySelectorAll("details")].slice(0, open)) each.open = true;
    this.show(this.tab);
    this.root.scrollTop = top;
  }

  show(tab, focus = false) {
    this.tab = tab;
    for (const button of this.root.querySelectorAll('[role="tab"]')) {
      const chosen = button.id === `tab-${tab}`;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      this.root.querySelector(`#${button.getAttribute("aria-controls")}`).hidden = !chosen;
      if (chosen && focus) button.focus();
    }
    if (focus) this.root.scrollTop = 0;
  }

  #arrows(event) {
    const tab = event.target.closest?.('[role="tab"]');
    if (!tab || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const tabs = [...this.root.querySelectorAll('[role="tab"]')];
    const by = event.key === "ArrowRight" ? 1 : -1;
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
    event.preventDefault();
    this.show(next.id.slice(4), true);
  }
}
