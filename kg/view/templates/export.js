"use strict";
// What is shown as files: the picture as PNG, the graph as GraphML.
function save(name, blob) {
  const link = make("a");
  Object.assign(link, { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// The view as it stands, at twice the pixels of the screen.
function savePicture() {
  const view = viewNow();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: view.width * 2, height: view.height * 2 });
  const context = canvas.getContext("2d");
  context.setTransform(2, 0, 0, 2, 0, 0);
  context.fillStyle = paint("--ground");
  context.fillRect(0, 0, view.width, view.height);
  paintAll(context, view);
  canvas.toBlob((blob) => save("graph.png", blob), "image/png");
}

const NODE_KEYS = ["label", "kind", "type", "factuality", "status", "confidence", "time", "earliest", "latest", "sentences"];
const EDGE_KEYS = ["predicate", "factuality", "confidence", "attributed", "sentences"];

// XML 1.0 knows no control characters but tab and line ends, and no halves of surrogate pairs.
function xml(value) {
  const clean = String(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, "\ufffd");
  return clean.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function told(found) {
  return [...new Set(found.map(({ sentence, source }) => `${sentence.replace(/\s+/g, " ")} (${source})`))].join("\n");
}

function data(keys, values, prefix) {
  return keys.filter((key) => ![undefined, null, ""].includes(values[key])).map((key) => `<data key="${prefix}${key}">${xml(values[key])}</data>`).join("");
}

function graphml() {
  const declare = (keys, kind, prefix) => keys.map((key) =>
    `<key id="${prefix}${key}" for="${kind}" attr.name="${key}" attr.type="${key === "confidence" ? "double" : "string"}"/>`);
  const nodes = NODES.filter((node) => node.shown).map((node) =>
    `<node id="${xml(iri(node.id))}">${data(NODE_KEYS, { ...node, label: label(node.id), sentences: told(nodeEvidence(node.id)) }, "n-")}</node>`);
  const edges = EDGES.filter((edge) => edge.shown).map((edge) => {
    const values = { ...edge, attributed: edgeSpeakers(edge).join("; "), sentences: told(edgeEvidence(edge)) };
    return `<edge id="e${edge.id}" source="${xml(iri(edge.from))}" target="${xml(iri(edge.to))}">${data(EDGE_KEYS, values, "e-")}</edge>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...declare(NODE_KEYS, "node", "n-"), ...declare(EDGE_KEYS, "edge", "e-"),
    '<graph edgedefault="directed">', ...nodes, ...edges, "</graph>", "</graphml>", "",
  ].join("\n");
}

byId("png").addEventListener("click", savePicture);
byId("graphml").addEventListener("click", () => save("graph.graphml", new Blob([graphml()], { type: "application/xml" })));
