"""Who stands where towards an initiative: parties, mediators and hosts, proposers, addressees, supporters, opponents."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping

from kg.extract.entities import Entity
from kg.extract.factuality import is_negated
from kg.extract.initiatives import Finder, Phrase, Plan, modals
from kg.extract.several import NUMBERS
from kg.extract.tree import Tree
from kg.lexicon import Lexicon

WILL = frozenset({"will", "would", "'ll"})
HARD = frozenset({"SANCTION", "ASSAULT", "COERCE", "MOBILIZE"})
CONCLUDED = frozenset({"agreement", "truce", "talks", "statement"})
BILATERAL = CONCLUDED | {"cooperation", "mechanism", "measure", "project"}


@functools.lru_cache(maxsize=4)
def deeds(lexicon: Lexicon) -> Mapping[str, str]:
    """What a verb, alone or with its preposition, makes of its subject towards the initiative that is its object."""
    table = lexicon.table("initiatives")["deeds"]
    return {word: deed for deed, words in table.items() for word in words}


def take_sides(finder: Finder, plan: Plan) -> None:
    """All that names of actors around the mentions of a plan say of their part in it."""
    for phrase in [*plan.phrases, *plan.pronouns]:
        if finder.movers.get(phrase.head, -1) >= 0:
            _moved(finder, plan, finder.movers[phrase.head], phrase)
        if phrase.clause:
            asked = finder.by_trigger.get(finder.contents.get(phrase.head, -1))
            if asked is not None and asked.match.trigger == phrase.head:
                _own_event(finder, plan, phrase)
            if asked is None or not asked.targets:
                assign(plan, "take_part", actors(finder, finder.tree.agents(phrase.head)), (phrase.head, phrase.head))
            continue
        for verb, key in _governors(finder, phrase):
            _deed(finder, plan, phrase, verb, key)
        _own_event(finder, plan, phrase)
        for c in [c for j in range(phrase.head, phrase.last + 1) for c in finder.tree.only(j, "acl", "relcl")]:
            _clause(finder, plan, phrase, c)
        _modifiers(finder, plan, phrase)
        _binding(finder, plan, phrase)
        _under(finder, plan, phrase)
        _nominal(finder, plan, phrase)


def _moved(finder: Finder, plan: Plan, verb: int, phrase: Phrase) -> None:
    """Who demands, decides or announces it, and who does so in his name; whom they ask is its addressee."""
    tree = finder.tree
    agents = actors(finder, tree.agents(verb))
    announced = tree.dep[verb] == "ccomp" and tree.lemma[tree.head[verb]] in finder.ops.speech
    if announced and {tree.lower[a] for a in tree.only(verb, "aux")} & WILL:
        agents = list(dict.fromkeys([*actors(finder, tree.agents(tree.head[verb])), *agents]))
        plan.unilateral = True
        assign(plan, "take_part", agents, (verb, phrase.head))
    assign(plan, "propose", agents, (min(verb, phrase.first), max(verb, phrase.last)))
    for o in tree.objects(verb) if tree.dep[verb] != "ccomp" else ():
        for e in actors(finder, [o]):
            plan.link("proposedTo", e, (verb, o))


def _own_event(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """What the noun itself tells as an event: "their talks with Iran", "US sanctions on Iran", "a raid against the group"."""
    o = finder.by_trigger.get(phrase.head)
    if o is None:
        return
    words = (phrase.first, phrase.last)
    if o.type in HARD:
        assign(plan, "impose" if o.type == "SANCTION" else "take_part", [e for e in o.agents if not e.is_place], words)
        for e in o.targets:
            plan.link("targets", e, words)
    elif o.type in ("CONSULT", "AGREE", "COOPERATE"):
        assign(plan, "take_part", [e for e in o.parties if not e.is_place and not e.generic], words)


def _governors(finder: Finder, phrase: Phrase) -> Iterator[tuple[int, str]]:
    """The verbs whose object, passive subject or prepositional object a mention is, with their word in the table."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    dep, head = tree.dep[noun], tree.head[noun]
    if dep in ("dobj", "nsubjpass") and tree.pos[head] in ("VERB", "AUX"):
        yield from ((v, _key(tree, v)) for v in (head, *_later(tree, head)))
    elif dep == "pobj":
        verb, words = tree.head[head], [tree.lower[head]]
        while tree.dep[verb] in ("prep", "advmod", "prt") and tree.pos[verb] in ("ADP", "ADV"):
            words.insert(0, tree.lower[verb])
            verb = tree.head[verb]
        if tree.pos[verb] == "VERB":
            particles = [tree.lower[p] for p in tree.only(verb, "prt", "advmod") if p < head and len(words) == 1]
            keys = (" ".join([tree.lemma[verb], *particles[-1:], *words]), " ".join([tree.lemma[verb], *words]))
            yield verb, next((k for k in keys if k in deeds(finder.lexicon)), keys[-1])
        elif tree.lower[head] == "of" and tree.dep[verb] == "dobj" and tree.pos[tree.head[verb]] == "VERB":
            yield tree.head[verb], _key(tree, tree.head[verb])


def _later(tree: Tree, verb: int) -> Iterator[int]:
    """Verbs coordinated with one, which share its object: "agreed and signed the deal"."""
    return (c for c in tree.only(verb, "conj") if tree.first(c, "dobj") is None and tree.pos[c] == "VERB")


def _key(tree: Tree, verb: int) -> str:
    particle = next((tree.lower[p] for p in tree.only(verb, "prt")), "")
    return f"{tree.lemma[verb]} {particle}".strip()


def _deed(finder: Finder, plan: Plan, phrase: Phrase, verb: int, key: str) -> None:
    table = deeds(finder.lexicon)
    deed = table.get(key)
    if deed is None:
        return
    agents = actors(finder, finder.tree.agents(verb))
    negated = is_negated(finder.tree, verb, finder.ops)
    asked = finder.by_trigger.get(finder.tree.head[verb]) if finder.tree.dep[verb] == "xcomp" else None
    if asked is not None and asked.type == "REQUEST" and deed in ("propose", "impose"):
        deed = "take_part"
    if plan.kind == "law" and deed == "agree" and len(agents) == 1 and not phrase.named and not finder.tree.is_passive(verb):
        deed = "impose"
    if deed in ("propose", "impose") and modals(finder.tree, verb):
        deed = "take_part"
    assign(plan, _turned(deed, negated), agents, (min(verb, phrase.first), max(verb, phrase.last)))
    if deed in ("propose", "agree") and not negated:
        _partners(finder, plan, deed, verb)


def _turned(deed: str, negated: bool) -> str:
    return (
        {"agree": "oppose", "support": "oppose", "oppose": "", "propose": "", "impose": "", "take_part": ""}[deed]
        if negated
        else deed
    )


def _partners(finder: Finder, plan: Plan, deed: str, verb: int) -> None:
    """ "signed the deal with B", "put the plan to B"."""
    for prep, p, o in finder.tree.all_phrases(verb):
        partners = actors(finder, [o])
        if prep in ("with", "alongside") and deed == "agree":
            assign(plan, "take_part", partners, (min(p, o), max(p, o)))
        elif prep == "to" and deed == "propose":
            for e in partners:
                plan.link("proposedTo", e, (min(p, o), max(p, o)))


def assign(plan: Plan, deed: str, actors: Iterable[Entity], words: tuple[int, int]) -> None:
    props = {
        "propose": ("proposedBy",),
        "impose": ("proposedBy", "participant"),
        "agree": ("participant",),
        "take_part": ("participant",),
        "support": ("supportedBy",),
        "oppose": ("opposedBy",),
    }.get(deed, ())
    for e in actors:
        for prop in props:
            plan.link(prop, e, words)
    plan.unilateral |= deed == "impose"


def actors(finder: Finder, tokens: Iterable[int]) -> list[Entity]:
    """Named actors only; people in general are no parties. "Both sides" are those that the text turns on, "six powers"
    the six that it lists somewhere."""
    found: list[Entity] = []
    for t in tokens:
        own = [e for e in finder.who.of(t, generic=False) if not e.is_place and not e.generic]
        found += own or _meant(finder, t)
    return list(dict.fromkeys(found))


def _meant(finder: Finder, i: int) -> list[Entity]:
    tree = finder.tree
    if tree.lemma[i] in finder.who.words.state and [e.type for e in finder.dyad] == ["State", "ArmedGroup"]:
        left = {tree.lower[c] for c in tree.children[i] if c < i}
        return finder.dyad[:1] if left <= {"the", "federal", "central", "government"} else []
    if tree.tag[i] not in ("NNS", "NNPS") or tree.lemma[i] not in finder.who.words.parties:
        return []
    number = next((NUMBERS.get(tree.lower[c], 0) for c in tree.only(i, "nummod")), 0)
    if number > 2:
        return _listed(finder, number)
    left = [c for c in tree.children[i] if c < i]
    plain = all(tree.lower[c] in ("the", "both", "two", "these", "warring", "rival") for c in left)
    return finder.dyad if left and plain else []


def _listed(finder: Finder, number: int) -> list[Entity]:
    """The one list of just so many states in the text."""
    tree, at = finder.tree, finder.who.entities.at
    for i in range(len(tree)):
        use = at.get(i)
        if use is not None and use.head == i and use.entity.type == "State" and tree.dep[i] != "conj":
            group = [u.entity for m in tree.conjuncts(i) if (u := at.get(m)) is not None and u.entity.type == "State"]
            if len(group) == number:
                return group
    return []


def _clause(finder: Finder, plan: Plan, phrase: Phrase, verb: int) -> None:
    """ "a deal signed by A and B", "brokered by C", "a plan that D rejected", "under which A would ..."."""
    tree = finder.tree
    if any(prep in ("under", "in", "by") and tree.lower[o] == "which" for prep, _, o in tree.phrases(verb)):
        assign(plan, "take_part", actors(finder, tree.surface_subjects(verb)), (verb, verb))
        for c in tree.only(verb, "conj"):
            assign(plan, "take_part", actors(finder, tree.only(c, "nsubj", "nsubjpass")), (c, c))
        return
    if phrase.head in tree.objects(verb) or tree.is_passive(verb) or tree.dep[verb] == "acl" and tree.tag[verb] == "VBN":
        _deed(finder, plan, phrase, verb, _key(tree, verb))
        for prep, _, o in tree.all_phrases(verb):
            if prep in ("by", "between", "with", "among"):
                deed = deeds(finder.lexicon).get(_key(tree, verb), "")
                assign(plan, deed if prep == "by" else "take_part", actors(finder, [o]), (verb, o))


def _modifiers(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """ "the UN-brokered truce", "the Iran-backed plan", "US-Russia talks", "the Iran deal"."""
    tree, table = finder.tree, deeds(finder.lexicon)
    for j in range(phrase.first, phrase.head):
        use = finder.who.entities.at.get(j)
        if use is None or use.entity.is_place or use.last != j:
            continue
        joined = j + 2 < phrase.head + 1 and tree.word[j + 1] in ("-", "–")
        deed = next((table[w] for w in _stems(tree.lower[j + 2]) if w in table), None) if joined else None
        if deed is not None:
            assign(plan, deed, [use.entity], (use.first, j + 2))
        elif plan.kind in BILATERAL and not phrase.named:
            assign(plan, "take_part", [use.entity], (use.first, use.last))


def _stems(participle: str) -> tuple[str, ...]:
    """What "brokered", "mediated", "led" may be the participles of."""
    return (participle.removesuffix("ed"), participle.removesuffix("d"), {"led": "lead"}.get(participle, participle))


def _binding(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """ "the deal commits A to", "the talks bring together A and B": whom it binds or unites takes part."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    verbs = [tree.head[noun]] if tree.dep[noun] == "nsubj" else []
    verbs += [c for c in tree.only(phrase.head, "relcl", "acl") if not tree.is_passive(c)]
    for verb in verbs:
        for v in (verb, *tree.only(verb, "conj")):
            if tree.lemma[v] in finder.words.sets["binding"]:
                inner = [s for c in tree.only(v, "ccomp", "xcomp") for s in tree.only(c, "nsubj")]
                tokens = [c for o in [*tree.only(v, "dobj", "dative"), *inner] for c in tree.conjuncts(o)]
                assign(plan, "take_part", actors(finder, tokens), (v, v))


def _under(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """ "Under the plan A would withdraw and B would ...": who is to act takes part."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    prep = tree.head[noun]
    if tree.dep[noun] != "pobj" or tree.lower[prep] != "under":
        return
    verb = tree.head[prep]
    for v in (verb, *tree.only(verb, "conj", "advcl")) if tree.pos[verb] in ("VERB", "AUX") else ():
        assign(plan, "take_part", actors(finder, tree.surface_subjects(v)), (min(v, prep), max(v, prep)))


def _nominal(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """ "the parties to the pact, A and B", "A is a signatory to it", "A's withdrawal from the deal"."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    prep = tree.head[noun]
    governor = tree.head[prep]
    if tree.dep[noun] != "pobj" or tree.pos[governor] != "NOUN":
        return
    words = (min(governor, phrase.first), max(governor, phrase.last))
    if tree.lemma[governor] in finder.words.sets["parties"]:
        tokens = [m for c in tree.only(governor, "appos") for m in tree.conjuncts(c)]
        if tree.dep[governor] == "appos":
            tokens += tree.conjuncts(tree.first_conjunct(tree.head[governor]))
        elif tree.dep[governor] == "attr":
            tokens += tree.surface_subjects(tree.head[governor])
        assign(plan, "take_part", actors(finder, tokens), words)
    elif tree.lemma[governor] in finder.words.sets["dealings"]:
        owners = [m for c in tree.only(governor, "poss", "amod", "compound") for m in tree.conjuncts(c)]
        by = [o for p, _, o in tree.all_phrases(governor) if p == "by"]
        uses = [u.entity for m in owners if (u := finder.who.entities.at.get(m)) and not u.entity.is_place]
        assign(plan, "take_part", [*uses, *actors(finder, [*by, *(m for m in owners if tree.pos[m] == "PRON")])], words)


def add_states(finder: Finder, plan: Plan) -> None:
    """What presidents and ministers sign binds their states."""
    if plan.kind not in CONCLUDED:
        return
    for e, words in list(plan.links.get("participant", {}).items()):
        state = finder.states.get(e) if isinstance(e, Entity) else None
        if state is not None:
            plan.link("participant", state, words)
