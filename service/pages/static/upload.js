/* Several files, two at a time, each with its progress and then its state as it is read. */

import { get } from "./lib/api.js";
import { complain } from "./lib/toast.js";

const form = document.querySelector("[data-upload]");
const drop = form.querySelector("[data-drop]");
const chooser = form.querySelector("[data-files]");
const section = document.querySelector("[data-list]");
const list = section.querySelector(".uploads");
const waiting = [];
let running = 0;

const token = () => document.querySelector('meta[name="csrf-token"]').content;
const DONE = new Set(["screened", "needs_review", "refused", "failed", "in_review", "decided", "closed", "cancelled"]);
const words = (state) => state.replaceAll("_", " ").replace(/^./, (c) => c.toUpperCase());

function add(files) {
  for (const file of files) {
    const item = line(file);
    list.prepend(item.node);
    waiting.push({ file, item });
  }
  section.hidden = !list.children.length;
  next();
}

function line(file) {
  const node = document.createElement("li");
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = file.name;
  const about = document.createElement("small");
  about.textContent = `${Math.ceil(file.size / 1000)} kB`;
  name.append(about);
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `Upload of ${file.name}`);
  const end = document.createElement("span");
  end.setAttribute("role", "status");
  end.textContent = "waits";
  node.append(name, bar, end);
  return { node, about, bar, end };
}

function next() {
  while (running < 2 && waiting.length) {
    running += 1;
    const { file, item } = waiting.shift();
    send(file, item).catch((error) => fail(item, error)).finally(() => { running -= 1; next(); });
  }
}

/* XMLHttpRequest, because fetch tells nothing of how far an upload has come. */
function send(file, item) {
  const body = new FormData();
  for (const [name, value] of new FormData(form)) if (value && typeof value === "string") body.append(name, value);
  body.append("file", file);
  const call = new XMLHttpRequest();
  call.open("POST", "/v1/requests");
  call.setRequestHeader("X-CSRF-Token", token());
  call.setRequestHeader("Idempotency-Key", crypto.randomUUID());
  call.setRequestHeader("Accept", "application/json");
  call.upload.addEventListener("progress", (event) => { if (event.lengthComputable) item.bar.value = event.loaded / event.total; });
  item.end.textContent = "uploading";
  return new Promise((resolve, reject) => {
    call.addEventListener("error", () => reject(new Error("The connection was lost. Drop the file again.")));
    call.addEventListener("load", () => {
      const answer = JSON.parse(call.responseText || "{}");
      if (call.status >= 300) reject(new Error(answer.detail || `The service answered ${call.status}.`));
      else { follow(answer, item); resolve(); }
    });
    call.send(body);
  });
}

function fail(item, error) {
  item.bar.hidden = true;
  item.end.replaceChildren(badge("failed", "Not accepted"));
  item.about.textContent = error.message;
}

function badge(state, text) {
  const made = document.createElement("span");
  made.className = `badge ${state}`;
  made.textContent = text;
  return made;
}

/* How far the reading is: " 3 of 5 pages". */
function progress(stages, run) {
  const stage = stages.filter((each) => each.run === run).at(-1);
  return stage?.total && stage.state === "running" ? ` ${stage.done} of ${stage.total} pages` : "";
}

async function follow({ id, state, duplicate_of: duplicate }, item) {
  item.bar.removeAttribute("value");
  item.end.replaceChildren(badge(state, words(state)));
  if (duplicate) item.about.textContent += " · same bytes as an earlier one";
  try {
    while (!DONE.has(state)) {
      await new Promise((resolve) => setTimeout(resolve, 800));
      let told = "";
      let run = 0;
      let stages = [];
      ({ state, error_message: told, run, stages } = await get(`/v1/requests/${id}`));
      if (told) item.about.textContent = told;
      item.end.replaceChildren(badge(state, words(state)), progress(stages, run));
    }
  } catch (error) {
    complain(error);
  }
  item.bar.hidden = true;
  const link = document.createElement("a");
  link.className = "button tiny";
  link.href = `/requests/${id}`;
  link.textContent = "Open";
  item.end.append(" ", link);
}

chooser.addEventListener("change", () => { add(chooser.files); chooser.value = ""; });
for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => { event.preventDefault(); add(event.dataTransfer.files); });
form.addEventListener("submit", (event) => event.preventDefault());
