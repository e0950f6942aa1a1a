// The network as SVG: things as shapes by kind, links as lines by factuality; to pan, zoom and walk by arrow keys.

import { spaced, svg, typeOf } from "./dom.js";
import { Layout } from "./layout.js";

const SHAPES = {
  Actor: () => svg("circle", { r: 11 }),
  Event: () => svg("path", { d: "M0-12 12 0 0 12-12 0Z" }),
  Initiative: () => svg("rect", { x: -10, y: -10, width: 20, height: 20, rx: 3 }),
  Place: () => svg("path", { d: "M0-12 11 9-11 9Z" }),
  Issue: () => svg("path", { d: "M-6-11H6L12 0 6 11H-6L-12 0Z" }),
};
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Drawing {
  // `chosen` is called with a thing or a link.
  constructor(canvas, chosen) {
    Object.assign(this, { canvas, chosen, nodes: new Map(), lines: [], view: { x: 0, y: 0, scale: 1 } });
    this.layout = new Layout(() => this.place());
    this.edges = svg("g", { class: "edges", "aria-hidden": "true" });
    this.dots = svg("g", { class: "nodes" });
    this.stage = svg("g", {}, this.edges, this.dots);
    canvas.append(this.stage);
    canvas.addEventListener("keydown", (event) => this.walk(event));
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("pointerdown", (event) => this.drag(event));
    new ResizeObserver(() => this.look()).observe(canvas);
  }

  show(things, links, selected, marked) {
    this.things = things;
    const focus = document.activeElement?.dataset?.iri;
    this.lines = links.map((link) => this.line(link, marked.has(link.statement)));
    this.nodes = new Map([...things.values()].map((thing) => [thing.iri, this.node(thing, selected, marked)]));
    this.edges.replaceChildren(...this.lines.map((line) => line.group));
    this.dots.replaceChildren(...this.nodes.values());
    const first = this.nodes.get(selected) ?? this.dots.firstElementChild;
    first?.setAttribute("tabindex", "0");
    this.layout.update([...things.keys()], links);
    this.place();
    if (focus) this.nodes.get(focus)?.focus({ preventScroll: true });
  }

  node(thing, selected, marked) {
    const short = thing.kind === "Event" ? thing.type : thing.label; // what an event is called names its parties, which stand beside it
    const label = short.length > 24 ? `${short.slice(0, 23)}…` : short;
    const name = [thing.label, typeOf(thing), thing.factuality.toLowerCase(), `${thing.ties} links`].filter(Boolean).join(", ");
    const choose = () => this.chosen({ thing });
    return svg(
      "g",
      {
        class: `node ${thing.kind} ${thing.factuality} ${thing.iri === selected ? "selected" : ""} ${marked.has(thing.iri) ? "marked" : ""}`,
        role: "button", tabindex: "-1", "aria-label": name, "aria-pressed": String(thing.iri === selected), "data-iri": thing.iri, "data-label": thing.label,
        onclick: choose,
        onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); } },
      },
      svg("title", {}, name), SHAPES[thing.kind](), svg("text", { y: 13, dy: "1em" }, label),
    );
  }

  line(link, marked) {
    const ends = svg("line", { class: "line" });
    const wide = svg("line", { class: "hit" });
    const text = svg("text", {}, spaced(link.predicate));
    const group = svg("g", { class: `edge ${link.factuality} ${marked ? "marked" : ""}`, onclick: () => this.chosen({ link }) }, ends, wide, text);
    return { link, group, ends: [ends, wide], text };
  }

  place() {
    for (const [iri, node] of this.nodes) {
      const at = this.layout.at.get(iri);
      node.setAttribute("transform", `translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`);
    }
    for (const { link, ends, text } of this.lines) {
      const [p, q] = [this.layout.at.get(link.source), this.layout.at.get(link.target)];
      for (const line of ends) for (const [name, value] of [["x1", p.x], ["y1", p.y], ["x2", q.x], ["y2", q.y]]) line.setAttribute(name, value.toFixed(1));
      text.setAttribute("x", ((p.x + q.x) / 2).toFixed(1));
      text.setAttribute("y", ((p.y + q.y) / 2 - 3).toFixed(1));
    }
    if (this.moved) this.untangle();
    else this.fit();
  }

  // Everything in sight, until somebody moves or zooms. Around it stays room for the labels.
  fit() {
    const points = [...this.layout.at.values()];
    const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
    const [left, right, top, bottom] = [Math.min(...xs, 0), Math.max(...xs, 0), Math.min(...ys, 0), Math.max(...ys, 0)];
    const [wide, high] = [(this.canvas.clientWidth - 150) / (right - left || 1), (this.canvas.clientHeight - 170) / (bottom - top || 1)];
    this.view = { x: (left + right) / 2, y: (top + bottom) / 2 - 10, scale: Math.max(0.05, Math.min(1.4, wide, high)) };
    this.look();
  }

  look() {
    const { x, y, scale } = this.view;
    const [width, height] = [this.canvas.clientWidth, this.canvas.clientHeight];
    this.stage.setAttribute("transform", `translate(${width / 2} ${height / 2}) scale(${scale}) translate(${-x} ${-y})`);
    this.canvas.style.setProperty("--letters", `${this.letters().toFixed(1)}px`);
    this.untangle();
  }

  // Where labels would cover one another only one stays, that of what is selected or has the most links; to point at a thing shows its own.
  untangle() {
    const ties = (node) => (node.matches(".selected, .marked") ? Infinity : this.things.get(node.dataset.iri).ties);
    const [taken, letters] = [[], this.letters()];
    for (const node of [...this.nodes.values()].sort((a, b) => ties(b) - ties(a))) {
      const { x, y } = this.layout.at.get(node.dataset.iri);
      const [wide, high, top] = [node.lastElementChild.textContent.length * letters * 0.29, letters * 1.2, y + 13];
      const crowded = taken.some((box) => Math.abs(box.x - x) < box.wide + wide && Math.abs(box.top - top) < high);
      node.classList.toggle("crowded", crowded);
      if (!crowded) taken.push({ x, wide, top });
    }
  }

  // Their height in the drawing: on the screen always as large, until all is far away.
  letters() {
    return 12 / Math.max(this.view.scale, 0.3);
  }

  zoom(factor) {
    this.moved = true;
    this.view.scale = Math.min(4, Math.max(0.05, this.view.scale * factor));
    this.look();
  }

  wheel(event) {
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15);
  }

  // A thing by its shape, the whole drawing elsewhere.
  drag(event) {
    const held = event.target.closest?.(".node");
    const start = held ? this.layout.at.get(held.dataset.iri) : { ...this.view };
    const [x, y, from] = [event.clientX, event.clientY, { x: start.x, y: start.y }];
    const move = (now) => {
      const [dx, dy] = [(now.clientX - x) / this.view.scale, (now.clientY - y) / this.view.scale];
      if (Math.hypot(dx, dy) < 3) return;
      this.moved = true;
      if (held) Object.assign(start, { x: from.x + dx, y: from.y + dy, fixed: true });
      else Object.assign(this.view, { x: from.x - dx, y: from.y - dy });
      this.place();
      this.look();
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", () => removeEventListener("pointermove", move), { once: true });
    addEventListener("pointercancel", () => removeEventListener("pointermove", move), { once: true });
  }

  // Arrow keys go to the nearest thing in their direction; + and - zoom.
  walk(event) {
    if (event.key === "+" || event.key === "-") this.zoom(event.key === "+" ? 1.2 : 1 / 1.2);
    const way = ARROWS[event.key];
    const here = this.layout.at.get(event.target.dataset?.iri);
    if (!way || !here) return;
    event.preventDefault();
    let best = null;
    for (const [iri, at] of this.layout.at) {
      const [x, y] = [at.x - here.x, at.y - here.y];
      const ahead = x * way[0] + y * way[1];
      const cost = Math.hypot(x, y) * (2 - ahead / (Math.hypot(x, y) || 1));
      if (ahead > 0 && (!best || cost < best.cost)) best = { iri, cost };
    }
    if (!best) return;
    event.target.setAttribute("tabindex", "-1");
    const next = this.nodes.get(best.iri);
    next.setAttribute("tabindex", "0");
    next.focus();
  }
}
