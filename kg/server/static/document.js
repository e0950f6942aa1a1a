// Shows the words that the address points at, as "#char=130,145" does; they may span several pieces of the text.

function show() {
  const span = /^#char=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
  const [begin, end] = span ? [Number(span[1]), Number(span[2])] : [0, 0];
  let first = null;
  for (const piece of document.querySelectorAll("#text [data-begin]")) {
    const inside = Number(piece.dataset.begin) >= begin && Number(piece.dataset.end) <= end;
    piece.classList.toggle("here", inside);
    if (inside) first ??= piece;
  }
  first?.scrollIntoView({ block: "center" });
}

addEventListener("hashchange", show);
show();
