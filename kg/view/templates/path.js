"use strict";
// How two things hang together, and what lies around one.
const ends = { from: null, to: null };

// The shortest chain of links between two nodes, whichever way they point, as [edge, ...]; null if there is none.
// Of several the one through the more important things, found from both names alike.
function shortest(from, to, open) {
  const reached = new Map([[from, null]]);
  let border = [from];
  while (border.length && !reached.has(to)) {
    const next = [];
    for (const id of border) {
      for (const edge of [...NODES[id].links].sort((a, b) => other(b, id).value - other(a, id).value || a.id - b.id)) {
        const far = other(edge, id).id;
        if (!open(edge) || reached.has(far)) continue;
        reached.set(far, [edge, id]);
        next.push(far);
      }
    }
    border = next;
  }
  if (!reached.has(to)) return null;
  const path = [];
  for (let at_ = to; reached.get(at_); at_ = reached.get(at_)[1]) path.unshift(reached.get(at_)[0]);
  return path;
}

function field(name, key) {
  const input = make("input");
  Object.assign(input, { type: "search", id: `path-${key}`, autocomplete: "off", spellcheck: false });
  if (ends[key] !== null) input.value = label(ends[key]);
  for (const [attribute, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["aria-controls", `path-${key}-hits`]]) input.setAttribute(attribute, value);
  const list = make("ul");
  Object.assign(list, { id: `path-${key}-hits`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names found");
  finder(input, list, (id) => {
    ends[key] = id;
    input.value = label(id);
    if (ends.from !== null && ends.to !== null) findPath();
    else byId(key === "from" ? "path-to" : "path-from").focus();
  });
  const box_ = make("div", "", make("label", name), input, list);
  box_.firstChild.htmlFor = input.id;
  box_.className = "finder";
  return box_;
}

function openPath(from, to) {
  if (from !== null) ends.from = from;
  if (to !== null) ends.to = to;
  if (ends.from !== null && ends.to !== null && ends.from !== ends.to) return findPath();
  showPath([make("p", "Choose two things. Links count in both directions; what the filters hide is passed over.")]);
  return byId(ends.from === null ? "path-from" : "path-to").focus();
}

function showPath(children) {
  show(make("h2", "Path"), field("From", "from"), field("To", "to"), ...children);
}

function findPath() {
  const { from, to } = ends;
  const seen = shortest(from, to, (edge) => edge.shown);
  const path = seen || shortest(from, to, () => true);
  if (from === to || !path) return showPath([make("p", from === to ? "Both are the same thing." : "Nothing links the two.")]);
  if (!seen) path.forEach((edge) => { NODES[edge.from].shown = NODES[edge.to].shown = edge.shown = true; });
  const ids = new Set(path.flatMap((edge) => [edge.from, edge.to]));
  selection = { nodes: ids, edges: new Set(path.map((edge) => edge.id)), strong: new Set([from, to]) };
  const note = seen ? "" : " The filters hide a part of it.";
  showPath([make("p", `${path.length} ${path.length === 1 ? "link" : "links"}.${note}`), ...chain(from, path)]);
  repaint();
  return fit([...ids].map((id) => NODES[id]));
}

// The things of a path, and between them the statements with their sentences; both links of an event are one statement.
function chain(from, path) {
  const parts = [thing(from)];
  let here = from;
  for (let i = 0; i < path.length; i += 1) {
    const edge = path[i];
    const event = NODES[edge.from];
    const through = isEventRole(edge) && event.id !== here && path[i + 1] && isEventRole(path[i + 1]) && path[i + 1].from === event.id;
    if (through) i += 1;
    here = other(path[i], through ? event.id : here).id;
    parts.push(isEventRole(edge) ? eventStatement(event) : linkStatement(edge), thing(here));
  }
  return parts;
}

function thing(id) {
  const line = make("p", "", swatch(NODES[id].group), linkTo(id));
  line.className = "stop";
  return line;
}

// ---------------------------------------------------------------- the surroundings of one thing
function around(id, steps) {
  const found = new Set([id]);
  let border = [id];
  for (let i = 0; i < steps; i += 1) {
    border = border.flatMap((each) => NODES[each].links.map((edge) => other(edge, each).id)).filter((each) => !found.has(each) && found.add(each));
  }
  return found;
}

function focusOn(id, steps) {
  ego = { id, steps, ids: around(id, steps) };
  forced = null;
  byId("banner").replaceChildren(make("span", `Only what is within ${steps} ${steps === 1 ? "step" : "steps"} of ${label(id)}`), button("Whole graph", showWhole));
  byId("banner").hidden = false;
  choose(id);
  refresh();
  fit();
}

function showWhole() {
  ego = forced = null;
  byId("banner").hidden = true;
  refresh();
  fit();
}
