/* The drafted letter, each sentence with the reason it stands there. */

import { get } from "../lib/api.js";

const CLASSES = { bullet: "bullet", numbered: "numbered", columns: "cells", row: "cells" };

export async function drawReply(root) {
  const place = root.querySelector("[data-reply]");
  if (!place) return;
  const letter = await get(`${place.dataset.reply}?format=json`);
  const { opening } = letter;
  place.replaceChildren(
    lines(opening.sender), lines([opening.day, opening.via]), lines(opening.to),
    lines(opening.subject.map(([label, value]) => `${label}: ${value}`)),
    made("p", opening.greeting),
    ...letter.paragraphs.map(paragraph),
    lines(letter.signature),
    ...references(letter),
  );
}

function made(name, text, style = "") {
  const node = document.createElement(name);
  node.textContent = text;
  node.className = `${style} wrap`.trim();
  return node;
}

const lines = (texts) => made("p", texts.filter(Boolean).join("\n"), "pre");

function paragraph({ style, sentences }) {
  const cells = CLASSES[style] === "cells";
  const node = document.createElement(style === "heading" ? "h3" : cells ? "div" : "p");
  node.className = `${CLASSES[style] ?? ""} wrap`.trim();
  for (const sentence of sentences) {
    const part = document.createElement(sentence.strong || style === "columns" ? "b" : "span");
    part.textContent = `${sentence.text} `;
    part.title = `Because of: ${sentence.because.map(({ source, id }) => `${source} ${id}`).join(", ")}`;
    for (const number of sentence.numbers) part.append(made("sup", `[${number}]`));
    node.append(part);
  }
  return node;
}

function references({ references_title: title, references: entries }) {
  if (!entries.length) return [];
  const list = entries.map(({ number, title: name, authority }) => `[${number}] ${name}: ${authority}`);
  return [made("h3", title), lines(list)];
}
