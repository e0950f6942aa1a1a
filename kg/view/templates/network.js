"use strict";
// What a symbol looks like: [name in the legend, shape, colour by day, colour by night].
const GROUPS = {
  State: ["State", "square", "#2f6db5", "#6ea8ea"],
  GovernmentBody: ["Government body", "square", "#6a9bd1", "#3f78b5"],
  IntergovernmentalOrganization: ["Intergovernmental organisation", "hexagon", "#0f8a8a", "#3fc1bd"],
  ArmedGroup: ["Armed group", "triangleDown", "#8c1d40", "#e0708f"],
  PoliticalParty: ["Political party", "hexagon", "#7a4fb0", "#b493e0"],
  Organization: ["Organisation", "hexagon", "#8a8f3a", "#c3c76a"],
  Person: ["Person", "dot", "#4a6fa5", "#93b4e6"],
  Population: ["Population", "dot", "#9aa3af", "#8b95a3"],
  Actor: ["Actor", "dot", "#4a6fa5", "#93b4e6"],
  cooperation: ["Event: cooperation", "diamond", "#2e8b57", "#5ccb8b"],
  conflict: ["Event: conflict", "diamond", "#d1432f", "#ff7a62"],
  other: ["Event: other", "diamond", "#80868f", "#a3abb6"],
  Initiative: ["Initiative", "star", "#d68a00", "#ffc14d"],
  Place: ["Place", "triangle", "#7d5a3c", "#c59a74"],
  Issue: ["Issue", "square", "#b7659b", "#dd93c4"],
};
const FONTS = { Actor: 20, cooperation: 13, conflict: 13, other: 13, Initiative: 16, Place: 16, Issue: 14 };
const LABELS = 12; // a chosen node's lines are named up to so many; the panel names all
const KINDS = ["Actor", "Event", "Initiative", "Place", "Issue"];
const night = window.matchMedia("(prefers-color-scheme: dark)");
const byId = (id) => document.getElementById(id);
const linksOf = new Map(NODES.map((node) => [node.id, []]));
for (const edge of EDGES) {
  linksOf.get(edge.from).push(edge);
  if (edge.to !== edge.from) linksOf.get(edge.to).push(edge);
}
const off = new Set(["Issue"]);
let showUnlinked = false;
let forced = null;

for (const node of NODES) {
  delete node.shape; // pyvis gives all the same; here the group decides
  if (node.hollow) Object.assign(node, outline(node));
}
const nodes = new vis.DataSet(NODES);
const edges = new vis.DataSet(EDGES);
const shownNodes = new vis.DataView(nodes, { filter: isShown });
const shownEdges = new vis.DataView(edges, { filter: (edge) => isShown(nodes.get(edge.from)) && isShown(nodes.get(edge.to)) });
const network = new vis.Network(byId("drawing"), { nodes: shownNodes, edges: shownEdges }, options());

function isLinked(node) {
  return linksOf.get(node.id).some((edge) => {
    const other = NODES[edge.from === node.id ? edge.to : edge.from];
    return other.id === forced || !off.has(other.group);
  });
}

function isShown(node) {
  return node.id === forced || (!off.has(node.group) && (showUnlinked || isLinked(node)));
}

const leaders = NODES.filter((node) => DETAILS.nodes[node.id].kind === "Actor" && linksOf.get(node.id).length > 1)
  .sort((a, b) => linksOf.get(b.id).length - linksOf.get(a.id).length || a.id - b.id).slice(0, 12);

// The best linked actors keep readable names however far one zooms out.
let lettering = 0;
function nameLeaders() {
  const size = Math.round(Math.min(400, Math.max(FONTS.Actor, 12 / network.getScale())));
  if (size === lettering) return;
  lettering = size;
  nodes.update(leaders.slice(0, 7).map(({ id }) => ({ id, font: { size } })));
}

function colour(group) {
  const known = GROUPS[group] || GROUPS.Actor;
  return known[night.matches ? 3 : 2];
}

// What is not stated as a fact is drawn as an outline.
function outline(node) {
  const ground = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  const look = { background: ground, border: colour(node.group) };
  return { id: node.id, borderWidth: 2.5, color: { ...look, highlight: look, hover: look } };
}

function options() {
  const css = getComputedStyle(document.documentElement);
  const read = (name) => css.getPropertyValue(name).trim();
  const font = (size) => ({
    color: read("--ink"), size, face: "system-ui, sans-serif", strokeWidth: 4, strokeColor: read("--ground"), vadjust: -2,
  });
  const groups = {};
  for (const [name, [, shape]] of Object.entries(GROUPS)) {
    const fill = colour(name);
    groups[name] = {
      shape, font: font(FONTS[name] || FONTS.Actor),
      color: { background: fill, border: fill, highlight: { background: fill, border: read("--ink") }, hover: { background: fill, border: read("--ink") } },
    };
  }
  return {
    physics: false,
    layout: { randomSeed: 1, improvedLayout: false },
    groups,
    nodes: { borderWidth: 1.5, borderWidthSelected: 3, scaling: { label: { enabled: false, drawThreshold: 5.5 } } },
    edges: {
      color: { color: read("--edge"), highlight: read("--accent"), hover: read("--accent") },
      arrows: { to: { enabled: true, scaleFactor: 0.45 } },
      smooth: { enabled: true, type: "curvedCW", roundness: 0.09 },
      font: { color: read("--soft"), size: 11, strokeWidth: 4, strokeColor: read("--ground"), face: "system-ui, sans-serif" },
      selectionWidth: 1.4, hoverWidth: 0.6,
    },
    interaction: { hover: true, tooltipDelay: 120, keyboard: { enabled: true, bindToWindow: false }, hideEdgesOnDrag: NODES.length > 600 },
  };
}

// ---------------------------------------------------------------- small pieces of the page, always as text
function make(tag, text, ...children) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

function facts(pairs) {
  const list = make("dl");
  for (const [name, value] of pairs) {
    if (value !== "" && value !== null && value !== undefined) list.append(make("dt", name), make("dd", String(value)));
  }
  return list;
}

function quotes(detail) {
  if (!detail.count) return [];
  const more = detail.count > detail.sentences.length ? ` (first ${detail.sentences.length} of ${detail.count})` : "";
  return [make("h3", `Evidence${more}`), ...detail.sentences.map(quote)];
}

function quote([sentence, begin, end, name, source, date]) {
  const points = Array.from(sentence); // offsets count code points, JavaScript counts UTF-16 units
  const part = (from, to) => points.slice(from, to).join("");
  const block = make("blockquote");
  block.append(part(0, begin), make("mark", part(begin, end)), part(end));
  block.append(make("footer", [source.startsWith(name) ? "" : name, source, date].filter(Boolean).join(" · ")));
  return block;
}

function percent(value) {
  return value === null || value === undefined ? "" : `${Math.round(value * 100)} %`;
}

function linkTo(id, text) {
  const button = make("button", text || DETAILS.nodes[id].label);
  button.type = "button";
  button.addEventListener("click", () => go(id));
  return button;
}

// ---------------------------------------------------------------- the panel
function show(...children) {
  byId("panel").replaceChildren(...children);
  byId("panel").scrollTop = 0;
}

function showStart() {
  const list = make("ul");
  list.className = "links";
  for (const node of leaders) list.append(make("li", "", linkTo(node.id), make("span", `  ${linksOf.get(node.id).length} links`)));
  const help = "Click a symbol or a line to see what is stated about it, and in which sentence. Drag to move, scroll to zoom.";
  show(make("h2", "What the texts say"), make("p", help), make("h3", "Actors with most links"), list);
}

function showNode(id) {
  const detail = DETAILS.nodes[id];
  const type = make("div", detail.type === detail.kind.toLowerCase() ? detail.kind : `${detail.kind} · ${detail.type}`);
  type.className = "type";
  show(make("h2", detail.label), type, facts([
    ["Also called", detail.aliases.join(", ")], ["Factuality", detail.factuality], ["Status", detail.status],
    ["Time", detail.time], ["Attributed to", detail.attributed.join(", ")], ["Confidence", percent(detail.confidence)],
    ["IRI", detail.iri],
  ]), ...quotes(detail), make("h3", "Links"), linkList(id));
}

function linkList(id) {
  const list = make("ul");
  list.className = "links";
  for (const edge of linksOf.get(id)) {
    const other = edge.from === id ? edge.to : edge.from;
    const arrow = edge.from === id ? "→" : "←";
    const factuality = DETAILS.edges[edge.id].factuality;
    const mood = factuality && factuality !== "actual" ? ` (${factuality})` : "";
    list.append(make("li", "", make("span", `${arrow} ${DETAILS.edges[edge.id].predicate}${mood}: `), linkTo(other)));
  }
  return list;
}

function showEdge(id) {
  const edge = edges.get(id);
  const detail = DETAILS.edges[id];
  const ends = make("p", "", linkTo(edge.from), ` — ${detail.predicate} → `, linkTo(edge.to));
  ends.className = "links";
  show(make("h2", detail.predicate), ends, facts([
    ["Factuality", detail.factuality], ["Attributed to", detail.attributed.join(", ")],
    ["Confidence", percent(detail.confidence)], ["Weight", detail.weight],
  ]), ...quotes(detail));
}

// ---------------------------------------------------------------- choosing
let named = [];
function nameEdges(ids) {
  edges.update([
    ...named.map((id) => ({ id, label: undefined })),
    ...ids.map((id) => ({ id, label: DETAILS.edges[id].predicate })),
  ]);
  named = ids;
}

function choose(id) {
  network.selectNodes([id]);
  const links = linksOf.get(id).map((edge) => edge.id);
  nameEdges(links.length <= LABELS ? links : []);
  showNode(id);
}

function go(id) {
  forced = id;
  refresh();
  choose(id);
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: { duration: 350, easingFunction: "easeInOutQuad" } });
}

network.on("click", (event) => {
  if (event.nodes.length) return choose(event.nodes[0]);
  nameEdges(event.edges.slice(0, 1));
  if (event.edges.length) return showEdge(event.edges[0]);
  showStart();
});
network.on("zoom", nameLeaders);
network.on("animationFinished", nameLeaders);
network.on("hoverNode", () => { byId("drawing").style.cursor = "pointer"; });
network.on("blurNode", () => { byId("drawing").style.cursor = ""; });

// ---------------------------------------------------------------- legend and filter
function swatch(group) {
  const paths = {
    square: "M2 2h12v12H2z", dot: "M8 1.5a6.5 6.5 0 1 0 .01 0z", diamond: "M8 1l7 7-7 7-7-7z", triangle: "M8 1.5L15 14H1z",
    triangleDown: "M1 2h14L8 14.5z", hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z",
    star: "M8 .8l2.1 4.9 5.3.4-4 3.5 1.2 5.2L8 12l-4.6 2.8 1.2-5.2-4-3.5 5.3-.4z",
  };
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", paths[(GROUPS[group] || GROUPS.Actor)[1]]);
  path.setAttribute("fill", colour(group));
  svg.append(path);
  return svg;
}

function box(name, checked, count, mark, change) {
  const input = make("input");
  input.type = "checkbox";
  input.checked = checked;
  input.addEventListener("change", () => { change(input.checked); forced = null; refresh(); });
  return make("label", "", input, ...mark, name, make("b", String(count)));
}

function drawLegend() {
  const count = (group) => NODES.filter((node) => node.group === group).length;
  const rows = Object.keys(GROUPS).filter(count).map((group) =>
    box(GROUPS[group][0], !off.has(group), count(group), [swatch(group)], (on) => (on ? off.delete(group) : off.add(group))));
  const unlinked = NODES.filter((node) => !linksOf.get(node.id).length).length;
  if (unlinked) rows.push(make("hr"), box("Without links", showUnlinked, unlinked, [], (on) => { showUnlinked = on; }));
  byId("kinds").replaceChildren(...rows);
}

function refresh() {
  shownNodes.refresh();
  shownEdges.refresh();
  byId("count").textContent = `${shownNodes.length} of ${NODES.length} things, ${shownEdges.length} of ${EDGES.length} links`;
}

// ---------------------------------------------------------------- search
let hits = [];
let chosen = 0;
function search(text) {
  const wanted = text.trim().toLowerCase();
  const rank = (detail) => {
    const names = [detail.label, ...detail.aliases].map((name) => name.toLowerCase());
    if (names.includes(wanted)) return 0;
    if (names.some((name) => name.startsWith(wanted))) return 1;
    return names.some((name) => name.includes(wanted)) ? 2 : 9;
  };
  const order = (id) => rank(DETAILS.nodes[id]) * 10 + KINDS.indexOf(DETAILS.nodes[id].kind);
  hits = wanted ? NODES.map((node) => node.id).filter((id) => rank(DETAILS.nodes[id]) < 9).sort((a, b) => order(a) - order(b) || a - b).slice(0, 12) : [];
  chosen = 0;
  drawHits(wanted);
}

function drawHits(wanted) {
  const rows = hits.map((id, index) => {
    const row = make("li", "", DETAILS.nodes[id].label + " ", make("small", DETAILS.nodes[id].type));
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(index === chosen));
    row.addEventListener("mousedown", (event) => { event.preventDefault(); take(index); });
    return row;
  });
  byId("hits").replaceChildren(...(rows.length ? rows : [make("li", "Nothing by that name")]));
  byId("hits").hidden = !wanted;
  byId("search").setAttribute("aria-expanded", String(Boolean(wanted)));
}

function take(index) {
  if (!hits.length) return;
  byId("hits").hidden = true;
  go(hits[index]);
}

byId("search").addEventListener("input", (event) => search(event.target.value));
byId("search").addEventListener("blur", () => { byId("hits").hidden = true; });
byId("search").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.length) {
    event.preventDefault();
    chosen = (chosen + step + hits.length) % hits.length;
    drawHits(event.target.value.trim());
  } else if (event.key === "Enter") take(chosen);
  else if (event.key === "Escape") byId("hits").hidden = true;
});
byId("whole").addEventListener("click", () => { forced = null; refresh(); network.fit({ animation: { duration: 350, easingFunction: "easeInOutQuad" } }); });
night.addEventListener("change", () => { network.setOptions(options()); nodes.update(NODES.map((node) => (node.hollow ? outline(node) : { id: node.id }))); drawLegend(); });

if (window.innerWidth < 800) byId("legend").open = false;
drawLegend();
refresh();
showStart();
network.once("afterDrawing", () => { network.fit(); nameLeaders(); });
