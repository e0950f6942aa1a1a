"use strict";
// What is shown: the state of all filters, and the controls that set it.
const wanted = {
  groups: new Set(NODES.map((node) => node.group).filter((group) => group !== "Issue")),
  types: new Set(NODES.filter((node) => node.kind === "Event").map((node) => node.type)),
  factualities: new Set([...NODES, ...EDGES].map((thing) => thing.factuality).filter(Boolean)),
  statuses: new Set(NODES.map((node) => node.status).filter(Boolean)),
  confidence: 0,
  from: -Infinity,
  to: Infinity,
  undated: true,
  unlinked: false,
};
const ORDER = ["Actual", "Planned", "Possible", "Conditional", "Negated", "Unknown"];
const STATUSES = ["Proposed", "Agreed", "Active", "Completed", "Suspended", "Rejected"];
const first = { ...wanted, groups: new Set(wanted.groups), types: new Set(wanted.types), factualities: new Set(wanted.factualities), statuses: new Set(wanted.statuses) };
let ego = null; // { id, steps, ids }: only what is within so many steps of a node
let forced = null; // a node that was asked for by name is shown whatever the filters say

const isTimed = () => wanted.from > -Infinity || wanted.to < Infinity || !wanted.undated;
const hasTime = (node) => node.kind === "Event" || node.kind === "Initiative";

function inTime(node) {
  if (node.begins === null) return wanted.undated;
  return node.begins <= wanted.to && node.ends >= wanted.from;
}

function isWanted(node) {
  if (node.id === forced) return true;
  if (ego && !ego.ids.has(node.id)) return false;
  if (!wanted.groups.has(node.group)) return false;
  if (node.kind === "Event" && !wanted.types.has(node.type)) return false;
  if (node.status && !wanted.statuses.has(node.status)) return false;
  if (hasTime(node) && !inTime(node)) return false;
  return isStated(node);
}

function isStated(thing) {
  if (thing.factuality && !wanted.factualities.has(thing.factuality)) return false;
  return wanted.confidence === 0 || thing.confidence === null || thing.confidence === undefined || thing.confidence >= wanted.confidence;
}

// Relations between actors and places have no date of their own: with time they are undated things.
function isLinkWanted(edge) {
  return isStated(edge) && (wanted.undated || hasTime(NODES[edge.from]) || hasTime(NODES[edge.to]));
}

// Sets `shown` of every node and edge. Nodes without a link that is shown are left out unless wanted.
function sift() {
  for (const node of NODES) { node.shown = isWanted(node); node.linked = false; }
  for (const edge of EDGES) {
    const [a, b] = [NODES[edge.from], NODES[edge.to]];
    edge.shown = a.shown && b.shown && isLinkWanted(edge);
    if (edge.shown && a !== b) a.linked = b.linked = true;
  }
  for (const node of NODES) node.shown = node.shown && (node.linked || wanted.unlinked || node.id === forced || (ego && node.id === ego.id));
  for (const edge of EDGES) edge.shown = edge.shown && NODES[edge.from].shown && NODES[edge.to].shown;
}

function refresh() {
  sift();
  const count = (things) => things.reduce((sum, thing) => sum + (thing.shown ? 1 : 0), 0);
  byId("count").textContent = `${count(NODES)} of ${NODES.length} things, ${count(EDGES)} of ${EDGES.length} links`;
  repaint();
}

// ---------------------------------------------------------------- check boxes
function box(name, checked, count, mark, change) {
  const input = make("input");
  input.type = "checkbox";
  input.checked = checked;
  input.addEventListener("change", () => { change(input.checked); forced = null; refresh(); });
  return make("label", "", input, ...mark, make("span", name), make("b", count));
}

function boxes(id, set, rows) {
  byId(id).replaceChildren(...rows.filter(([, , count]) => count).map(([value, name, count, mark]) =>
    box(name, set.has(value), String(count), mark || [], (on) => (on ? set.add(value) : set.delete(value)))));
}

function tally(things, key) {
  const counts = new Map();
  for (const thing of things) counts.set(thing[key], (counts.get(thing[key]) || 0) + 1);
  return counts;
}

function drawFilters() {
  const groups = tally(NODES, "group");
  boxes("classes", wanted.groups, Object.keys(GROUPS).map((group) => [group, GROUPS[group][0], groups.get(group), [swatch(group)]]));
  const unlinked = NODES.filter((node) => !node.links.some((edge) => edge.from !== edge.to)).length;
  if (unlinked) byId("classes").append(box("Without links", wanted.unlinked, String(unlinked), [], (on) => { wanted.unlinked = on; }));
  const events = NODES.filter((node) => node.kind === "Event");
  const types = tally(events, "type");
  const stance = new Map(events.map((node) => [node.type, node.group]));
  boxes("types", wanted.types, [...types.keys()].sort().map((type) => [type, type, types.get(type), [swatch(stance.get(type))]]));
  const factualities = tally([...NODES.filter((node) => node.factuality), ...EDGES.filter((edge) => edge.factuality)], "factuality");
  boxes("factualities", wanted.factualities, ORDER.map((name) => [name, name, factualities.get(name)]));
  const statuses = tally(NODES.filter((node) => node.status), "status");
  boxes("statuses", wanted.statuses, STATUSES.map((name) => [name, name, statuses.get(name)]));
  drawTime();
  byId("confidence").value = String(Math.round(wanted.confidence * 100));
  byId("confidence-text").textContent = percent(wanted.confidence);
}

// ---------------------------------------------------------------- time
const DATED = NODES.filter((node) => hasTime(node) && node.begins !== null);
const SPAN = extent(DATED.flatMap((node) => [node.begins, node.ends]));
const UNIT = SPAN[1] - SPAN[0] > 15 * 365 ? "year" : SPAN[1] - SPAN[0] > 730 ? "month" : "day";

// Steps of the slider: calendar years, months or days, whichever the span asks for.
function step(days) {
  const date = new Date(days * 864e5);
  return { year: date.getUTCFullYear(), month: date.getUTCFullYear() * 12 + date.getUTCMonth(), day: days }[UNIT];
}

function firstDay(at) {
  if (UNIT === "day") return at;
  const date = new Date(0);
  date.setUTCFullYear(UNIT === "year" ? at : Math.floor(at / 12), UNIT === "year" ? 0 : ((at % 12) + 12) % 12, 1);
  return Math.round(date.getTime() / 864e5);
}

function stepText(at) {
  return new Date(firstDay(at) * 864e5).toISOString().slice(0, { year: 4, month: 7, day: 10 }[UNIT]);
}

function drawTime() {
  byId("time").hidden = !NODES.some(hasTime);
  for (const part of ["histogram", "from", "to"]) byId(part).toggleAttribute("hidden", !DATED.length);
  const undated = NODES.filter((node) => hasTime(node) && node.begins === null).length;
  byId("undated").replaceChildren(box("Also what has no date", wanted.undated, String(undated), [], (on) => { wanted.undated = on; }));
  if (!DATED.length) return;
  const ends = SPAN.map(step);
  for (const [id, value] of [["from", ends[0]], ["to", ends[1]]]) Object.assign(byId(id), { min: ends[0], max: ends[1], value });
  drawHistogram(ends);
  readTime();
}

function readTime() {
  const [low, high] = ["from", "to"].map((id) => Number(byId(id).value));
  wanted.from = low > Number(byId("from").min) ? firstDay(low) : -Infinity;
  wanted.to = high < Number(byId("to").max) ? firstDay(high + 1) - 1 : Infinity;
  for (const [id, at] of [["from", low], ["to", high]]) {
    byId(`${id}-text`).textContent = stepText(at);
    byId(id).setAttribute("aria-valuetext", stepText(at));
  }
  const [least, most] = [Number(byId("from").min), Number(byId("from").max) + 1];
  for (const bar of byId("histogram").children) bar.classList.toggle("out", Number(bar.dataset.at) < low || Number(bar.dataset.at) > high);
  document.documentElement.style.setProperty("--low", `${((low - least) / (most - least)) * 100}%`);
  document.documentElement.style.setProperty("--high", `${((high + 1 - least) / (most - least)) * 100}%`);
}

// How much falls into each part of the span, conflict above cooperation above the rest.
function drawHistogram([low, high]) {
  const bins = Math.min(50, high - low + 1);
  const wide = (high - low + 1) / bins;
  const counts = Array.from({ length: bins }, () => ({ other: 0, cooperation: 0, conflict: 0 }));
  for (const node of DATED) counts[Math.min(bins - 1, Math.floor((step(node.begins) - low) / wide))][node.kind === "Event" ? node.group : "other"] += 1;
  const most = Math.max(...counts.map((bin) => bin.other + bin.cooperation + bin.conflict));
  const bars = counts.flatMap((bin, index) => {
    let top = 34;
    return Object.entries(bin).filter(([, count]) => count).map(([group, count]) => {
      const height = Math.max(1, (count / most) * 33);
      top -= height;
      return svg("rect", { x: (index * 200) / bins, y: Math.max(0, top), width: 200 / bins - 0.6, height, "data-group": group, "data-at": low + index * wide });
    });
  });
  byId("histogram").replaceChildren(...bars);
}

function svg(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

for (const id of ["from", "to"]) {
  byId(id).addEventListener("input", () => {
    const [low, high] = [byId("from"), byId("to")];
    if (Number(low.value) > Number(high.value)) (id === "from" ? high : low).value = byId(id).value;
    readTime();
    forced = null;
    refresh();
  });
}
byId("confidence").addEventListener("input", (event) => {
  wanted.confidence = Number(event.target.value) / 100;
  byId("confidence-text").textContent = percent(wanted.confidence);
  forced = null;
  refresh();
});
byId("reset").addEventListener("click", () => {
  for (const name of ["groups", "types", "factualities", "statuses"]) wanted[name] = new Set(first[name]);
  Object.assign(wanted, { confidence: 0, from: -Infinity, to: Infinity, undated: true, unlinked: false });
  forced = null;
  drawFilters();
  refresh();
});
