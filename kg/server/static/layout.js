// Where things stand: linked ones attract, all repel one another, and everything is drawn to the middle.

const LENGTH = 95;
const TICKS = 220;

export class Layout {
  constructor(moved) {
    this.moved = moved;
    this.at = new Map(); // iri → {x, y, fixed}
    this.left = 0;
  }

  // Keeps the places of what stayed; what is new starts around what it hangs on.
  update(iris, links) {
    const kept = new Set(iris);
    for (const iri of this.at.keys()) if (!kept.has(iri)) this.at.delete(iri);
    iris.forEach((iri, i) => {
      if (this.at.has(iri)) return;
      const link = links.find((l) => (l.source === iri && this.at.has(l.target)) || (l.target === iri && this.at.has(l.source)));
      const near = link ? this.at.get(link.source === iri ? link.target : link.source) : { x: 0, y: 0 };
      const turn = i * 2.4; // the golden angle: neighbours spread evenly
      const far = link ? LENGTH : 14 * Math.sqrt(i);
      this.at.set(iri, { x: near.x + far * Math.cos(turn), y: near.y + far * Math.sin(turn) });
    });
    this.links = links;
    this.start();
  }

  start() {
    const idle = this.left <= 0;
    this.left = TICKS;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      while (this.left > 0) this.tick();
      this.moved();
    } else if (idle) requestAnimationFrame(() => this.run());
  }

  run() {
    for (let i = 0; i < 3 && this.left > 0; i++) this.tick();
    this.moved();
    if (this.left > 0) requestAnimationFrame(() => this.run());
  }

  tick() {
    const heat = this.left-- / TICKS;
    const points = [...this.at.values()];
    for (const point of points) Object.assign(point, { dx: -point.x * 0.04, dy: -point.y * 0.04 });
    repel(points);
    for (const link of this.links) attract(this.at.get(link.source), this.at.get(link.target));
    for (const point of points) {
      if (point.fixed) continue;
      const size = Math.hypot(point.dx, point.dy) || 1;
      const step = Math.min(size, 26 * heat + 1);
      point.x += (point.dx / size) * step;
      point.y += (point.dy / size) * step;
    }
  }
}

function repel(points) {
  for (let i = 0; i < points.length; i++) {
    for (let j = 0; j < i; j++) {
      const [p, q] = [points[i], points[j]];
      const [x, y] = [p.x - q.x || 0.01 * (i - j), p.y - q.y || 0.01];
      const push = (LENGTH * LENGTH * 0.9) / (x * x + y * y);
      p.dx += x * push; p.dy += y * push;
      q.dx -= x * push; q.dy -= y * push;
    }
  }
}

function attract(p, q) {
  if (!p || !q || p === q) return;
  const [x, y] = [q.x - p.x, q.y - p.y];
  const pull = Math.hypot(x, y) / LENGTH / 4;
  p.dx += x * pull; p.dy += y * pull;
  q.dx -= x * pull; q.dy -= y * pull;
}
