const cards = [...document.querySelectorAll(".card")];
const count = document.querySelector("#shown");
const filters = [...document.querySelectorAll("select[data-by]")];

function show() {
  const wanted = filters.filter((f) => f.value).map((f) => [f.dataset.by, f.value]);
  let shown = 0;
  for (const card of cards) {
    const keep = wanted.every(([by, value]) => card.dataset[by] === value);
    card.hidden = !keep;
    shown += keep ? 1 : 0;
  }
  count.textContent = `${shown} of ${cards.length}`;
}

for (const filter of filters) filter.addEventListener("change", show);
if (count) show();
