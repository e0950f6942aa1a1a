"""Parses that grammar rules out, set right: verbs taken for nouns in the present tense, subjects taken into dates.

Each rule rests on something that can't be: a sentence without a verb, a singular subject of "was" with a plural complement,
two objects of one preposition. What could also be right is left as the model read it.
"""

from __future__ import annotations

from kg.extract.tree import DATES, NOMINAL, Tree
from kg.extract.wordforms import known_verbs
from kg.lexicon import Lexicon

CALLING = frozenset(
    {"call", "ask", "push", "press", "appeal", "plead", "vote", "campaign", "lobby", "argue", "clamour", "clamor"}
)


def mend(tree: Tree, lexicon: Lexicon) -> None:
    """Change tags, heads and labels in place. `wordforms.mend` comes first."""
    verbs = known_verbs(lexicon)
    for i in range(len(tree)):
        if tree.pos[i] == "ADP" and tree.dep[i] == "prep":
            _free_subject(tree, i)
            _after_date(tree, i)
        elif tree.pos[i] == "NOUN" and tree.lemma[i] in verbs:
            _present_tense(tree, i)
        elif tree.tag[i] == "VBG" and tree.lemma[i] in verbs and tree.dep[i] in ("compound", "amod"):
            _progressive(tree, i)
        if tree.pos[i] == "NOUN" and tree.head[i] == i and tree.dep[i] == "ROOT":
            _lost_verb(tree, i, verbs)
        if tree.tag[i] == "NNS":
            _list_beside(tree, i)
        if tree.tag[i] in ("NNS", "VBZ") and tree.lemma[i] in verbs:
            _before_determiner(tree, i)
        if tree.lower[i] == "for" and tree.dep[i] == "mark":
            _called_for(tree, i)
        if tree.pos[i] == "VERB" and tree.tag[i] in ("VBD", "VBZ", "VBP") and tree.dep[i] == "ROOT":
            _subject_in_phrase(tree, i)
        if tree.tag[i] in ("VBD", "VBZ") and tree.dep[i] == "conj":
            _finite_beside_infinitive(tree, i)
        if tree.pos[i] == "PROPN" and tree.dep[i] in ("npadvmod", "dep", "advmod"):
            _name_before_apposition(tree, i)


def hang(tree: Tree, i: int, head: int, dep: str) -> None:
    """Give token `i` another head and label; its own children stay."""
    if tree.head[i] != i:
        tree.children[tree.head[i]].remove(i)
    tree.head[i], tree.dep[i] = head, dep
    if head != i:
        tree.children[head] = sorted([*tree.children[head], i])


def _free_subject(tree: Tree, prep: int) -> None:
    """ "In April Serbs boycotted the poll": of two objects side by side the second is the subject of the verb after it."""
    objects = tree.only(prep, "pobj")
    verb = next((a for a in tree.ancestors(prep) if tree.pos[a] == "VERB"), prep)
    if len(objects) != 2 or not (tree.lower[objects[0]] in DATES or tree.pos[objects[0]] == "NUM"):
        return
    if objects[1] < verb and tree.pos[verb] == "VERB" and tree.first(verb, "nsubj", "nsubjpass") is None:
        hang(tree, objects[1], verb, "nsubjpass" if tree.first(verb, "auxpass") is not None else "nsubj")


def _after_date(tree: Tree, prep: int) -> None:
    """ "talks held in Oslo on 11 March between Togo and Ghana": nothing but another date belongs to a date."""
    date = tree.head[prep]
    before = tree.head[date]
    dated = tree.lower[date] in DATES or (tree.pos[date] == "NUM" and tree.word[date].isdigit() and len(tree.word[date]) == 4)
    if not dated or date > prep or tree.dep[date] != "pobj" or tree.dep[before] != "prep" or tree.lower[prep] in ("of", "to"):
        return
    objects = tree.only(prep, "pobj")
    if objects and all(tree.pos[o] in ("NOUN", "PROPN") and tree.lower[o] not in DATES for o in objects):
        hang(tree, prep, tree.head[before], "prep")


def _finite_beside_infinitive(tree: Tree, verb: int) -> None:
    """ "insisted that Togo must never leave and urged it to pay": a finite verb is no second to an infinitive."""
    first = tree.head[verb]
    if tree.tag[first] != "VB" or not tree.only(first, "aux") or tree.only(verb, "nsubj", "nsubjpass", "aux", "auxpass", "mark"):
        return
    above = first
    while tree.head[above] != above and tree.tag[above] not in ("VBD", "VBZ", "VBP"):
        above = tree.head[above]
    if above < first and tree.tag[above] == tree.tag[verb] and tree.pos[above] == "VERB":
        hang(tree, verb, above, "conj")


def _subject_in_phrase(tree: Tree, verb: int) -> None:
    """ "At the invitation of Ama Mensah, president of Ghana, the leaders of Togo and Mali met": the last apposition with an
    article is the subject of a verb that has none."""
    phrase = tree.first(verb, "prep")
    if phrase is None or phrase > verb or tree.only(verb, "nsubj", "nsubjpass", "csubj", "expl"):
        return
    inside = [j for j in tree.subtree(phrase) if tree.dep[j] == "appos" and tree.pos[j] == "NOUN"]
    noun = next((j for j in reversed(inside) if any(tree.word[d - 1] == "," for d in tree.only(j, "det"))), None)
    if noun is None:
        return
    owner = tree.head[noun]
    hang(tree, noun, verb, "nsubjpass" if tree.first(verb, "auxpass") is not None else "nsubj")
    for prep in [p for p in tree.only(owner, "prep") if p > noun and tree.lower[p] == "of"]:
        hang(tree, prep, noun, "prep")


def _called_for(tree: Tree, mark: int) -> None:
    """ "called for the city to be cleared": parsed as "asked for the road to be cleared" is, the noun as what is called for."""
    clause = tree.head[mark]
    verb, subject = tree.head[clause], tree.first(clause, "nsubj", "nsubjpass")
    infinitive = tree.has_to(clause)
    if tree.lemma[verb] not in CALLING or not infinitive or subject is None or not verb < mark < subject < clause:
        return
    if tree.dep[clause] in ("advcl", "ccomp", "xcomp") and mark == verb + 1:
        hang(tree, mark, verb, "prep")
        hang(tree, subject, mark, "pobj")
        hang(tree, clause, verb, "xcomp")


def _name_before_apposition(tree: Tree, name: int) -> None:
    """ "MINUSCA, the peacekeeping force, supports the law": the name is the subject, what tells of it the apposition."""
    verb = tree.head[name]
    subject = tree.first(verb, "nsubj", "nsubjpass")
    if subject is None or not name < subject < verb or tree.word[name + 1] != "," or tree.pos[subject] != "NOUN":
        return
    if all(d == name + 2 for d in tree.only(subject, "det")[:1]) and "," in tree.word[subject:verb] and tree.only(subject, "det"):
        edge = tree.dep[subject]
        hang(tree, subject, name, "appos")
        hang(tree, name, verb, edge)


def _present_tense(tree: Tree, i: int) -> None:
    """ "Iran and Oman sign a pact", "..., wants peace and demands that ...", "leaves the pact and orders sanctions"."""
    if tree.only(i, "det", "poss", "amod"):
        _plural_before(tree, i)
        return
    if tree.dep[i] == "ROOT" and tree.only(i, "dobj", "ccomp") or tree.dep[i] == "conj" and _is_clause(tree, i):
        if tree.dep[i] == "ROOT" and tree.first(i, "nsubj") is None and (subject := _subject_before(tree, i)) is not None:
            hang(tree, subject, i, "nsubj")
        _make_verb(tree, i)
    elif tree.dep[i] == "compound" and tree.tag[i] == "NNS" and tree.lower[i - 1] == "and":
        _second_verb(tree, i)
    else:
        _plural_before(tree, i)


def _is_clause(tree: Tree, i: int) -> bool:
    """Whether a noun coordinated with a verb governs a "that" clause as only a verb does."""
    return tree.pos[tree.head[i]] == "VERB" and any(tree.only(c, "mark") for c in tree.only(i, "ccomp"))


def _make_verb(tree: Tree, i: int) -> None:
    tree.pos[i], tree.tag[i] = "VERB", "VBZ" if tree.tag[i] == "NNS" else "VBP"


def _subject_before(tree: Tree, i: int) -> int | None:
    """The noun before a verb; from a list whose first member the parser has put into a phrase, the next member."""
    first, _ = tree.sentences[tree.sentence[i]]
    noun = next((j for j in range(i - 1, first - 1, -1) if tree.pos[j] in NOMINAL), None)
    while noun is not None and tree.dep[noun] == "conj" and tree.dep[tree.head[noun]] != "pobj":
        noun = tree.head[noun]
    return noun if noun is not None and tree.dep[noun] in ("conj", "compound", "nmod", "dep", "appos") else None


def _second_verb(tree: Tree, i: int) -> None:
    """A plural can't modify: "withdraws the army and orders sanctions to be imposed"."""
    noun = tree.head[i]
    owner = tree.head[noun]
    verb = tree.head[owner]
    if tree.dep[noun] != "conj" or tree.dep[owner] != "dobj" or tree.tag[verb] not in ("VBZ", "VBP") or tree.tag[noun] != "NNS":
        return
    later = [c for c in tree.only(verb, "advcl", "xcomp") if c > noun and tree.has_to(c)]
    hang(tree, i, verb, "conj")
    _make_verb(tree, i)
    hang(tree, noun, i, "dobj")
    for c in later[:1]:
        hang(tree, c, i, "xcomp")


def _plural_before(tree: Tree, i: int) -> None:
    """ "The UN sanctions return, ten years after ...": a sentence without a verb, its last noun after a plural."""
    subject = i - 1
    first, last = tree.sentences[tree.sentence[i]]
    if tree.dep[i] != "ROOT" or tree.tag[i] != "NN" or subject < first or tree.head[subject] != i or tree.word[last] != ".":
        return
    if tree.tag[subject] != "NNS" or tree.dep[subject] != "compound" or last - first < 5:
        return
    for c in [c for c in tree.children[i] if c < subject and tree.dep[c] in ("det", "amod", "compound", "poss", "nmod")]:
        hang(tree, c, subject, tree.dep[c])
    hang(tree, subject, i, "nsubj")
    _make_verb(tree, i)


def _progressive(tree: Tree, i: int) -> None:
    """ "Togo was massing tanks": one who is not many things, so the participle is the verb."""
    noun, be = tree.head[i], i - 1
    if tree.lemma[be] != "be" or tree.head[noun] != be or tree.dep[noun] != "attr" or tree.tag[noun] != "NNS":
        return
    subject = tree.first(be, "nsubj")
    if subject is None or tree.tag[subject] not in ("NN", "NNP") or tree.only(subject, "conj"):
        return
    above, edge = tree.head[be], tree.dep[be]
    hang(tree, i, i if above == be else above, edge)
    for c in [c for c in tree.children[be] if c != i]:
        hang(tree, c, i, "dobj" if c == noun else tree.dep[c])
    hang(tree, be, i, "aux")
    tree.pos[i] = "VERB"


def _before_determiner(tree: Tree, i: int) -> None:
    """ "Togo disputes the sum", "Mali telephones both leaders": no determiner follows a plural noun, so it is a verb."""
    subject = i - 1
    if (
        i + 2 >= len(tree)
        or subject < 0
        or tree.sentence[subject] != tree.sentence[i]
        or tree.sentence[i + 2] != tree.sentence[i]
    ):
        return
    named = tree.pos[subject] == "PROPN" or tree.tag[subject] == "NN"
    if (
        not named
        or tree.head[subject] != i
        or tree.dep[subject] not in ("compound", "nmod")
        or tree.tag[i + 1] not in ("DT", "PDT", "PRP$", "CD")
        and tree.lower[i + 1] != "both"
    ):
        return
    noun = next(
        (j for j in range(i + 2, len(tree)) if tree.tag[j] in ("NN", "NNS", "NNP", "NNPS") and tree.dep[j] != "compound"), i
    )
    if noun == i or tree.sentence[noun] != tree.sentence[i]:
        return
    verb = tree.head[i]
    for c in [
        c for c in tree.children[i] if c < subject and tree.dep[c] in ("det", "amod", "compound", "poss", "nmod", "nummod")
    ]:
        hang(tree, c, subject, tree.dep[c])
    if tree.dep[i] in ("nsubj", "compound") and verb > i and tree.pos[verb] == "VERB":
        above, edge = tree.head[verb], tree.dep[verb]
        hang(tree, i, i if above == verb else above, edge)
        hang(tree, verb, i, "conj")
    hang(tree, subject, i, "nsubj")
    if noun != verb and i not in tree.subtree(noun):
        hang(tree, noun, i, "dobj")
    _make_verb(tree, i)


def _lost_verb(tree: Tree, i: int, verbs: frozenset[str]) -> None:
    """ "Peru and Chile back this view": a noun with a subject and no verb; the verb stands before its determiner."""
    det = tree.first(i, "det", "poss")
    if det is None or tree.only(i, "cop", "aux") or tree.head[verb := det - 1] != i:
        return
    subject = next((s for node in (i, verb) for s in tree.only(node, "nsubj")), None)
    if subject is not None and subject < verb and tree.lower[verb] in verbs and tree.pos[verb] in ("ADV", "ADJ", "NOUN", "PROPN"):
        hang(tree, verb, verb, "ROOT")
        for c in [c for c in tree.children[i] if c < verb or tree.dep[c] in ("punct", "advcl", "conj", "cc")]:
            hang(tree, c, verb, tree.dep[c])
        hang(tree, i, verb, "dobj")
        tree.pos[verb], tree.tag[verb], tree.lemma[verb] = "VERB", "VBP", tree.lower[verb]


def _list_beside(tree: Tree, plural: int) -> None:
    """ "the guarantors of the process, Norway and Cuba": a list of names after a comma is who the plural means."""
    for prep in tree.only(plural, "prep"):
        for noun in tree.only(prep, "pobj"):
            name = tree.first(noun, "conj")
            if name is None or tree.pos[noun] != "NOUN" or tree.pos[name] != "PROPN" or tree.word[noun + 1] != ",":
                continue
            if noun + 2 <= name <= noun + 5 and not tree.only(noun, "cc") and tree.only(name, "conj", "appos"):
                hang(tree, name, plural, "appos")


__all__ = ["hang", "mend"]
