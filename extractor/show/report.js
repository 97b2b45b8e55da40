"use strict";
(() => {
  const root = document.documentElement;
  const articles = [...document.querySelectorAll(".file")];
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = reduced ? "auto" : "smooth";
  let zoom = 1;
  let lit = null;

  const claimsOf = (key) => document.querySelectorAll(`[data-claim="${CSS.escape(key)}"]`);
  const opened = () => document.querySelector(".file.open");

  function darken() {
    for (const element of document.querySelectorAll(".lit")) {
      element.classList.remove("lit");
      if (element.hasAttribute("aria-pressed")) element.setAttribute("aria-pressed", "false");
    }
    lit = null;
  }

  /* Light a claim on both sides, and bring the side that was not clicked into view. */
  function light(key, fromPage) {
    darken();
    lit = key;
    const boxes = [];
    const rows = [];
    for (const element of claimsOf(key)) {
      element.classList.add("lit");
      if (element.matches(".box")) boxes.push(element);
      else rows.push(element);
      if (element.hasAttribute("aria-pressed")) element.setAttribute("aria-pressed", "true");
    }
    const target = fromPage ? rows[0] : boxes[0];
    if (target) target.scrollIntoView({ behavior, block: "center", inline: "nearest" });
  }

  function step(by) {
    const article = opened();
    if (!article) return;
    const rows = [...article.querySelectorAll(".panel .claim[data-claim]:not(.other)")];
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.dataset.claim === lit);
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : (at + by + rows.length) % rows.length];
    next.scrollIntoView({ behavior, block: "nearest" });
    light(next.dataset.claim, false);
  }

  function resize(by) {
    root.classList.remove(`zoom-${zoom}`);
    zoom = Math.min(3, Math.max(1, zoom + by));
    root.classList.add(`zoom-${zoom}`);
  }

  function show() {
    const wanted = document.getElementById(location.hash.slice(1));
    const article = (wanted && wanted.closest(".file")) || opened() || articles[0];
    if (!article) return;
    darken();
    for (const each of articles) each.classList.toggle("open", each === article);
    for (const link of document.querySelectorAll(".files a")) {
      if (link.hash === `#${article.id}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (wanted && wanted !== article) wanted.scrollIntoView({ behavior, block: "start" });
    else scrollTo(0, 0);
  }

  document.addEventListener("click", (event) => {
    const claim = event.target.closest("[data-claim]");
    const tool = event.target.closest("[data-step],[data-zoom]");
    if (tool) {
      if (tool.dataset.step) step(Number(tool.dataset.step));
      else resize(Number(tool.dataset.zoom));
    } else if (claim) {
      light(claim.dataset.claim, claim.matches(".box"));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const box = event.target.closest && event.target.closest(".box");
    if (box && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      light(box.dataset.claim, true);
    } else if (event.key === "]") step(1);
    else if (event.key === "[") step(-1);
    else if (event.key === "Escape") darken();
  });
  addEventListener("hashchange", show);

  root.classList.add("js");
  document.querySelector(".tools").hidden = false;
  show();
})();
