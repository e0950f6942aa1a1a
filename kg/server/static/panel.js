// The side panel: what is selected, the sentences behind it, and what it is linked to.

import * as api from "./api.js";
import { by, el, spaced, typeOf } from "./dom.js";

const panel = () => by("panel");

export function quoted(sentence) {
  return el(
    "blockquote", {},
    el("p", {}, sentence.before, el("mark", {}, sentence.words), sentence.after),
    el("footer", {}, el("a", { href: sentence.page }, sentence.title || sentence.source), sentence.date ? ` · ${sentence.date}` : ""),
  );
}

// A link in words, without the end that is `here` anyway.
export function linkLine(link, things, choose, here = "") {
  const [source, target] = [things.get(link.source), things.get(link.target)];
  const text = `${link.source === here ? "" : `${source.label} – `}${spaced(link.predicate)}${link.target === here ? "" : ` → ${target.label}`}`;
  return el("button", { class: "plain", onclick: () => choose({ link }) }, text);
}

function facts(thing, evidence) {
  const known = {
    "Also called": evidence.names.join(", "),
    When: thing.time,
    Status: thing.status.toLowerCase(),
    Stated: thing.factuality.toLowerCase(),
    Confidence: thing.confidence == null ? "" : `${Math.round(thing.confidence * 100)} %`,
    "According to": evidence.attributed.map((speaker) => speaker.label).join(", "),
  };
  return el("dl", { class: "facts" }, Object.entries(known).filter(([, value]) => value).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function sentences(found) {
  return [el("h3", {}, "Sentences"), ...(found.length ? found.map(quoted) : [el("p", {}, "None.")])];
}

// `actions` are [text, function, disabled] of the buttons below the name.
export async function showThing(thing, { links, things, choose, actions }) {
  const evidence = await api.evidence(thing.iri);
  const shown = links.filter((link) => link.source === thing.iri || link.target === thing.iri);
  panel().replaceChildren(
    el("h2", { tabindex: "-1" }, thing.label),
    el("p", { class: `kind ${thing.kind}` }, el("span", { class: `dot ${thing.kind}` }), typeOf(thing), " · ", el("a", { href: thing.page }, "its page")),
    el("p", { class: "actions" }, actions.map(([text, act]) => el("button", { onclick: act }, text))),
    facts(thing, evidence),
    ...sentences(evidence.sentences),
    el("h3", {}, "Links shown"),
    el("ul", { class: "links" }, shown.map((link) => el("li", {}, linkLine(link, things, choose, thing.iri)))),
  );
}

export async function showLink(link, things) {
  const evidence = await api.evidence(link.statement);
  const [source, target] = [things.get(link.source), things.get(link.target)];
  panel().replaceChildren(
    el("h2", { tabindex: "-1" }, `${source.label} – ${spaced(link.predicate)} → ${target.label}`),
    facts({ time: source.time, status: "", factuality: link.factuality, confidence: link.confidence }, { ...evidence, names: [] }),
    ...sentences(evidence.sentences),
  );
}

export async function showPaths(paths, choose) {
  const parts = [];
  for (const [i, path] of paths.entries()) {
    const things = new Map(path.things.map((thing) => [thing.iri, thing]));
    const steps = await Promise.all(path.links.map(async (link) => [link, await api.evidence(link.statement)]));
    parts.push(
      el("h3", {}, `Path ${i + 1}: ${path.things.map((thing) => thing.label).join(" – ")}`),
      el("ol", { class: "links" }, steps.map(([link, found]) => el("li", {}, linkLine(link, things, choose), ...found.sentences.slice(0, 2).map(quoted)))),
    );
  }
  panel().replaceChildren(el("h2", { tabindex: "-1" }, paths.length ? "How they hang together" : "No path"), ...parts);
  if (!paths.length) panel().append(el("p", {}, "Nothing links the two under these filters."));
}
