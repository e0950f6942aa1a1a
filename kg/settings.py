"""Where the project's data files are: inside the wheel, or in the repository for an editable install."""

from pathlib import Path

PACKAGE = Path(__file__).parent
LEXICONS = PACKAGE / "lexicons"
QUERIES = PACKAGE / "queries"


def ontology_dir() -> Path:
    """The folder with `aei.ttl`, `event-types.ttl`, `shapes.ttl` and `alignments.ttl`."""
    inside = PACKAGE / "ontology"
    return inside if inside.is_dir() else PACKAGE.parent / "ontology"
