// The explorer: what is shown grows from what was found; filters, paths and the panel hang on that.

import * as api from "./api.js";
import { by, el, say } from "./dom.js";
import { Drawing } from "./drawing.js";
import * as panel from "./panel.js";
import { box } from "./search.js";

const STEP = 15; // neighbours that one click brings
const MOST = 400; // things shown

const shown = { things: new Map(), links: [], roots: new Map(), selected: null, marked: new Set() };
const ends = {};
const drawing = new Drawing(by("drawing"), choose);

function filter() {
  const form = new FormData(by("filters"));
  return {
    kind: form.getAll("kind"), actor: form.getAll("actor"), type: form.getAll("type"), factuality: form.getAll("factuality"),
    confidence: Number(form.get("confidence")) / 100, since: form.get("since"), until: form.get("until"),
  };
}

// Any failure is told, never swallowed.
const told = (work) => (...args) => work(...args).catch((error) => say(error.message));

async function draw() {
  const iris = [...shown.things.keys()];
  shown.links = iris.length > 1 ? (await api.links(iris, filter())).links : [];
  drawing.show(shown.things, shown.links, shown.selected, shown.marked);
  by("count").textContent = `${shown.things.size} things, ${shown.links.length} links`;
  by("empty").hidden = shown.things.size > 0;
  by("shown").replaceChildren(...[...shown.things.values()].map((thing) => el("li", {}, el("button", { class: "plain", onclick: () => choose({ thing }) }, thing.label))));
}

// Neighbours of a thing come in, the next ones each time.
async function grow(thing) {
  const offset = shown.roots.get(thing.iri)?.next ?? 0;
  const found = await api.neighbours(thing.iri, filter(), STEP, offset);
  for (const item of found.things) if (shown.things.size < MOST) shown.things.set(item.iri, item);
  const next = Math.min(offset + STEP, found.total);
  shown.roots.set(thing.iri, { thing, next, total: found.total });
  say(shown.things.size < MOST ? `${thing.label}: ${next} of ${found.total} neighbours shown` : `No more than ${MOST} things are shown: start over or filter`);
}

async function choose({ thing, link }) {
  if (link) {
    await told(panel.showLink)(link, shown.things);
    return focusPanel();
  }
  shown.selected = thing.iri;
  shown.things.set(thing.iri, thing);
  if (!shown.roots.has(thing.iri)) await told(grow)(thing);
  await told(draw)();
  await told(show)(thing);
}

async function show(thing) {
  const root = shown.roots.get(thing.iri) ?? { next: 0, total: 0 };
  const more = Math.min(STEP, root.total - root.next);
  await panel.showThing(thing, {
    links: shown.links, things: shown.things, choose,
    actions: [
      more > 0 && [`${more} more neighbours`, told(async () => { await grow(thing); await draw(); await show(thing); })],
      ["Only this", () => begin(thing)],
      ["Hide", told(async () => { shown.things.delete(thing.iri); shown.roots.delete(thing.iri); await draw(); by("panel").replaceChildren(); })],
      ["Path from here", () => { ends.a = thing; by("from").value = thing.label; by("way").open = true; by("to").focus(); }],
    ].filter(Boolean),
  });
}

function focusPanel() {
  if (matchMedia("(max-width: 60rem)").matches) by("panel").scrollIntoView({ behavior: "smooth" });
}

function begin(thing) {
  Object.assign(shown, { things: new Map(), roots: new Map(), marked: new Set() });
  drawing.moved = false;
  history.replaceState(null, "", `?thing=${encodeURIComponent(thing.iri)}`);
  return choose({ thing });
}

// Under another filter everything is asked for anew, from the things that were grown.
const refilter = told(async () => {
  const roots = [...shown.roots.values()];
  Object.assign(shown, { things: new Map(), roots: new Map(), marked: new Set() });
  for (const { thing } of roots) shown.things.set(thing.iri, thing);
  for (const { thing } of roots) await grow(thing);
  await draw();
  if (shown.things.has(shown.selected)) await show(shown.things.get(shown.selected));
});

const findPath = told(async () => {
  if (!ends.a || !ends.b) return say("Choose both ends from the names on offer.");
  say("Looking for a path …");
  const { paths } = await api.paths(ends.a.iri, ends.b.iri, filter());
  for (const thing of paths.flatMap((path) => path.things)) shown.things.set(thing.iri, thing);
  shown.marked = new Set(paths.flatMap((path) => [...path.things.map((thing) => thing.iri), ...path.links.map((link) => link.statement)]));
  await draw();
  await panel.showPaths(paths, choose);
  say(paths.length ? `${paths.length} paths of ${paths[0].things.length - 1} steps` : "Nothing links the two");
  focusPanel();
});

async function start() {
  by("narrow").open = matchMedia("(min-width: 60rem)").matches;
  const search = box("q", begin);
  box("from", (thing) => (ends.a = thing));
  box("to", (thing) => (ends.b = thing));
  by("filters").addEventListener("change", refilter);
  by("filters").addEventListener("reset", () => setTimeout(refilter));
  by("confidence").addEventListener("input", () => (by("sure").textContent = `${by("confidence").value} %`));
  by("find-path").addEventListener("click", findPath);
  by("closer").addEventListener("click", () => drawing.zoom(1.3));
  by("further").addEventListener("click", () => drawing.zoom(1 / 1.3));
  by("all").addEventListener("click", () => { drawing.moved = false; drawing.fit(); });
  const asked = new URLSearchParams(location.search);
  if (asked.get("thing")) {
    const { things } = await api.neighbours(asked.get("thing"), {}, 1, 0);
    await begin(things[0]);
  } else if (asked.get("q")) {
    by("q").value = asked.get("q");
    await search.ask();
    by("q").focus();
  }
  const known = await api.summary();
  const total = Object.entries(known.things).map(([kind, number]) => `${number.toLocaleString("en")} ${kind.toLowerCase()}${number === 1 ? "" : "s"}`);
  by("known").textContent = `This graph has ${total.join(", ")}.`;
  for (const day of [by("since"), by("until")]) Object.assign(day, { min: known.since, max: known.until });
}

told(start)();
