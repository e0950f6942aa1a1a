// The calls to the server. Each gives parsed JSON, or throws an Error whose message can be shown.

const root = document.documentElement.dataset.root;

async function answer(path, parameters, options) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const item of [value].flat()) if (item !== "" && item != null) query.append(name, item);
  }
  let got;
  try {
    got = await fetch(`${root}/api/${path}?${query}`, options);
  } catch {
    throw new Error("The server can't be reached.");
  }
  if (got.status === 503) throw new Error("The server is busy: try again in a moment.");
  if (!got.ok) throw new Error(`The server answered ${got.status}.`);
  return got.json();
}

export const search = (q, kind, signal) => answer("search", { q, kind, limit: 12 }, { signal });
export const neighbours = (iri, filter, limit, offset) => answer("neighbours", { ...filter, iri, limit, offset });
export const paths = (a, b, filter) => answer("paths", { ...filter, a, b });
export const evidence = (iri) => answer("evidence", { iri });
export const summary = () => answer("summary", {});
export const links = (iris, filter) =>
  answer("links", filter, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ iris }),
  });
