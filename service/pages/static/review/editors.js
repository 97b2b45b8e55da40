/* Forms by kind of value: inputs from a JSON value, a JSON value from inputs. */

const SHAPES = {
  officer: [["name", "Name"], ["title", "Title"]],
  contact: [["name", "Name"], ["agency", "Agency"], ["email", "E-mail"], ["phone", "Telephone"], ["address", "Address"]],
  signature: [["by", "Signed by"], ["signer", "As", "signer"], ["on", "On", "day"], ["how", "How", ["text", "ink"]]],
  secrecy: [["kind", "Secrecy", ["none", "requested", "ordered"]], ["authority", "Authority"], ["until", "Until"]],
  range: [["start", "From", "edge"], ["end", "To", "edge"]],
};
const EDGES = ["inception", "present"];

/* Returns {nodes, read, fill}: what to show, the value typed, how to take words in. */
export function editor(kind, value, choices) {
  if (SHAPES[kind]) return composite(SHAPES[kind], value ?? {}, choices);
  if (kind === "categories") return menu(value ?? [], choices.categories);
  if (kind === "list") return lines("One a line", value ?? []);
  if (kind === "identifiers") return targets(value ?? []);
  if (choices[kind]) return single(choice("Value", value, choices[kind], true));
  if (kind === "date") return single(day("Date", value));
  return single(text("Value", value));
}

function single(input) {
  return {
    nodes: [input.node],
    read: () => input.read(),
    fill: (words) => input.fill(words),
  };
}

function composite(shape, value, choices) {
  const inputs = shape.map(([name, label, type]) => [name, made(type, label, value[name], choices)]);
  const grid = document.createElement("div");
  grid.className = "inputs";
  grid.append(...inputs.map(([, input]) => input.node));
  let active = inputs[0][1];
  for (const [, input] of inputs) input.node.addEventListener("focusin", () => { active = input; });
  return {
    nodes: [grid],
    read: () => {
      const read = Object.fromEntries(inputs.map(([name, input]) => [name, input.read()]));
      return Object.values(read).some((each) => each !== null) ? read : null;
    },
    fill: (words) => {
      const days = datesIn(words);
      const dated = inputs.filter(([, input]) => input.dated);
      if (days.length > 1 && dated.length > 1) dated.forEach(([, input], i) => input.fill(days[i]));
      else active.fill(words);
    },
  };
}

function made(type, label, value, choices) {
  if (type === "signer") return choice(label, value, choices.signer, false);
  if (type === "day") return day(label, value);
  if (type === "edge") return edge(label, value);
  if (Array.isArray(type)) return choice(label, value, type.map((id) => [id, id]), false);
  return text(label, value);
}

function labelled(label, input) {
  const node = document.createElement("label");
  node.className = "field";
  const says = document.createElement("span");
  says.textContent = label;
  node.append(says, input);
  return node;
}

function text(label, value) {
  const input = document.createElement("input");
  input.value = value ?? "";
  input.autocomplete = "off";
  return {
    node: labelled(label, input),
    read: () => input.value.trim() || null,
    fill: (words) => { input.value = words; },
  };
}

function day(label, value) {
  const input = document.createElement("input");
  input.type = "date";
  input.value = value ?? "";
  return {
    dated: true,
    node: labelled(label, input),
    read: () => input.value || null,
    fill: (words) => { input.value = datesIn(words)[0] ?? input.value; },
  };
}

function edge(label, value) {
  const input = document.createElement("input");
  input.value = value ?? "";
  input.placeholder = "YYYY-MM-DD, inception, present";
  input.pattern = `\\d{4}-\\d{2}-\\d{2}|${EDGES.join("|")}`;
  input.autocomplete = "off";
  return {
    dated: true,
    node: labelled(label, input),
    read: () => input.value.trim() || null,
    fill: (words) => { input.value = datesIn(words)[0] ?? EDGES.find((e) => words.toLowerCase().includes(e)) ?? input.value; },
  };
}

function choice(label, value, options, searchable) {
  const select = document.createElement("select");
  select.append(new Option("(none)", ""));
  for (const [id, name] of options) select.append(new Option(name, id, false, id === value));
  if (value && !options.some(([id]) => id === value)) select.append(new Option(value, value, true, true));
  select.size = searchable && options.length > 8 ? 8 : 1;
  return { node: labelled(label, select), read: () => select.value || null, fill: () => {} };
}

/* "email: a@b.example", one a line; the kind is kept where a line names none. */
function targets(values) {
  const area = lines("One a line, its kind before a colon", values.map(({ kind, value }) => `${kind}: ${value}`));
  return {
    ...area,
    read: () => area.read().map((line) => {
      const [, kind, value] = /^(?:([a-z_]+)\s*:\s*)?(.*)$/.exec(line);
      return { kind: kind || guess(value), value };
    }),
  };
}

function guess(value) {
  if (value.includes("@")) return "email";
  return /^[+()\d][\d ()+.-]{6,}$/.test(value) ? "phone" : "username";
}

function lines(label, values) {
  const area = document.createElement("textarea");
  area.rows = Math.max(3, values.length + 1);
  area.value = values.join("\n");
  return {
    nodes: [labelled(label, area)],
    read: () => area.value.split("\n").map((each) => each.trim()).filter(Boolean),
    fill: (words) => { area.value = [area.value.trimEnd(), words].filter(Boolean).join("\n"); },
  };
}

/* A menu that narrows as one types; Space or Enter ticks the first that is left. */
function menu(values, options) {
  const chosen = new Set(values);
  const filter = document.createElement("input");
  filter.type = "search";
  filter.placeholder = "Type to narrow";
  const list = document.createElement("div");
  list.className = "menu";
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", "Kinds of data");
  for (const [id, name, group] of options) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = id;
    box.checked = chosen.has(id);
    const row = document.createElement("label");
    const small = document.createElement("small");
    small.textContent = group.replaceAll("_", "-");
    row.append(box, name, small);
    list.append(row);
  }
  const rows = () => [...list.children];
  const narrow = () => {
    const wanted = filter.value.toLowerCase();
    for (const row of rows()) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  };
  filter.addEventListener("input", narrow);
  filter.addEventListener("keydown", (event) => {
    const first = rows().find((row) => !row.hidden);
    if (event.key === "Enter" && filter.value && first) {
      event.preventDefault();
      first.querySelector("input").click();
      filter.value = "";
      narrow();
    } else if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.querySelector("input").focus();
    }
  });
  return {
    nodes: [labelled("Find", filter), list],
    read: () => rows().map((row) => row.querySelector("input")).filter((box) => box.checked).map((box) => box.value),
    fill: () => {},
  };
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DATES = /(\d{4})-(\d{2})-(\d{2})|(\d{1,2})\/(\d{1,2})\/(\d{4})|([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})|(\d{1,2})(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})/g;

/* Days written the usual ways, as ISO; what is no day of the calendar is left out. */
export function datesIn(words) {
  return daysIn(words).map((day) => day.iso);
}

/* The same with where they stand in the text: [{iso, start, end}]. */
export function daysIn(words) {
  return [...words.matchAll(DATES)].map((m) => ({ iso: day8601(m), start: m.index, end: m.index + m[0].length })).filter((day) => day.iso);
}

function day8601(m) {
  if (m[1]) return iso(m[1], m[2], m[3]);
  if (m[6]) return iso(m[6], m[4], m[5]);
  if (m[9]) return iso(m[9], month(m[7]), m[8]);
  return iso(m[12], month(m[11]), m[10]);
}

const month = (name) => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

function iso(year, monthOf, dayOf) {
  const made = new Date(Date.UTC(Number(year), Number(monthOf) - 1, Number(dayOf)));
  const fits = Number(monthOf) >= 1 && made.getUTCDate() === Number(dayOf) && made.getUTCMonth() === Number(monthOf) - 1;
  return fits ? made.toISOString().slice(0, 10) : "";
}
