"""Commands by which a person corrects a graph: resolve, merge, apart, rename, retype, reject, confirm, state, undo, log."""

from __future__ import annotations

import datetime
import getpass
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg.commands import output
from kg.commands.output import OUT, Judgements

if TYPE_CHECKING:
    from kg.pipeline.judging import Question
    from kg.pipeline.writing import Summary
    from kg.resolve import Judgement

Folder = Annotated[Path, typer.Option("--store", help="The folder of the graph.")]
Thing = Annotated[str, typer.Argument(metavar="NAME", help="A name that a text uses, an IRI, or a path as 'kg log' shows it.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other one, named likewise.")]
Statement = Annotated[str, typer.Argument(metavar="STATEMENT", help="The IRI or path of a claim, event, initiative or actor.")]
Why = Annotated[str, typer.Option("--why", help="The reason, for those who come later.")]
By = Annotated[str, typer.Option("--by", help="Who decides; else KG_ANALYST, else the name in git, else the user's.")]
On = Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help="When it was decided; else today.")]


def resolve(
    store: Folder = OUT,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many pairs are shown.")] = 10,
    judgements: Judgements = None,
) -> None:
    """List the pairs that may be one and were not merged, the likeliest first, with sentences of both sides."""
    found = kg.doubts(store, judgements=judgements)
    for question in found[:limit]:
        output.say(_asked(question))
    if not found:
        output.note("nothing is in doubt")
    elif len(found) > limit:
        output.note(output.counted(len(found) - limit, "more pairs"))


def merge(
    a: Thing, b: Other, store: Folder = OUT, why: Why = "", by: By = "", on: On = "", judgements: Judgements = None
) -> None:
    """Decide that two things are the same."""
    _tell(*kg.judge(store, "same", a, b, why=why, who=_who(by), when=_when(on), judgements=judgements))


def apart(
    a: Thing, b: Other, store: Folder = OUT, why: Why = "", by: By = "", on: On = "", judgements: Judgements = None
) -> None:
    """Decide that two things are not the same."""
    _tell(*kg.judge(store, "different", a, b, why=why, who=_who(by), when=_when(on), judgements=judgements))


def rename(
    name: Thing,
    label: Annotated[str, typer.Argument(help="What it is called from now on; other names stay known.")],
    store: Folder = OUT,
    why: Why = "",
    by: By = "",
    on: On = "",
    judgements: Judgements = None,
) -> None:
    """Decide what a thing is called."""
    _tell(*kg.judge(store, "rename", name, label, why=why, who=_who(by), when=_when(on), judgements=judgements))


def retype(
    name: Thing,
    kind: Annotated[str, typer.Argument(help="A kind of actor: Person, ArmedGroup, Organization ...")],
    store: Folder = OUT,
    why: Why = "",
    by: By = "",
    on: On = "",
    judgements: Judgements = None,
) -> None:
    """Decide what kind of actor somebody is."""
    _tell(*kg.judge(store, "retype", name, kind, why=why, who=_who(by), when=_when(on), judgements=judgements))


def reject(
    statement: Statement, store: Folder = OUT, why: Why = "", by: By = "", on: On = "", judgements: Judgements = None
) -> None:
    """Decide that a finding is wrong: queries see it no more. The document's own graph keeps it."""
    _tell(*kg.judge(store, "reject", statement, why=why, who=_who(by), when=_when(on), judgements=judgements))


def confirm(
    statement: Statement, store: Folder = OUT, why: Why = "", by: By = "", on: On = "", judgements: Judgements = None
) -> None:
    """Decide that a finding is right: its confidence is 1."""
    _tell(*kg.judge(store, "confirm", statement, why=why, who=_who(by), when=_when(on), judgements=judgements))


def state(
    subject: Thing,
    predicate: Annotated[str, typer.Argument(help="A property: leads, memberOf, supports, proposedBy ...")],
    object_: Annotated[str, typer.Argument(metavar="OTHER", help="Of whom or what it is said.")],
    why: Annotated[str, typer.Option("--why", help="The reason; it stands in place of the sentence of a text.")],
    store: Folder = OUT,
    by: By = "",
    on: On = "",
    judgements: Judgements = None,
) -> None:
    """Add a statement of your own, with its reason."""
    _tell(
        *kg.judge(
            store, "state", subject, object_, predicate=predicate, why=why, who=_who(by), when=_when(on), judgements=judgements
        )
    )


def undo(
    number: Annotated[int, typer.Argument(help="The number of a judgement, as 'kg log' shows it.")],
    store: Folder = OUT,
    why: Why = "",
    by: By = "",
    on: On = "",
    judgements: Judgements = None,
) -> None:
    """Take a judgement back."""
    _tell(*kg.undo(store, number, why=why, who=_who(by), when=_when(on), judgements=judgements))


def log(name: Thing, store: Folder = OUT, judgements: Judgements = None) -> None:
    """Tell the story of a thing: what was taken for it and why, and what people have decided."""
    path, lines = kg.story(store, name, judgements=judgements)
    output.say(f"{path}\n")
    for line in lines:
        number = f"{line.number}." if line.number else "-"
        about = ", ".join(filter(None, (line.who, line.when)))
        undone = "" if line.holds else " (undone)"
        after = (f" [{about}]" if about else "") + (f": {line.why}" if line.why else "")
        output.say(f"  {number} {line.what}{undone}{after}\n")


def _asked(question: Question) -> str:
    lines = [f"{question.probability:.2f}  {question.a.label} = {question.b.label}?  {'; '.join(question.reasons)}"]
    for side in (question.a, question.b):
        lines.append(f"  {side.id} ({side.type}, {output.counted(side.documents, 'documents')})")
        lines += [f"    “{sentence}” {source}" for sentence, source in side.sentences]
    return "\n".join(lines) + "\n"


def _tell(made: Judgement, summary: Summary) -> None:
    output.say(f"judgement {made.number} kept\n")
    output.report(summary.notes, summary.failures)


def _who(given: str) -> str:
    if given or os.environ.get("KG_ANALYST"):
        return given or os.environ["KG_ANALYST"]
    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return getpass.getuser()
    return done.stdout.strip() or getpass.getuser()


def _when(given: str) -> str:
    return given or datetime.date.today().isoformat()
