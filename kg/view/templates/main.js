"use strict";
// What happens when: pointer, keys, buttons, and the first view.
function choose(id) {
  const links = NODES[id].links.filter((edge) => edge.shown);
  selection = { nodes: new Set([id, ...links.map((edge) => other(edge, id).id)]), edges: new Set(links.map((edge) => edge.id)), strong: new Set([id]) };
  showNode(id);
  repaint();
}

function chooseEdge(edge) {
  selection = { nodes: new Set([edge.from, edge.to]), edges: new Set([edge.id]), strong: new Set() };
  showEdge(edge);
  repaint();
}

function letGo() {
  selection = hovered = null;
  showStart();
  repaint();
}

// Shows a thing that was asked for by name, even if the filters hide it.
function go(id) {
  if (!NODES[id].shown) {
    forced = id;
    if (ego && !ego.ids.has(id)) { ego = null; byId("banner").hidden = true; }
    refresh();
  }
  choose(id);
  const { x, y } = NODES[id];
  stage.moveTo({ position: { x, y }, scale: Math.max(stage.getScale(), 0.8), animation: { duration: 350, easingFunction: "easeInOutQuad" } });
}

// ---------------------------------------------------------------- pointer
const drawing = byId("drawing");
const pointer = (event) => ({ x: event.clientX - drawing.getBoundingClientRect().left, y: event.clientY - drawing.getBoundingClientRect().top });
let pressed = false;

function hover(node, at_) {
  if (node) tip(node, at_);
  else byId("tip").hidden = true;
  drawing.style.cursor = node ? "pointer" : "";
  if (node === hovered) return;
  hovered = node;
  showAgain();
}

function tip(node, at_) {
  const facts_ = [words(node.type), words(node.factuality), words(node.status), node.time].filter(Boolean).join(" · ");
  byId("tip").replaceChildren(make("strong", label(node.id)), make("span", facts_));
  byId("tip").hidden = false;
  const [width, height] = [byId("tip").offsetWidth, byId("tip").offsetHeight];
  byId("tip").style.left = `${Math.max(4, Math.min(at_.x + 14, drawing.clientWidth - width - 4))}px`;
  byId("tip").style.top = `${at_.y + 18 + height > drawing.clientHeight ? at_.y - height - 10 : at_.y + 18}px`;
}

drawing.addEventListener("pointermove", (event) => { if (!pressed && event.pointerType === "mouse") hover(at(pointer(event)), pointer(event)); });
drawing.addEventListener("pointerleave", () => hover(null));
// Before the stage hears of it: a symbol is carried, anything else moves the view.
drawing.addEventListener("pointerdown", (event) => {
  pressed = true;
  const node = event.pointerType === "mouse" ? at(pointer(event)) : null; // a finger moves the view
  const carries = node !== null && node.r > 3.5; // and so does who can hardly aim at a symbol
  drawing.dataset.carries = carries ? node.id : "";
  stage.setOptions({ interaction: { dragView: !carries } });
}, true);
window.addEventListener("pointerup", () => { pressed = false; }, true);
window.addEventListener("pointercancel", () => { pressed = false; }, true);
stage.on("dragStart", () => {
  hover(null);
  if (drawing.dataset.carries === "") return;
  carried = NODES[Number(drawing.dataset.carries)];
  base.dirty = true;
});
stage.on("dragging", (event) => { if (carried) { Object.assign(carried, event.pointer.canvas); placed = ""; showAgain(); } });
stage.on("dragEnd", () => {
  if (!carried) return;
  carried = null;
  repaint();
});
stage.on("click", (event) => {
  const node = at(event.pointer.DOM);
  const edge = node ? null : edgeAt(event.pointer.DOM);
  if (node) choose(node.id);
  else if (edge) chooseEdge(edge);
  else letGo();
});

// ---------------------------------------------------------------- keys
let cursor = -1;
function walk(step_) {
  const shown = RANKED.filter((node) => node.shown);
  if (!shown.length) return;
  cursor = (cursor + step_ + shown.length) % shown.length;
  const node = shown[cursor];
  hovered = node;
  stage.moveTo({ position: { x: node.x, y: node.y }, scale: stage.getScale() });
  tip(node, { x: drawing.clientWidth / 2, y: drawing.clientHeight / 2 });
  showAgain();
}

// Keys move the view by a part of it, and zoom about its middle.
function steer(x, y, zoom = 1) {
  const { width, height } = viewNow();
  const [middle, scale] = [stage.getViewPosition(), stage.getScale()];
  stage.moveTo({ position: { x: middle.x + (x * width) / scale, y: middle.y + (y * height) / scale }, scale: scale * zoom });
}

drawing.tabIndex = 0;
drawing.querySelector(".vis-network").tabIndex = -1;
drawing.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = {
    n: () => walk(1), p: () => walk(-1),
    ArrowLeft: () => steer(-0.1, 0), ArrowRight: () => steer(0.1, 0), ArrowUp: () => steer(0, -0.1), ArrowDown: () => steer(0, 0.1),
    "+": () => steer(0, 0, 1.25), "=": () => steer(0, 0, 1.25), "-": () => steer(0, 0, 0.8), 0: () => fit(),
    Enter: () => { if (hovered) { choose(hovered.id); byId("panel").focus(); } },
    Escape: letGo,
  }[event.key];
  if (act) { event.preventDefault(); act(); }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  event.preventDefault();
  byId("search").focus();
});

// ---------------------------------------------------------------- buttons
const THEMES = { auto: "light", light: "dark", dark: "auto" };
function recolour() {
  paints.clear();
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = { auto: "Auto", light: "Light", dark: "Dark" }[theme];
  byId("theme").setAttribute("aria-label", `Colours: ${theme === "auto" ? "as the system" : theme}`);
  document.documentElement.classList.toggle("night", isNight());
  for (const group of ["conflict", "cooperation", "Initiative", "other"]) document.documentElement.style.setProperty(`--${group.toLowerCase()}`, colour(group));
  drawFilters();
  drawKey();
  repaint();
}

byId("theme").addEventListener("click", () => { theme = THEMES[theme]; recolour(); });
system.addEventListener("change", recolour);
byId("whole").addEventListener("click", showWhole);
byId("pathfinder").addEventListener("click", () => openPath(null, null));
finder(byId("search"), byId("search-hits"), go);

if (window.innerWidth < 900) byId("filters").open = false;
stage.on("beforeDrawing", draw);
sift();
recolour();
refresh();
fit(undefined, false);
// The panel reads all sentences; the picture goes before it.
requestAnimationFrame(() => setTimeout(() => { if (!selection) showStart(); document.documentElement.dataset.ready = "true"; }, 0));
