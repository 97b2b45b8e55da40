/* Who may see a request, how long it is kept, and its end. */

import { ask } from "./ask.js";

const WHY = { name: "reason", label: "Why", rows: 2, required: true };

export class Placing {
  /* `run(work, to)` does the work and goes on to an address, or loads the page anew. */
  constructor(box, dialog, actions, run) {
    this.box = box;
    this.dialog = dialog;
    this.actions = actions;
    this.run = run;
  }

  get now() {
    return JSON.parse(this.box.dataset.place);
  }

  async place() {
    const { matter, restricted, matters } = this.now;
    const given = await ask(this.dialog, {
      title: "Who may see it", ok: "Save",
      text: "A matter's requests are seen by its members only; restricted ones by cleared staff only, and every look is logged.",
      inputs: [
        { name: "matter", label: "Matter", options: [["", "none: everybody whose role allows it"], ...matters], value: matter },
        { name: "restricted", label: "Restricted", options: [["no", "no"], ["yes", "yes: cleared staff only"]], value: restricted ? "yes" : "no" },
        WHY,
      ],
    });
    if (given) await this.run(() => this.actions.place(given.matter, given.restricted === "yes", given.reason));
  }

  async hold() {
    const { held } = this.now;
    const given = await ask(this.dialog, {
      title: held ? "Lift the legal hold" : "Legal hold", ok: held ? "Lift" : "Hold",
      text: held ? "It is deleted when its time is over." : "Nothing of it is deleted until the hold is lifted.",
      inputs: [WHY],
    });
    if (given) await this.run(() => this.actions.hold(!held, given.reason));
  }

  async remove() {
    const { name } = this.now;
    const given = await ask(this.dialog, {
      title: "Delete for good", ok: "Delete", danger: true,
      text: `The paper, what was read and what was said of it are overwritten. The audit log keeps the proof. Type the file's name to confirm: ${name}`,
      inputs: [{ name: "filename", label: "File name", required: true }, WHY],
    });
    if (given) await this.run(() => this.actions.remove(given.filename, given.reason), "/queue");
  }
}
