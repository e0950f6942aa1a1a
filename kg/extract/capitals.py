"""What a capital stands for: the town, its government, or the union that has its seat there."""

from __future__ import annotations

from kg.extract.entities import Entities, Use, place_label
from kg.lexicon import slug


def settle(entities: Entities) -> None:
    """Where things happen it is a town; where it acts, the seat of a union or of the state's government."""
    _split(entities)
    _seats(entities)


def _seats(entities: Entities) -> None:
    """ "Brussels" acts for the European Union in a text that names Belgium by no other word."""
    seats = entities.lexicon.table("actors")["seats"]
    for entity in list(entities.all.values()):
        label = next((seats[u] for u in {_text(entities, u) for u in entity.mentions} if u in seats), None)
        if label is None or entity.type != "State" or any(u.role != "capital" for u in entity.mentions):
            continue
        entry = next(n for n in entities.lexicon.names if n.label == label)
        union = entities.add(entry.key, entry.type, entry.label, known=entry, wikidata=entry.wikidata, country=entry.country)
        union.names.update(entity.names)
        for use in entity.mentions:
            use.entity, use.role = union, "seat"
            union.mentions.append(use)
        union.mentions.sort(key=lambda u: u.first)
        del entities.all[entity.key]


def _split(entities: Entities) -> None:
    """A capital where things happen is a city; where it speaks or acts it is its government."""
    for entity in list(entities.all.values()):
        cities = [u for u in entity.mentions if u.role == "capital" and u.locative]
        for use in cities:
            text = " ".join(entities.tree.text[entities.tree.begin[use.first] : entities.tree.end[use.last]].split())
            city = entities.add(f"place/{slug(text)}", "Place", place_label(text), country=entity.country)
            city.names[text] = None
            entity.mentions.remove(use)
            moved = Use(city, use.first, use.last, use.head, "place", locative=True)
            city.mentions.append(moved)
            for i in range(use.first, use.last + 1):
                entities.at[i] = moved
        if not entity.mentions:
            del entities.all[entity.key]
        elif cities:
            spoken = {_text(entities, u) for u in entity.mentions}
            entity.names = {n: None for n in entity.names if n in spoken}


def _text(entities: Entities, use: Use) -> str:
    return " ".join(entities.tree.text[entities.tree.begin[use.first] : entities.tree.end[use.last]].split())
