/* Short words at the edge of the page; an error stays until it is closed. */

const place = () => document.querySelector(".toasts");

export function toast(text, { bad = false, action = "", run = null } = {}) {
  const box = document.createElement("div");
  box.className = bad ? "toast bad" : "toast";
  const words = document.createElement("span");
  words.textContent = text;
  box.append(words);
  if (action) box.append(button(action, () => { box.remove(); run(); }));
  if (bad) box.append(button("Close", () => box.remove()));
  else setTimeout(() => box.remove(), action ? 9000 : 4000);
  place().append(box);
}

function button(text, run) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", run);
  return made;
}

export const complain = (error) => toast(error.message, { bad: true });
