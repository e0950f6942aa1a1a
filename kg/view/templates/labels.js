"use strict";
// Which names stand in the picture: the most important that find room, always in a size that can be read.
const FACES = { Actor: ["600", 13, 5], Initiative: ["italic 500", 12, 2], Event: ["400", 11, 1], Place: ["400", 11, 1], Issue: ["400", 11, 1] };
const ROOM = 7000; // square pixels of the view for each label
const LEADERS = 15;

function face(node) {
  const [weight, size, more] = FACES[node.kind] || FACES.Event;
  const pixels = Math.round(size + more * Math.min(1, Math.max(0, (node.size - 12) / 22)));
  return { font: `${weight} ${pixels}px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif`, pixels };
}

function measured(context, node) {
  if (node.text) return node.text;
  const { font, pixels } = face(node);
  const lines = node.label.split("\n");
  context.font = font;
  const width = Math.max(...lines.map((line) => context.measureText(line).width));
  node.text = { font, lines, width, height: lines.length * pixels * 1.15, pixels };
  return node.text;
}

// Boxes that are taken, in a raster, so that a question costs little.
function makeRoom() {
  const raster = new Map();
  const cells = function* ([left, top, right, bottom]) {
    for (let x = Math.floor(left / 80); x <= Math.floor(right / 80); x += 1)
      for (let y = Math.floor(top / 40); y <= Math.floor(bottom / 40); y += 1) yield x * 4096 + y;
  };
  return {
    isFree(box, own, labelsOnly = false) {
      for (const cell of cells(box))
        for (const [taken, owner] of raster.get(cell) || [])
          if (owner !== own && (owner === "label" || !labelsOnly) && box[0] < taken[2] && box[2] > taken[0] && box[1] < taken[3] && box[3] > taken[1]) return false;
      return true;
    },
    take(box, owner) {
      for (const cell of cells(box)) {
        if (!raster.has(cell)) raster.set(cell, []);
        raster.get(cell).push([box, owner]);
      }
    },
  };
}

// Below, right, left, above the symbol: the box of a label and where its text is anchored.
function seats(node, { width, height }) {
  const reach = node.r * (node.kind === "Actor" && node.r > 8 ? 1.45 : 1) + 3;
  const { sx, sy } = node;
  return [
    [[sx - width / 2, sy + reach, sx + width / 2, sy + reach + height], "center"],
    [[sx + reach + 1, sy - height / 2, sx + reach + 1 + width, sy + height / 2], "left"],
    [[sx - reach - 1 - width, sy - height / 2, sx - reach - 1, sy + height / 2], "right"],
    [[sx - width / 2, sy - reach - height, sx + width / 2, sy - reach], "center"],
  ];
}

function drawLabels(context, view, nodes, edges, all = false) {
  const room = makeRoom();
  const inView = new Set(nodes);
  const chosen = selection ? RANKED.filter((node) => selection.nodes.has(node.id)) : [];
  const order = all ? nodes : [...new Set([...chosen.filter((node) => selection.strong.has(node.id)), ...chosen, ...RANKED])];
  if (!all) for (const node of nodes) if (node.r > 3) room.take([node.sx - node.r, node.sy - node.r, node.sx + node.r, node.sy + node.r], node.id);
  let left = all ? 60 : Math.round((view.width * view.height) / ROOM);
  let leaders = LEADERS; // their names may cover symbols, but not one another
  for (const node of order) {
    if (!left) break;
    if (!inView.has(node) || !(all || isNamed(node, view))) continue;
    if (seat(context, room, node, view, leaders > 0)) left -= 1;
    leaders -= 1;
  }
  if (selection && !all) nameEdges(context, room, edges.filter((edge) => selection.edges.has(edge.id)));
}

// Small things are named when they are near; with a choice, only what belongs to it.
function isNamed(node, view) {
  if (selection) return selection.nodes.has(node.id);
  return node.kind === "Actor" || node.r > 5 || view.scale > 0.45;
}

function seat(context, room, node, view, leads) {
  const text = measured(context, node);
  const [left, top, right, bottom] = view.frame || [0, 0, view.width, view.height];
  const isOut = node.sx < left || node.sx > right || node.sy < top || node.sy > bottom;
  const inside = seats(node, text).filter(([box]) => isOut || (box[0] > left && box[1] > top && box[2] < right && box[3] < bottom));
  const free = inside.find(([box]) => room.isFree(box, node.id)) || (leads && inside.find(([box]) => room.isFree(box, node.id, true)));
  if (!free) return false;
  room.take(free[0], "label");
  write(context, text, ...free);
  return true;
}

function write(context, { font, lines, pixels }, [left, top, right], align, ink = paint("--ink")) {
  Object.assign(context, { font, textAlign: align, textBaseline: "top", lineWidth: 3.5, lineJoin: "round" });
  const x = { center: (left + right) / 2, left, right }[align];
  lines.forEach((line, index) => {
    context.strokeStyle = paint("--ground");
    context.strokeText(line, x, top + index * pixels * 1.15);
    context.fillStyle = ink;
    context.fillText(line, x, top + index * pixels * 1.15);
  });
}

// The properties on the lines of what is chosen.
function nameEdges(context, room, edges) {
  const font = "400 10.5px system-ui, sans-serif";
  for (const edge of edges.slice(0, 80)) {
    const [a, middle, b] = bend(edge);
    if (Math.hypot(a.sx - b.sx, a.sy - b.sy) < 70) continue;
    context.font = font;
    const name = words(edge.predicate);
    const width = context.measureText(name).width;
    const [x, y] = [(a.sx + 2 * middle.sx + b.sx) / 4, (a.sy + 2 * middle.sy + b.sy) / 4];
    const box = [x - width / 2, y - 7, x + width / 2, y + 6];
    if (!room.isFree(box, null)) continue;
    room.take(box, "label");
    write(context, { font, lines: [name], pixels: 11 }, box, "center", paint("--soft"));
  }
}
