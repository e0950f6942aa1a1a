"use strict";
// The drawing. vis-network is the stage: it keeps the camera, and knows wheel, drag and pinch. What stands on it is
// drawn here, in whole batches: first into a picture of the view (`base`), which is shown again, moved and
// stretched, while the camera moves and drawing anew would take too long for a smooth movement.
const DEAR = 9; // milliseconds: drawing that takes longer is not done while something moves
const MARGIN = 0.25; // of the view on each side is drawn as well if drawing is dear
const SETTLED = 110; // milliseconds without movement, then all is drawn anew
const stage = new vis.Network(byId("drawing"), { nodes: [], edges: [] }, {
  physics: false,
  layout: { randomSeed: 1, improvedLayout: false },
  interaction: { hover: false, zoomSpeed: 0.7 },
});
let placed = ""; // the view that the nodes' places on the screen were reckoned for
const base = { canvas: document.createElement("canvas"), dirty: true, cost: 0, view: null, margin: 0 };
let selection = null; // { nodes: Set of ids, edges: Set of ids, strong: Set of ids }: the rest stands back
let hovered = null;
let carried = null; // the node that is being dragged
let settling = 0;

function repaint() {
  base.dirty = true;
  placed = "";
  showAgain();
}

// Draws at the next frame, however often it is asked for until then.
let asked = 0;
function showAgain() {
  if (!asked) asked = requestAnimationFrame(() => { asked = 0; stage.redraw(); });
}

// Pixels of the screen for a point of the drawing: x * scale + left, y * scale + top.
function camera(matrix) {
  const ratio = window.devicePixelRatio || 1;
  return { scale: matrix.a / ratio, left: matrix.e / ratio, top: matrix.f / ratio, width: byId("drawing").clientWidth, height: byId("drawing").clientHeight, ratio };
}

function draw(context) {
  const view = camera(context.getTransform());
  if (!view.width || !view.height) return;
  if (base.dirty || isStale(view)) renew(view);
  context.save();
  context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
  blit(context, view);
  drawOver(context, view);
  context.restore();
}

function isStale(view) {
  const old = base.view;
  if (old && ["scale", "left", "top", "width", "height", "ratio"].every((key) => old[key] === view[key])) return false;
  if (!old || old.width !== view.width || old.height !== view.height || base.cost < DEAR) return true;
  clearTimeout(settling);
  settling = setTimeout(repaint, SETTLED);
  return !covers(old, view);
}

// Whether the picture still fills the view well enough.
function covers(old, view) {
  const zoom = view.scale / old.scale;
  const left = view.left - (old.left + base.margin * old.width) * zoom;
  const top = view.top - (old.top + base.margin * old.height) * zoom;
  const size = (1 + 2 * base.margin) * zoom;
  const whole = left <= 0 && top <= 0 && left + size * old.width >= view.width && top + size * old.height >= view.height;
  return zoom < 2.5 && zoom > 0.3 && (whole || zoom < 0.98);
}

function blit(context, view) {
  const zoom = view.scale / base.view.scale;
  const { width, height } = base.view;
  const left = view.left - (base.view.left + base.margin * width) * zoom;
  const top = view.top - (base.view.top + base.margin * height) * zoom;
  context.drawImage(base.canvas, left, top, width * (1 + 2 * base.margin) * zoom, height * (1 + 2 * base.margin) * zoom);
}

function renew(view) {
  const begin = performance.now();
  base.margin = base.cost < DEAR ? 0 : MARGIN;
  const [width, height] = [view.width * (1 + 2 * base.margin), view.height * (1 + 2 * base.margin)];
  Object.assign(base.canvas, { width: Math.round(width * view.ratio), height: Math.round(height * view.ratio) });
  const context = base.canvas.getContext("2d");
  context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
  const [x, y] = [base.margin * view.width, base.margin * view.height];
  const moved = { ...view, left: view.left + x, top: view.top + y, width, height, frame: [x, y, x + view.width, y + view.height] };
  paintAll(context, moved);
  Object.assign(base, { view, dirty: false, cost: performance.now() - begin });
}

// Everything that is shown, as seen from `view`, without what is carried.
function paintAll(context, view) {
  place(view);
  const edges = EDGES.filter((edge) => edge.shown && isNear(edge, view) && !isCarried(edge));
  const nodes = NODES.filter((node) => node.shown && isInside(node, view) && node !== carried);
  if (!selection) {
    drawEdges(context, view, edges, 1);
    drawNodes(context, view, nodes, 1);
  } else {
    drawEdges(context, view, edges.filter((edge) => !selection.edges.has(edge.id)), 0.18);
    drawNodes(context, view, nodes.filter((node) => !selection.nodes.has(node.id)), 0.22);
    drawEdges(context, view, edges.filter((edge) => selection.edges.has(edge.id)), 2);
    drawNodes(context, view, nodes.filter((node) => selection.nodes.has(node.id)), 1);
    ringAround(context, [...selection.strong].map((id) => NODES[id]).filter((node) => node.shown));
  }
  drawLabels(context, view, nodes, edges);
}

// Where the nodes are on the screen, and how large: smaller where many crowd the view.
function place(view) {
  const { scale, left, top } = view;
  const key = [scale, left, top, view.width, view.height].join();
  if (key === placed) return;
  placed = key;
  let inside = 0;
  for (const node of NODES) {
    node.sx = node.x * scale + left;
    node.sy = node.y * scale + top;
    if (node.shown && isInside(node, view)) inside += 1;
  }
  const crowd = Math.min(1, Math.max(0.45, Math.sqrt((view.width * view.height) / (inside * 700 || 1))));
  const grow = crowd * Math.min(1.5, Math.max(0.2, scale ** 0.55));
  for (const node of NODES) node.r = Math.max(1.6, node.size * grow);
}

const isCarried = (edge) => carried !== null && (edge.from === carried.id || edge.to === carried.id);

function isInside(node, view) {
  return node.sx > -60 && node.sy > -40 && node.sx < view.width + 60 && node.sy < view.height + 40;
}

function isNear(edge, view) {
  const [a, b] = [NODES[edge.from], NODES[edge.to]];
  return Math.max(a.sx, b.sx) > 0 && Math.min(a.sx, b.sx) < view.width && Math.max(a.sy, b.sy) > 0 && Math.min(a.sy, b.sy) < view.height;
}

// ---------------------------------------------------------------- links
// Several between the same two bend apart: `lift` is how far, as a share of their length.
const pairs = new Map();
for (const edge of EDGES) {
  const key = Math.min(edge.from, edge.to) * NODES.length + Math.max(edge.from, edge.to);
  if (!pairs.has(key)) pairs.set(key, []);
  pairs.get(key).push(edge);
}
for (const pair of pairs.values()) {
  const widest = Math.min(0.45, 0.12 * (pair.length - 1));
  pair.forEach((edge, index) => {
    edge.lift = pair.length === 1 ? 0 : ((2 * index) / (pair.length - 1) - 1) * widest * (edge.from < edge.to ? 1 : -1);
  });
}

// Of a link on the screen: the ends and the point that it bends towards.
function bend(edge) {
  const [a, b] = [NODES[edge.from], NODES[edge.to]];
  return [a, { sx: (a.sx + b.sx) / 2 - (b.sy - a.sy) * edge.lift, sy: (a.sy + b.sy) / 2 + (b.sx - a.sx) * edge.lift }, b];
}

function trace(context, edge) {
  const [a, middle, b] = bend(edge);
  context.moveTo(a.sx, a.sy);
  if (a === b) context.arc(a.sx + a.r, a.sy - a.r, a.r + 3, Math.PI, Math.PI * 2.99);
  else if (edge.lift) context.quadraticCurveTo(middle.sx, middle.sy, b.sx, b.sy);
  else context.lineTo(b.sx, b.sy);
}

const edgeColour = (edge) => (edge.stance === "other" ? paint("--edge") : colour(edge.stance));

function drawEdges(context, view, edges, strength) {
  const many = edges.length > 1500;
  const batches = new Map();
  for (const edge of edges) {
    const key = `${edge.stance} ${edge.unreal && !many}`;
    if (!batches.has(key)) batches.set(key, []);
    batches.get(key).push(edge);
  }
  context.globalAlpha = Math.min(1, strength * 0.62 * Math.min(1, Math.sqrt(400 / edges.length))); // fainter the more there are
  context.lineWidth = (many ? 0.8 : 1.2) * (strength > 1 ? 1.8 : 1);
  for (const batch of batches.values()) {
    context.strokeStyle = context.fillStyle = edgeColour(batch[0]);
    context.setLineDash(batch[0].unreal && !many ? [4, 4] : []);
    context.beginPath();
    for (const edge of batch) trace(context, edge);
    context.stroke();
    if (!many) drawArrows(context, batch);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function drawArrows(context, edges) {
  context.beginPath();
  for (const edge of edges) {
    const ends = bend(edge);
    const [from, middle, to] = FROM_THE_END.has(edge.predicate) ? ends.reverse() : ends;
    const length = Math.hypot(to.sx - from.sx, to.sy - from.sy);
    if (length < 26 + from.r + to.r) continue;
    const angle = Math.atan2(to.sy - middle.sy, to.sx - middle.sx);
    const [x, y] = [to.sx - Math.cos(angle) * (to.r + 2), to.sy - Math.sin(angle) * (to.r + 2)];
    context.moveTo(x, y);
    for (const turn of [2.72, -2.72]) context.lineTo(x + Math.cos(angle + turn) * 7.5, y + Math.sin(angle + turn) * 7.5);
    context.closePath();
  }
  context.fill();
}

// ---------------------------------------------------------------- symbols
function regular(context, { sx, sy, r }, corners, turn, inner = 1) {
  const steps = inner === 1 ? corners : corners * 2;
  for (let i = 0; i < steps; i += 1) {
    const angle = turn + (i * 2 * Math.PI) / steps;
    const reach = i % 2 && inner !== 1 ? r * inner : r;
    context[i ? "lineTo" : "moveTo"](sx + Math.cos(angle) * reach, sy + Math.sin(angle) * reach);
  }
  context.closePath();
}

const UP = -Math.PI / 2;
const SHAPES = {
  square: (context, { sx, sy, r }) => context.rect(sx - r * 0.88, sy - r * 0.88, r * 1.76, r * 1.76),
  dot: (context, { sx, sy, r }) => { context.moveTo(sx + r, sy); context.arc(sx, sy, r, 0, 2 * Math.PI); },
  ring: (context, { sx, sy, r }) => { context.moveTo(sx + r, sy); context.arc(sx, sy, r, 0, 2 * Math.PI); context.moveTo(sx + r / 2, sy); context.arc(sx, sy, r / 2, 0, 2 * Math.PI, true); },
  diamond: (context, node) => regular(context, node, 4, UP),
  triangle: (context, node) => regular(context, node, 3, UP),
  triangleDown: (context, node) => regular(context, node, 3, -UP),
  pentagon: (context, node) => regular(context, node, 5, UP),
  hexagon: (context, node) => regular(context, node, 6, 0),
  star: (context, node) => regular(context, node, 5, UP, 0.48),
};
const shape = (group) => SHAPES[(GROUPS[group] || GROUPS.Actor)[1]];

function drawNodes(context, view, nodes, strength) {
  const batches = new Map();
  for (const node of [...nodes].sort((a, b) => KINDS.indexOf(b.kind) - KINDS.indexOf(a.kind))) {
    const key = `${node.group} ${node.hollow}`;
    if (!batches.has(key)) batches.set(key, []);
    batches.get(key).push(node);
  }
  context.globalAlpha = strength;
  for (const batch of batches.values()) drawBatch(context, batch);
  for (const node of nodes) if (node.kind === "Actor" && node.r > 8) drawBalance(context, node);
  context.globalAlpha = 1;
}

// Drawn over a rim of the ground's colour, so that they stand off from lines; an outline if it is not stated as a fact.
function drawBatch(context, batch) {
  context.beginPath();
  for (const node of batch) shape(node.group)(context, node);
  context.strokeStyle = paint("--ground");
  context.lineWidth = Math.min(3, batch[0].r * 0.5);
  context.stroke();
  context.fillStyle = batch[0].hollow ? paint("--ground") : colour(batch[0].group);
  context.fill();
  if (!batch[0].hollow) return;
  context.strokeStyle = colour(batch[0].group);
  context.lineWidth = Math.min(2.2, batch[0].r * 0.6);
  context.stroke();
}

// Around actors: which part of their dealings is conflict, which cooperation, and which initiatives.
function drawBalance(context, node) {
  const counts = { conflict: 0, cooperation: 0, Initiative: 0 };
  for (const edge of node.links) if (edge.shown && edge.stance in counts) counts[edge.stance] += 1;
  const sum = counts.conflict + counts.cooperation + counts.Initiative;
  if (sum < 3) return;
  let angle = UP;
  context.lineWidth = Math.max(2, node.r * 0.22);
  for (const [group, count] of Object.entries(counts)) {
    if (!count) continue;
    const next = angle + (count / sum) * 2 * Math.PI;
    context.beginPath();
    context.arc(node.sx, node.sy, node.r * 1.32 + 1, angle, next);
    context.strokeStyle = colour(group);
    context.stroke();
    angle = next;
  }
}

function ringAround(context, nodes) {
  context.strokeStyle = paint("--accent");
  context.lineWidth = 2.5;
  for (const node of nodes) {
    context.beginPath();
    context.arc(node.sx, node.sy, node.r * 1.5 + 5, 0, 2 * Math.PI);
    context.stroke();
  }
}

// What lies under the pointer, or is carried by it, stands out above the rest.
function drawOver(context, view) {
  const node = carried || hovered;
  if (!node || !node.shown) return;
  place(view);
  context.globalAlpha = carried ? 0 : 0.5;
  context.fillStyle = paint("--ground");
  context.fillRect(0, 0, view.width, view.height);
  context.globalAlpha = 1;
  const links = node.links.filter((edge) => edge.shown);
  const around = [...new Set(links.map((edge) => other(edge, node.id)))];
  drawEdges(context, view, links, 2);
  drawNodes(context, view, [...around, node], 1);
  ringAround(context, [node]);
  drawLabels(context, view, [node, ...around.slice(0, 40)], [], true);
}

// ---------------------------------------------------------------- what is there
function at({ x, y }, view = viewNow()) {
  place(view);
  let best = null;
  let nearest = Infinity;
  for (const node of NODES) {
    if (!node.shown) continue;
    const away = Math.hypot(node.sx - x, node.sy - y) - node.r;
    if (away < Math.max(3, 9 - node.r) && away < nearest) [best, nearest] = [node, away];
  }
  return best;
}

function edgeAt({ x, y }, view = viewNow()) {
  place(view);
  let best = null;
  let nearest = 7;
  for (const edge of EDGES) {
    if (!edge.shown || !isNear(edge, view)) continue;
    const away = distance(edge, x, y);
    if (away < nearest) [best, nearest] = [edge, away];
  }
  return best;
}

function distance(edge, x, y) {
  const [a, m, b] = bend(edge);
  let least = Infinity;
  let [px, py] = [a.sx, a.sy];
  const steps = edge.lift ? 10 : 1;
  for (let i = 1; i <= steps; i += 1) {
    const t = i / steps;
    const qx = edge.lift ? (1 - t) ** 2 * a.sx + 2 * t * (1 - t) * m.sx + t * t * b.sx : b.sx;
    const qy = edge.lift ? (1 - t) ** 2 * a.sy + 2 * t * (1 - t) * m.sy + t * t * b.sy : b.sy;
    const along = Math.max(0, Math.min(1, ((x - px) * (qx - px) + (y - py) * (qy - py)) / ((qx - px) ** 2 + (qy - py) ** 2 || 1)));
    least = Math.min(least, Math.hypot(x - px - along * (qx - px), y - py - along * (qy - py)));
    [px, py] = [qx, qy];
  }
  return least;
}

function viewNow() {
  const { x, y } = stage.getViewPosition();
  const scale = stage.getScale();
  const { clientWidth: width, clientHeight: height } = byId("drawing");
  return { scale, left: width / 2 - x * scale, top: height / 2 - y * scale, width, height, ratio: window.devicePixelRatio || 1 };
}

// Moves the camera so that these nodes fill the view.
function fit(nodes = NODES.filter((node) => node.shown), moving = true) {
  if (!nodes.length) return;
  const [[left, right], [top, bottom]] = [extent(nodes.map((node) => node.x)), extent(nodes.map((node) => node.y))];
  const { width, height } = viewNow();
  const scale = Math.min(1.3, (width - 110) / Math.max(1, right - left), (height - 90) / Math.max(1, bottom - top));
  const animation = moving && { duration: 350, easingFunction: "easeInOutQuad" };
  stage.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.01), animation });
}
