"""What all plots share: colours that everybody can tell apart, a figure of the right size, and files with the same bytes.

Figures are `matplotlib.figure.Figure` objects, never pyplot's: nothing global changes, nothing has to be closed.
"""

from __future__ import annotations

import functools
import io
import re
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kg.errors import GraphError
from kg.vocabulary import EVENT_TYPES

# Okabe and Ito (2008), a set that the colour-blind can tell apart.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, RED, PURPLE, GREY, FAINT = "#0072B2", "#D55E00", "#CC79A7", "#767676", "#D9D9D9"
STANCES = {
    "material cooperation": BLUE, "verbal cooperation": SKY, "other": GREY, "verbal conflict": ORANGE, "material conflict": RED,
}  # fmt: skip
FORMATS = (".png", ".svg", ".pdf")
MOST = 40  # rows of a plot that stay readable
STYLE: dict[str, Any] = {
    "svg.hashsalt": "kg",
    "text.parse_math": False,  # "$" in a name is a dollar sign
    "axes.unicode_minus": True,
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelcolor": "#333333",
    "xtick.color": "#333333",
    "ytick.color": "#333333",
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}


def styled(draw: Callable[..., Figure]) -> Callable[..., Figure]:
    """Runs a plot with the settings of this module, whatever those of the user are."""

    @functools.wraps(draw)
    def drawn(*args: Any, **options: Any) -> Figure:
        with matplotlib.rc_context({**matplotlib.rcParamsDefault, "backend": matplotlib.rcParams["backend"], **STYLE}):
            return draw(*args, **options)

    return drawn


def sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty figure of so many inches with its axes."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()


def empty(title: str, why: str) -> Figure:
    """A figure that says that there is nothing to show, and why."""
    figure, axes = sheet(8, 2)
    axes.set_axis_off()
    axes.set_title(title)
    axes.text(0, 0.6, textwrap.fill(why, 90), transform=axes.transAxes, va="top", color=GREY, fontsize=10)
    return figure


def note(figure: Figure, lines: Iterable[str]) -> None:
    """Small print at the foot: what isn't shown, and how to read it."""
    text = "\n".join(textwrap.fill(line, int(figure.get_figwidth() * 15)) for line in lines if line)
    if text:
        figure.supxlabel(text, fontsize=7.5, color=GREY, x=0.01, ha="left")


def short(label: str, width: int = 38) -> str:
    """A label on one line, cut at a word where it is too long."""
    return textwrap.shorten(label, width, placeholder=" …") or label[: width - 1] + "…"


def stance(event_type: str) -> str:
    """ "material conflict" for "ASSAULT", "other" for what is unknown."""
    return EVENT_TYPES.get(event_type, "other")


def save(figure: Figure, path: str | Path, dpi: int = 150) -> Path:
    """Write a figure as .png, .svg or .pdf; the same figure gives the same bytes. `GraphError` if that fails."""
    out = Path(path)
    if out.suffix.lower() not in FORMATS:
        raise GraphError(f"{out}: a plot is written as {', '.join(FORMATS)}; give the file one of these endings")
    try:
        out.write_bytes(_bytes(figure, out.suffix[1:].lower(), dpi))
    except OSError as error:
        raise GraphError(f"{out}: can't be written: {error.strerror}") from error
    return out


def svg(figure: Figure, prefix: str = "") -> str:
    """The `<svg>` element of a figure, to stand inside a page; its texts are outlines, so that no font is needed.

    `prefix` goes before each id, so that several fit into one page.
    """
    text = _bytes(figure, "svg", 100).decode()
    return re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{prefix}", text[text.index("<svg") :])


def _bytes(figure: Figure, form: str, dpi: int) -> bytes:
    metadata = {
        "svg": dict.fromkeys(("Date", "Creator", "Format", "Type")),
        "pdf": {"CreationDate": None},
        "png": {"Software": None},
    }[form]
    out = io.BytesIO()
    with matplotlib.rc_context(STYLE):
        figure.savefig(out, format=form, dpi=dpi, metadata=metadata)
    return out.getvalue()
