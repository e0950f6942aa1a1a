"use strict";
// Boxes in which one finds a thing by its name or another name of it.
function named(text) {
  const wish = text.trim().toLowerCase();
  if (!wish) return [];
  const found = [];
  for (const node of RANKED) {
    const names = [label(node.id), ...(node.aliases || [])].map((name) => name.toLowerCase());
    const fit = names.includes(wish) ? 0 : names.some((name) => name.startsWith(wish)) ? 1 : names.some((name) => name.includes(wish)) ? 2 : 9;
    if (fit < 9) found.push([fit * 10 + KINDS.indexOf(node.kind), node]);
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, 12).map(([, node]) => node);
}

// Makes `input` (a combobox) and `list` (its listbox) find things; `take(id)` gets the one that is chosen.
function finder(input, list, take) {
  let hits = [];
  let chosen = 0;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const pick = (index) => { if (hits[index]) { close(); take(hits[index].id); } };

  function option(node, index) {
    const row = make("li", "", swatch(node.group), make("span", label(node.id)), make("small", words(node.type)));
    row.id = `${list.id}-${index}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(index === chosen));
    row.addEventListener("mousedown", (event) => { event.preventDefault(); pick(index); });
    return row;
  }

  function draw() {
    list.replaceChildren(...(hits.length ? hits.map(option) : [make("li", "Nothing by that name")]));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (hits.length) input.setAttribute("aria-activedescendant", `${list.id}-${chosen}`);
  }

  input.addEventListener("input", () => { hits = named(input.value); chosen = 0; draw(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && hits.length) {
      event.preventDefault();
      chosen = (chosen + move + hits.length) % hits.length;
      draw();
    } else if (event.key === "Enter") { event.preventDefault(); pick(chosen); } else if (event.key === "Escape") close();
  });
}
