// The query editor: YASGUI asking this server only, with the named queries as examples.

import { by, el } from "./dom.js";

const root = document.documentElement.dataset.root;
const endpoint = `${location.origin}${root}/sparql`;
const prefixes = JSON.parse(by("example").dataset.prefixes);
const { Yasgui } = window;
const START = "PREFIX aei: <https://w3id.org/aei/ontology#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n\nSELECT ?label (COUNT(DISTINCT ?event) AS ?events) WHERE {\n  ?event aei:agent ?actor .\n  ?actor skos:prefLabel ?label .\n}\nGROUP BY ?label\nORDER BY DESC(?events)\nLIMIT 20\n";

// The editor's own lists of prefixes and terms come from servers elsewhere: none of them is asked.
const listed = Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort();
Yasgui.Yasqe.forkAutocompleter("prefixes", { name: "prefixes-here", persistenceId: null, get: async () => listed });
Yasgui.Yasqe.defaults.autocompleters = ["variables", "prefixes-here"];
Yasgui.Yasqe.defaults.value = START;
Yasgui.Yasr.defaults.prefixes = prefixes;

const yasgui = new Yasgui(by("yasgui"), {
  requestConfig: { endpoint, method: "POST" },
  endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  copyEndpointOnNewTab: false,
  persistenceId: `kg-${root}`,
  populateFromUrl: true,
});

// The chosen question; the server puts in the values of its parameters.
async function open() {
  const name = by("example").value;
  if (!name) return;
  const values = new URLSearchParams(new FormData(by("parameters")));
  const answer = await fetch(`${root}/examples/${name}?${values}`);
  yasgui.getTab().setQuery(await answer.text());
}

by("example").addEventListener("change", () => {
  const names = by("example").selectedOptions[0].dataset.parameters?.split(" ").filter(Boolean) ?? [];
  by("parameters").replaceChildren(...names.map((name) => el("label", {}, name, el("input", { name, required: true }))));
  if (names.length) by("parameters").append(el("button", {}, "Put in"));
  open();
});
by("parameters").addEventListener("submit", (event) => {
  event.preventDefault();
  open();
});
