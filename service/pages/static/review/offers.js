/* Values that the paper itself offers: the days written on it, with their words. */

import { daysIn } from "./editors.js";

const MOST = 6;

/* [{iso, said, words, area}], each day once, in the order of the paper. */
export function daysOn(words) {
  const found = new Map();
  for (const page of new Set(words.map((word) => word.page))) {
    const own = words.filter((word) => word.page === page);
    const starts = [];
    let text = "";
    for (const word of own) {
      starts.push(text.length);
      text += `${word.text} `;
    }
    for (const day of daysIn(text)) {
      const said = own.filter((word, i) => starts[i] < day.end && starts[i] + word.text.length > day.start);
      if (!found.has(day.iso)) found.set(day.iso, { iso: day.iso, said: `${inWords(day.iso)}, p. ${page}`, words: said, area: around(page, said) });
    }
  }
  return [...found.values()];
}

/* Those to offer beside a value and what is offered already. */
export function offered(days, taken) {
  return days.filter((day) => !taken.has(day.iso)).slice(0, MOST);
}

const inWords = (iso) => new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function around(page, words) {
  const edge = (of, pick) => pick(...words.map((word) => word[of]));
  return { page, left: edge("left", Math.min), top: edge("top", Math.min), right: edge("right", Math.max), bottom: edge("bottom", Math.max) };
}
