"use strict";
// The side panel: every statement about what is chosen, each with its sentences. Text of documents goes in as text only.
function show(...children) {
  byId("panel").replaceChildren(...children);
  byId("panel").scrollTop = 0;
}

function linkTo(id, text) {
  return button(text || label(id), () => go(id), "link");
}

function chip(text, name = "") {
  const element = make("span", text);
  element.className = `chip ${name}`;
  return element;
}

// ---------------------------------------------------------------- sentences
// Of the same sentence all marks stand in one quotation.
function quotes(found) {
  const grouped = new Map();
  for (const item of found) {
    const key = JSON.stringify([item.sentence, item.source]);
    if (!grouped.has(key)) grouped.set(key, []);
    grouped.get(key).push(item);
  }
  return [...grouped.values()].map(quote);
}

function quote(items) {
  const { sentence, title, source, date } = items[0];
  const points = Array.from(sentence); // offsets count code points, JavaScript counts UTF-16 units
  const part = (from, to) => points.slice(from, to).join("");
  const block = make("blockquote");
  let end = 0;
  for (const item of [...items].sort((a, b) => a.begin - b.begin)) {
    if (item.begin < end) continue;
    block.append(part(end, item.begin), make("mark", part(item.begin, item.end)));
    end = item.end;
  }
  block.append(part(end));
  block.append(make("footer", [source.startsWith(title) ? "" : title, source, date || "no date"].filter(Boolean).join(" · ")));
  block.dir = "auto";
  return block;
}

// ---------------------------------------------------------------- statements
function chips({ factuality, status, confidence }, speakers) {
  const row = make("p");
  row.className = "chips";
  if (factuality) row.append(chip(words(factuality), factuality === "Actual" ? "fact" : "nofact"));
  if (status) row.append(chip(words(status), "status"));
  if (percent(confidence)) row.append(chip(`confidence ${percent(confidence)}`));
  row.append(chip(speakers.length ? `according to ${speakers.join(", ")}` : "the text's own statement", "speaker"));
  return row;
}

function statement(head, thing, speakers, found, tone) {
  const article = make("article", "", head, chips(thing, speakers), ...quotes(found));
  article.dataset.tone = tone;
  return article;
}

function parties(event, predicate) {
  return event.links.filter((edge) => edge.from === event.id && edge.predicate === predicate).map((edge) => edge.to);
}

function listed(ids) {
  return ids.flatMap((id, index) => [...(index ? [", "] : []), linkTo(id)]);
}

// "ASSAULT: networks → India, in Mumbai, 2008"
function eventHead(event) {
  const [agents, targets, places] = ["agent", "target", "place"].map((predicate) => parties(event, predicate));
  const head = make("h4", "", linkTo(event.id, event.type), ": ", ...(agents.length ? listed(agents) : ["somebody"]));
  if (targets.length) head.append(" → ", ...listed(targets));
  if (places.length) head.append(", in ", ...listed(places));
  if (event.time) head.append(`, ${event.time}`);
  return head;
}

function eventStatement(event) {
  return statement(eventHead(event), event, nodeSpeakers(event.id), nodeEvidence(event.id), event.group);
}

function linkStatement(edge) {
  const head = make("h4", "", linkTo(edge.from), ` ${words(edge.predicate)} `, linkTo(edge.to));
  return statement(head, edge, edgeSpeakers(edge), edgeEvidence(edge), edge.stance);
}

function initiativeStatement(node) {
  const head = make("h4", "", make("span", label(node.id)), node.time ? `, ${node.time}` : "");
  return statement(head, node, nodeSpeakers(node.id), nodeEvidence(node.id), "Initiative");
}

const isEventRole = (edge) => isRole(edge) && NODES[edge.from].kind === "Event";
const TOLD_IN_HEAD = new Set(["agent", "target", "place", "attributedTo"]);

// All statements that a node has a part in: events once each, whichever roles it has in them, then relations.
function statements(node) {
  const date = (event) => (event.begins === null ? -1e9 : event.begins);
  const events = [...new Set(node.links.filter((edge) => isEventRole(edge) && edge.from !== node.id).map((edge) => NODES[edge.from]))];
  const links = node.links.filter((edge) => !isEventRole(edge) || (edge.from === node.id && !TOLD_IN_HEAD.has(edge.predicate)));
  const own = { Event: [eventStatement], Initiative: [initiativeStatement] }[node.kind] || [];
  return [
    ...own.map((tell) => tell(node)),
    ...events.sort((a, b) => date(b) - date(a) || a.id - b.id).map(eventStatement),
    ...links.map(linkStatement),
  ];
}

// ---------------------------------------------------------------- what is chosen
function facts(pairs) {
  const list = make("dl");
  for (const [name, value] of pairs) if (value) list.append(make("dt", name), make("dd", value));
  return list;
}

function actions(node) {
  const row = make("p", "", button("1 step", () => focusOn(node.id, 1)), button("2 steps", () => focusOn(node.id, 2)),
    button("Path from here", () => openPath(node.id, null)), button("Path to here", () => openPath(null, node.id)));
  row.className = "actions";
  return row;
}

function heading(text, type, group) {
  const line = make("p", "", ...(group ? [swatch(group)] : []), type);
  line.className = "type";
  const title = make("h2", text);
  title.dir = "auto";
  return [title, line];
}

function showNode(id) {
  const node = NODES[id];
  const type = node.type === node.kind ? node.kind : `${node.kind} · ${words(node.type)}`;
  const all = statements(node);
  show(...heading(label(id), type, node.group), actions(node), facts([
    ["Also called", (node.aliases || []).join(", ")], ["Status", words(node.status)], ["Time", node.time], ["IRI", iri(id)],
  ]), make("h3", `Statements (${all.length})`), ...all, ...mentions(node));
}

// Sentences that name an actor, place or issue, also those that state nothing about it.
function mentions(node) {
  if (node.kind === "Event" || node.kind === "Initiative") return [];
  const found = quotes(nodeEvidence(node.id));
  if (!found.length) return [];
  const more = make("details", "", make("summary", `Sentences that name it (${found.length})`), ...found);
  more.className = "mentions";
  return [more];
}

function showEdge(edge) {
  const head = heading(words(edge.predicate), "Link", null);
  const ends = make("p", "", linkTo(edge.from), ` — ${words(edge.predicate)} → `, linkTo(edge.to));
  const stated = isEventRole(edge) ? eventStatement(NODES[edge.from]) : linkStatement(edge);
  show(...head, ends, facts([["Weight", edge.weight === undefined ? "" : String(edge.weight)]]), make("h3", "Statement"), stated);
}

// ---------------------------------------------------------------- nothing chosen: what there is, at a glance
function bar(node) {
  const counts = tally(node.links, "stance");
  const strip = make("span");
  strip.className = "bar";
  const told = [];
  for (const tone of ["conflict", "cooperation", "Initiative"]) {
    const count = counts.get(tone) || 0;
    if (!count) continue;
    const part = make("i");
    part.dataset.tone = tone;
    part.style.flexGrow = String(count);
    strip.append(part);
    told.push(`${count} ${tone.toLowerCase()}`);
  }
  strip.setAttribute("role", "img");
  strip.setAttribute("aria-label", told.join(", "));
  strip.title = told.join(", ");
  return strip;
}

function shortList(title, nodes, more) {
  if (!nodes.length) return [];
  const list = make("ul", "", ...nodes.map((node) => make("li", "", linkTo(node.id), ...more(node))));
  list.className = "links";
  return [make("h3", title), list];
}

function showStart() {
  const of = (test) => RANKED.filter((node) => node.links.length && test(node));
  const help = "Click a symbol or a line to read what is stated about it, and in which sentence. Drag to move, scroll to zoom.";
  show(make("h2", "What the texts say"), make("p", help),
    ...shortList("Main actors", of((node) => node.kind === "Actor").slice(0, 10), (node) => [bar(node)]),
    ...shortList("What is proposed", of((node) => node.kind === "Initiative").slice(0, 6), (node) => [chip(words(node.status), "status")]),
    ...shortList("Conflict", of((node) => node.group === "conflict").slice(0, 6), (node) => [chip([node.type, node.time].filter(Boolean).join(" · "), "conflict")]));
}

// ---------------------------------------------------------------- the legend's symbols
const OUTLINES = {
  square: "M2 2h12v12H2z", dot: "M8 1.5a6.5 6.5 0 1 0 .01 0z", diamond: "M8 1l7 7-7 7-7-7z", triangle: "M8 1.5L15 14H1z",
  triangleDown: "M1 2h14L8 14.5z", hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z", pentagon: "M8 1l7 5.2-2.7 8.3H3.7L1 6.2z",
  ring: "M8 1.5a6.5 6.5 0 1 0 .01 0zM8 5a3 3 0 1 1-.01 0z",
  star: "M8 .8l2.1 4.9 5.3.4-4 3.5 1.2 5.2L8 12l-4.6 2.8 1.2-5.2-4-3.5 5.3-.4z",
};

function swatch(group) {
  const picture = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  picture.append(svg("path", { d: OUTLINES[(GROUPS[group] || GROUPS.Actor)[1]], fill: colour(group), "fill-rule": "evenodd" }));
  return picture;
}

function drawKey() {
  const line = (attributes) => {
    const picture = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
    picture.append(svg("path", { fill: "none", "stroke-width": 2, ...attributes }));
    return picture;
  };
  const rows = [
    [line({ d: "M8 2l6 6-6 6-6-6z", stroke: colour("other") }), "Hollow, dashed: not stated as a fact (planned, possible, denied …)"],
    [line({ d: "M1 8h14", stroke: colour("conflict") }), "Conflict, opposition, obstacle"],
    [line({ d: "M1 8h14", stroke: colour("cooperation") }), "Cooperation, support"],
    [line({ d: "M1 8h14", stroke: colour("Initiative") }), "Part in an initiative"],
    [line({ d: "M8 2a6 6 0 1 1-6 6", stroke: colour("conflict") }), "Ring: shares of the three in an actor's links"],
  ];
  byId("key").replaceChildren(make("h3", "Key"), ...rows.map(([picture, text]) => make("p", "", picture, make("span", text))));
}
