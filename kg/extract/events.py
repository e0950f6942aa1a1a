"""Frames found in the parse → events: who, whom, when, where, how sure, according to whom; one event per occurrence."""

from __future__ import annotations

from kg.extract import confidence
from kg.extract.circumstances import MOTION, Circumstances
from kg.extract.communique import is_operative
from kg.extract.concerned import THINGS, concerned, is_town, partners
from kg.extract.entities import Entity
from kg.extract.factuality import Operators, is_negated, view
from kg.extract.frames import Match
from kg.extract.occurrences import HOSTILE, Occurrence, doers_of_objects, joined, linked
from kg.extract.parties import Parties
from kg.extract.tree import Tree
from kg.model import Factuality
from kg.vocabulary import EVENT_TYPES

CONTENT = {"REQUEST": "Planned", "AGREE": "Planned", "THREATEN": "Conditional", "REJECT": "Negated", "CONSULT": "Planned"}
STANDING = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "SANCTION", "OTHER"})  # of which nouns often tell no single act
ALLEGED = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})  # acts that one side says another did
OFFICIAL = frozenset({"State", "IntergovernmentalOrganization", "GovernmentBody"})
SPECIAL = 4  # the weight of a pattern that asks for certain words: it tells an act by itself ("borders were closed")
ACCEPTING = frozenset({"accept", "say_yes"})
INNER = frozenset({"war", "conflict", "crisis", "fighting", "violence", "unrest", "uprising", "massacre"})
WILLING = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})


def occurrences(
    matches: list[Match], who: Parties, when: Circumstances, ops: Operators, headings: frozenset[int]
) -> list[Occurrence]:
    outer = {t: m for m in matches for t in ((m.trigger,) if m.nominal and not m.light else (m.trigger, m.anchor))}
    found = [o for m in matches if (o := _occurrence(m, who, when, ops, outer)) is not None]
    for o in found:
        o.heading = o.match.trigger in headings
    merged = joined(linked(found, who.tree), who.tree)
    doers_of_objects(merged, who.tree)
    return [o for o in merged if not (o.heading and o.match.nominal and not o.match.light and not o.also)]


def _occurrence(match: Match, who: Parties, when: Circumstances, ops: Operators, outer: dict[int, Match]) -> Occurrence | None:
    tree = who.tree
    seen = view(tree, match, ops, outer)
    o = Occurrence(match, match.frame.type, seen, seen.factuality)
    if not _survives_embedding(o, who):
        return None
    _roles(o, who, outer)
    others = o.agents if match.frame.symmetric else o.targets
    if not _of_kind(o.agents, match.frame.agent_types) or not _of_kind(others, match.frame.target_types):
        return None
    if o.type == "PROTEST" and o.agents and all(a.type in OFFICIAL for a in o.agents):
        o.type = "ACCUSE"  # states protest by note
    o.time = when.time_of(match)
    o.places = list(dict.fromkeys(p for p in (*when.places_of(match), *o.places) if p not in o.parties))
    if (
        o.type == "REQUEST"
        and not o.targets
        and who.tree.dep[match.anchor] == "advcl"
        and (main := outer.get(who.tree.head[match.anchor]))
    ):
        o.targets = [t for t in who.all_of(main.targets) if t not in o.agents]
    _move_places(o, who)
    _speech(o, who, match, ops)
    if (
        seen.opaque
        and seen.factuality in (Factuality.ACTUAL, Factuality.PLANNED)
        and not match.nominal
        and who.tree.tag[match.anchor] == "VB"
    ):
        return None
    if not match.nominal and _is_notion(tree, match.anchor):
        return None
    known = o.time or match.pattern.owned or _is_topic(o, tree)
    if match.nominal and not match.light and o.type in STANDING and not known:
        return None
    if match.nominal and not match.light and _is_ceased(tree, match.trigger, ops) and o.type in WILLING:
        return None
    if seen.purpose and tree.dep[match.anchor] in ("advcl", "acl", "relcl") and not match.nominal:
        return None
    return o if _worth(o, who, ops.texts) else None


def _is_notion(tree: Tree, verb: int) -> bool:
    """ "the urgency of boosting": what hangs on a noun by a preposition is spoken of, not done."""
    if tree.dep[verb] != "pcomp":
        return False
    owner = tree.head[tree.head[verb]]
    return tree.pos[owner] == "NOUN" and tree.dep[tree.head[verb]] == "prep"


def _is_topic(o: Occurrence, tree: Tree) -> bool:
    """Whether a sentence is about what a noun tells: its subject, with who does it ("British aid to Malawi doubled")."""
    return bool(o.agents) and tree.dep[tree.first_conjunct(o.match.trigger)] in ("nsubj", "nsubjpass", "ROOT", "appos")


def _is_ceased(tree: Tree, noun: int, ops: Operators) -> bool:
    """ "cease all aid": the noun is the object of a verb of ending."""
    verb = tree.head[tree.first_conjunct(noun)]
    return tree.dep[tree.first_conjunct(noun)] == "dobj" and tree.lemma[verb] in ops.ceasing


def _survives_embedding(o: Occurrence, who: Parties) -> bool:
    """What stands inside a demand, promise, threat or refusal is that act's content, not an event of its own."""
    outer = o.view.outer
    if outer is None:
        return True
    content = outer.frame.content or CONTENT.get(outer.frame.type, "")
    if (
        content == "Unknown"
        and outer.frame.type == "ACCUSE"
        and o.match.nominal
        and who.tree.lower[who.tree.head[o.match.trigger]] in ("of", "with")
    ):
        return False
    if outer.frame.type in ("ACCUSE", "SUPPORT", "SANCTION", "OTHER", "CONCEDE") and o.match.nominal and not outer.nominal:
        return True
    if content == "Unknown":
        o.factuality = Factuality.UNKNOWN if o.factuality is Factuality.ACTUAL else o.factuality
        o.attributed_to = [e for a in outer.agents for e in who.of(a)]
        return True
    if outer.frame.type == "REJECT" and o.match.nominal:
        return o.type in HOSTILE and content != "Planned"
    return content in ("", "Actual")


def _roles(o: Occurrence, who: Parties, outer: dict[int, Match]) -> None:
    match = o.match
    o.agents = who.all_of(match.agents) or who.all_of(_authors(who.tree, match))
    o.agents += [e for e in who.all_of(_others_who_did(who.tree, match.anchor)) if e not in o.agents]
    verbal = EVENT_TYPES[o.type].startswith("verbal")
    o.targets = _hit(o, [t for t in match.targets if not (verbal and who.tree.lower[t] in THINGS)], who)
    if match.frame.symmetric:
        others = o.targets or partners(o, who)
        o.agents, o.targets = list(dict.fromkeys([*o.agents, *others])), []
    if not o.targets:
        o.targets = concerned(o, who, outer)
    if not o.agents and match.pattern.subject == "T" and o.type == "ACCUSE":
        o.agents = who.all_of(_speakers(o, who))  # "says that Togo is to blame"
    if not o.agents and is_operative(who.tree, match.anchor):
        o.agents = [e for e in who.issued_by if e not in o.targets]
    o.targets = [t for t in o.targets if t not in o.agents]
    inner = _where(o, who) if match.nominal and not match.light else []
    places = [a for a in o.agents if a.is_place or a in inner]
    o.agents = [a for a in o.agents if a not in places]
    o.places.extend(places)


def _hit(o: Occurrence, tokens: list[int], who: Parties) -> list[Entity]:
    """Who is meant by the tokens. Who strikes at a named official doesn't strike at the state."""
    found: list[Entity] = []
    for t in tokens:
        meant = who.of(t)
        persons = [e for e in meant if e.type == "Person"]
        found += persons if persons and o.type in ("ASSAULT", "COERCE") else meant
    return list(dict.fromkeys(found))


def _where(o: Occurrence, who: Parties) -> list[Entity]:
    """ "the Niger coup", "Sudan's civil war": the state in which it happens, not who does it."""
    tree, noun = who.tree, o.match.trigger
    civil = tree.lemma[noun] == "coup" or any(tree.lower[c] == "civil" for c in tree.only(noun, "amod"))
    edges = ("compound", "nmod", "poss") if civil else ("compound", "nmod") if tree.lemma[noun] in INNER else ()
    uses = (who.entities.at.get(c) for c in tree.only(noun, *edges))
    return [u.entity for u in uses if u is not None and u.entity.type == "State" and u.role == "name"]


def _others_who_did(tree: Tree, verb: int) -> list[int]:
    """ "welcomed the deal, as did Togo", "and so did Togo": the subjects of the verb that stands for it."""
    others = [c for c in tree.only(verb, "conj", "advcl", "ccomp", "parataxis") if tree.lemma[c] == "do" and c > verb]
    named = ((c, s) for c in others for s in tree.only(c, "nsubj") if s > c and tree.lower[c - 1] in ("so", "as"))
    return [m for _, s in named for m in tree.conjuncts(s)]


def _authors(tree: Tree, match: Match) -> list[int]:
    """Who issued "a declaration demanding", "a letter accusing": the subject of the verb whose object the noun is."""
    noun = tree.head[match.anchor]
    if match.nominal or tree.dep[match.anchor] != "acl" or tree.dep[noun] != "dobj" or tree.is_passive(match.anchor):
        return []
    return tree.agents(tree.head[noun])


def _move_places(o: Occurrence, who: Parties) -> None:
    """A town is where it happens; a region or territory can be what an act is aimed at."""
    towns = [t for t in o.targets if is_town(t)]
    o.targets = [t for t in o.targets if t not in towns]
    areas = [t for t in o.targets if t.is_place]
    o.places = list(dict.fromkeys([*o.places, *towns, *areas]))
    if o.type == "REQUEST":
        o.targets = [t for t in o.targets if not t.is_place]
    _struck_places(o, who)


def _struck_places(o: Occurrence, who: Parties) -> None:
    """ "stormed the outskirts of Gao", "the seizure of Gao", "hit a mosque in Gao": there; also "flew to Kenya"."""
    tree, trigger = who.tree, o.match.trigger
    if o.type == "CONSULT" and not o.places and tree.lemma[trigger] in MOTION:
        o.places = [t for t in o.targets if t.type == "State"]
    if o.type not in ("ASSAULT", "RETREAT") or o.places:
        return
    nouns = [trigger] if o.match.nominal else tree.objects(trigger)
    inner = [x for noun in nouns for prep, _, x in tree.all_phrases(noun) if prep in ("of", "in", "at", "near")]
    uses = [who.entities.at[x] for x in (*nouns, *inner) if x in who.entities.at]
    o.places = list(dict.fromkeys(u.entity for u in uses if u.entity.is_place))


def _speech(o: Occurrence, who: Parties, match: Match, ops: Operators) -> None:
    """Attribution; and what somebody says that he will do is a promise, a threat or a refusal."""
    speakers = [s for s in who.all_of(_speakers(o, who)) if not s.is_place]
    spoken_for = [s for s in speakers if s not in o.agents and who.speaks_for(s, o.agents)]
    own = bool(spoken_for) or not set(speakers).isdisjoint(o.agents)
    o.attributed_to = o.attributed_to or speakers
    _promised(o, who, match, ops)
    verbal = EVENT_TYPES[o.type].startswith("verbal") and o.factuality is Factuality.ACTUAL
    if verbal:
        o.agents = [*spoken_for, *o.agents]
    if own and o.factuality is Factuality.UNKNOWN:
        o.factuality = Factuality.ACTUAL
    if (o.view.factive and not own) or verbal and (own or set(o.attributed_to) <= set(o.agents)):
        o.attributed_to = []
    elif not own and o.type in ALLEGED and o.agents and o.factuality is Factuality.ACTUAL and any(map(who.takes_sides, speakers)):
        o.factuality = Factuality.UNKNOWN


def _speakers(o: Occurrence, who: Parties) -> list[int]:
    """Who says it; of "a statement of the government" the government."""
    tree, out = who.tree, []
    for s in o.view.speakers:
        owners = [x for prep, _, x in tree.all_phrases(s) if prep in ("of", "by", "from")] if tree.pos[s] == "NOUN" else []
        out += [s] if who.of(s) or not owners else owners
    return out


def _promised(o: Occurrence, who: Parties, match: Match, ops: Operators) -> None:
    """Turn what is said to come into the act of saying it."""
    if o.view.future and o.view.speakers and not o.view.possible and o.factuality in (Factuality.PLANNED, Factuality.NEGATED):
        match.extra.extend(v for v in o.view.said[:1] if v not in match.extra)
        if _is_ultimatum(who.tree, match.anchor):
            o.type, o.factuality = "THREATEN", Factuality.ACTUAL
        elif o.view.negated:
            o.type, o.factuality = "REJECT", Factuality.ACTUAL
        elif o.type in WILLING:
            o.type, o.factuality = "AGREE", Factuality.ACTUAL
        elif o.type == "THREATEN":
            o.factuality = Factuality.ACTUAL
        elif o.type in HOSTILE and not _is_decided(who.tree, match):
            o.type, o.factuality = "THREATEN", Factuality.ACTUAL
        elif o.type == "SANCTION":
            o.factuality = Factuality.ACTUAL  # decided and announced
    elif o.type == "AGREE" and not match.nominal and _is_hostile(who.tree, match.trigger, ops):
        o.type = "THREATEN"
    elif o.view.negated and o.agents and (match.frame.name in ACCEPTING or o.view.future and o.type in WILLING):
        o.type, o.factuality = "REJECT", Factuality.ACTUAL


def _is_hostile(tree: Tree, verb: int, ops: Operators) -> bool:
    """ "promised to retaliate", not "promised not to attack"."""
    return any(tree.lemma[c] in ops.harm and not is_negated(tree, c, ops) for c in tree.only(verb, "xcomp"))


def _is_ultimatum(tree: Tree, verb: int) -> bool:
    """ "will withdraw unless ..."."""
    return any(tree.lower[m] == "unless" for c in tree.only(verb, "advcl") for m in tree.only(c, "mark"))


def _is_decided(tree: Tree, match: Match) -> bool:
    """ "announced that it would close the border" tells a decision, "said that it would" a threat."""
    return tree.lemma[tree.head[match.anchor]] in ("announce", "declare", "decide", "confirm")


def _of_kind(entities: list[Entity], types: tuple[str, ...]) -> bool:
    return not types or any(e.type in types for e in entities)


def _worth(o: Occurrence, who: Parties, texts: frozenset[str]) -> bool:
    """An event needs somebody, somewhere or some time, and more of them the less real it is."""
    tree, verb = who.tree, o.match.anchor
    if o.match.pattern.subject_words:
        return o.factuality in (Factuality.ACTUAL, Factuality.NEGATED) or bool(o.time)
    if not o.match.nominal and _is_argument(o, who, texts):
        return False
    if o.type in ("AGREE", "SUPPORT") and o.match.extra and tree.is_passive(verb):
        return True
    unreal = o.factuality in (Factuality.PLANNED, Factuality.POSSIBLE, Factuality.CONDITIONAL)
    if unreal and not o.time and all(e.generic for e in o.agents) and not tree.is_passive(verb):
        return False
    if o.parties:
        vague = o.factuality in (Factuality.POSSIBLE, Factuality.CONDITIONAL) or o.view.possible
        return any(not e.generic for e in o.parties) or not vague or bool(o.time)
    if _has_people(o, who) and not unreal:
        return True
    if o.match.nominal:
        return bool(o.time or o.places) and o.factuality is not Factuality.CONDITIONAL
    if tree.is_passive(verb) and o.match.pattern.weight >= SPECIAL and o.factuality is Factuality.ACTUAL:
        return True
    return bool(o.time or o.places) and EVENT_TYPES[o.type] != "verbal conflict"


def _is_argument(o: Occurrence, who: Parties, texts: frozenset[str]) -> bool:
    """What an author argues, not what somebody did: "this requires X to act", "the treaty bars", "X could", "X should", "Lift the
    sanctions"."""
    tree, verb = who.tree, o.match.anchor
    auxiliaries = {tree.lower[a] for a in tree.only(verb, "aux")}
    if auxiliaries & {"should", "must", "ought"} and not o.view.speakers:
        return True
    if o.factuality is Factuality.POSSIBLE and not o.view.speakers and not o.time and auxiliaries & {"can", "could"}:
        return True
    subjects = tree.surface_subjects(verb)
    if (
        tree.tag[verb] == "VB"
        and tree.head[tree.first_conjunct(verb)] == tree.first_conjunct(verb)
        and not (subjects or auxiliaries)
    ):
        return True
    if o.agents or tree.is_passive(verb) or not subjects:
        return False
    if any(tree.lemma[s] in texts for s in subjects):
        return True
    return EVENT_TYPES[o.type].startswith("verbal") and not any(who.is_somebody(s) for s in subjects)


def _has_people(o: Occurrence, who: Parties) -> bool:
    """Whether people without a name take part ("the envoy resigned", "the assassination of the king")."""
    if o.match.nominal:
        single = (t for t in o.match.targets if who.tree.tag[t] == "NN")
        return o.type in ("ASSAULT", "COERCE") and any(who.is_somebody(t) for t in single)
    return any(who.is_somebody(t) for t in (*o.match.agents, *o.match.targets))


def trigger_span(o: Occurrence, tree: Tree) -> tuple[int, int]:
    """Tokens of the trigger with a particle right behind it ("broke away")."""
    first = last = o.match.trigger
    while last + 1 in o.match.used and tree.pos[last + 1] in ("ADP", "ADV", "PART"):
        last += 1
    return first, last


def sure(o: Occurrence, tree: Tree) -> float:
    """How likely the event is right, in [0, 1]."""
    return confidence.event(o.type, situated=bool(o.time or o.places), agents=bool(o.agents), edge=tree.dep[o.match.anchor])


def label(o: Occurrence, tree: Tree) -> str:
    """ "FATF placed Pakistan": who, the trigger, whom."""
    first, last = trigger_span(o, tree)
    words = " ".join(tree.word[first : last + 1])
    sides = (", ".join(e.label for e in side) for side in (o.agents, o.targets))
    return " ".join(filter(None, [next(sides), words, next(sides)]))
