// A search box that offers names while one types (a combobox after the ARIA practices).

import * as api from "./api.js";
import { by, el, say, typeOf } from "./dom.js";

export function combobox(input, list, chosen, kind = "") {
  let hits = [];
  let active = -1;
  let asking = null;
  let timer = 0;

  function draw() {
    list.replaceChildren(
      ...hits.map((hit, i) =>
        el(
          "li",
          { role: "option", id: `${list.id}-${i}`, "aria-selected": String(i === active), onpointerdown: (event) => event.preventDefault(), onclick: () => take(hit) },
          el("span", { class: `dot ${hit.thing.kind}` }), hit.name, " ",
          el("small", {}, hit.name === hit.thing.label ? typeOf(hit.thing) : `${hit.thing.label} · ${typeOf(hit.thing)}`),
        ),
      ),
    );
    if (!hits.length) list.append(el("li", { class: "none" }, "Nothing by that name"));
    input.setAttribute("aria-activedescendant", active < 0 ? "" : `${list.id}-${active}`);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function open(shown) {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
  }

  function take(hit) {
    input.value = hit.thing.label;
    open(false);
    chosen(hit.thing);
  }

  async function ask() {
    asking?.abort();
    if (!input.value.trim()) return open(false);
    asking = new AbortController();
    try {
      hits = (await api.search(input.value, kind, asking.signal)).hits;
    } catch (error) {
      if (!asking.signal.aborted) say(error.message);
      return;
    }
    active = -1;
    draw();
    open(true);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", async (event) => {
    if (event.key === "Escape") open(false);
    if (event.key === "Enter") {
      event.preventDefault();
      if (list.hidden) await ask();
      else if (hits.length) take(hits[Math.max(active, 0)]);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || list.hidden || !hits.length) return;
    event.preventDefault();
    active = (active + step + hits.length) % hits.length;
    draw();
  });
  return { ask };
}

export const box = (id, chosen, kind) => combobox(by(id), by(`${id}-hits`), chosen, kind);
