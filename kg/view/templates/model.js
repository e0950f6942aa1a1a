"use strict";
// The data of the page, as pyvis wrote them, and what belongs to them: classes, colours, links, sentences.
const byId = (id) => document.getElementById(id);
const parsed = (id) => JSON.parse(byId(id).textContent);
const NODES = parsed("nodes");
const EDGES = parsed("edges");

// Colours that differ for the colour-blind as well (after Okabe and Ito): [name, shape, colour by day, colour by night].
const GROUPS = {
  State: ["State", "square", "#22303f", "#dfe6ee"],
  GovernmentBody: ["Government body", "square", "#6b7f95", "#8fa3b8"],
  IntergovernmentalOrganization: ["Intergovernmental organisation", "hexagon", "#22303f", "#dfe6ee"],
  ArmedGroup: ["Armed group", "triangleDown", "#7b2d6b", "#d78cc6"],
  PoliticalParty: ["Political party", "pentagon", "#6b7f95", "#8fa3b8"],
  Organization: ["Organisation", "hexagon", "#6b7f95", "#8fa3b8"],
  Person: ["Person", "dot", "#6b7f95", "#8fa3b8"],
  Population: ["Population", "dot", "#a9b4c0", "#5f6f80"],
  Actor: ["Actor", "dot", "#6b7f95", "#8fa3b8"],
  conflict: ["Event: conflict", "diamond", "#d55e00", "#ff8a3d"],
  cooperation: ["Event: cooperation", "diamond", "#0072b2", "#56b4e9"],
  other: ["Event: other", "diamond", "#8a8f96", "#9aa1ab"],
  Initiative: ["Initiative", "star", "#e0a000", "#f5c542"],
  Place: ["Place", "triangle", "#3d8168", "#6cbf9f"],
  Issue: ["Issue", "ring", "#a0608c", "#d59cc3"],
};
const KINDS = ["Actor", "Initiative", "Event", "Place", "Issue"]; // those that come first are drawn above the others
// Of these the doer stands at the end of the link; its arrow is drawn from the doer.
const FROM_THE_END = new Set([
  "agent", "proposedBy", "supportedBy", "opposedBy", "participant", "hinderedBy", "under", "attributedTo",
]);

for (const node of NODES) {
  node.links = [];
  node.confidence = node.confidence === undefined ? null : node.confidence;
  node.begins = day(node.earliest || node.latest);
  node.ends = day(node.latest || node.earliest);
  node.hollow = Boolean(node.factuality) && node.factuality !== "Actual";
}
for (const edge of EDGES) {
  NODES[edge.from].links.push(edge);
  if (edge.to !== edge.from) NODES[edge.to].links.push(edge);
  edge.unreal = Boolean(edge.factuality) && edge.factuality !== "Actual";
}
const importance = (node) => node.value * ({ Actor: 3, Initiative: 2 }[node.kind] || 1);
const RANKED = [...NODES].sort((a, b) => importance(b) - importance(a) || a.id - b.id); // labels and keys go in this order

// Days since 1970, or null. An ISO date, also before the year 1000.
function day(date) {
  const found = /^(-?\d+)-(\d\d)-(\d\d)/.exec(date || "");
  return found ? Math.round(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])) / 864e5) : null;
}

// The least and the greatest, of any number of values.
function extent(values) {
  return values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
}

function other(edge, id) {
  return NODES[edge.from === id ? edge.to : edge.from];
}

// "proposed by" for "proposedBy"; types of events stay.
function words(name) {
  return /^[A-Z, ]+$/.test(name) ? name : (name || "").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

// ---------------------------------------------------------------- sentences: parsed when the first is asked for
let known = null;
function details() {
  if (!known) known = parsed("details");
  return known;
}

const label = (id) => details().nodes[id][0];
const iri = (id) => details().nodes[id][1];

// All that states a thing, as [{sentence, begin, end, title, source, date}]; begin and end count code points.
function evidence(numbers) {
  const found = [];
  for (let i = 0; i < numbers.length; i += 3) {
    const [sentence, document_] = details().sentences[numbers[i]];
    const [title, source, date] = details().documents[document_];
    found.push({ sentence, begin: numbers[i + 1], end: numbers[i + 2], title, source, date });
  }
  return found;
}

const nodeEvidence = (id) => evidence(details().nodes[id][3]);
const nodeSpeakers = (id) => details().nodes[id][2];
const isRole = (edge) => details().edges[edge.id] === null;

function edgeEvidence(edge) {
  return isRole(edge) ? nodeEvidence(edge.from) : evidence(details().edges[edge.id][1]);
}

function edgeSpeakers(edge) {
  return isRole(edge) ? nodeSpeakers(edge.from) : details().edges[edge.id][0];
}

// ---------------------------------------------------------------- small pieces of the page, always as text
function make(tag, text, ...children) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

function button(text, action, name = "") {
  const element = make("button", text);
  element.type = "button";
  element.className = name;
  element.addEventListener("click", action);
  return element;
}

function percent(value) {
  return value === null || value === undefined ? "" : `${Math.round(value * 100)} %`;
}

// ---------------------------------------------------------------- dark and light
const system = window.matchMedia("(prefers-color-scheme: dark)");
let theme = "auto";
const isNight = () => (theme === "auto" ? system.matches : theme === "dark");
const colour = (group) => (GROUPS[group] || GROUPS.Actor)[isNight() ? 3 : 2];
const paints = new Map(); // read from the stylesheet once for each theme
function paint(name) {
  if (!paints.has(name)) paints.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return paints.get(name);
}
