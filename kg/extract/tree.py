"""The parse of a document as plain lists, and the questions of grammar asked of it.

Tokens are numbered as in the spaCy `Doc`; dependency labels are those of spaCy's English models (CLEAR style).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
PREFIXES = frozenset({"anti", "pro", "non", "post", "pre", "counter", "ex"})
NAMED = frozenset({"call", "describe", "term", "label", "dub", "see", "regard", "brand"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(slots=True, eq=False)
class Tree:
    """Parallel lists over the tokens of a document. `head` of a root is the token itself.

    Questions of grammar are answered once: the lists may change only before the first is asked.

    `classes` gives the tokens of names the nouns of their kind ("union" for the EU), `types` their actor types.
    """

    text: str
    word: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]
    begin: list[int]
    end: list[int]
    sentence: list[int]
    sentences: list[tuple[int, int]]
    classes: dict[int, frozenset[str]] = field(default_factory=dict)
    types: dict[int, frozenset[str]] = field(default_factory=dict)
    _objects: dict[int, list[int]] = field(default_factory=dict)
    _phrases: dict[int, list[tuple[str, int, int]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.word)

    def only(self, i: int, *deps: str) -> list[int]:
        """Children of `i` with one of the dependency labels."""
        if not (children := self.children[i]):
            return []
        dep = self.dep
        return [c for c in children if dep[c] in deps]

    def first(self, i: int, *deps: str) -> int | None:
        dep = self.dep
        for c in self.children[i]:
            if dep[c] in deps:
                return c
        return None

    def has_to(self, verb: int) -> bool:
        """Whether a verb is an infinitive with "to"."""
        return any(self.lower[a] == "to" for a in self.only(verb, "aux"))

    def with_particles(self, verb: int, *deps: str) -> set[str]:
        """A verb as a lexicon may list it: its lemma alone, and with each child of those labels ("pull", "pull out")."""
        return {self.lemma[verb], *(f"{self.lemma[verb]} {self.lower[p]}" for p in self.only(verb, *deps))}

    def conjuncts(self, i: int) -> list[int]:
        """`i` and all that is coordinated with it, in order."""
        out = [i]
        for c in self.children[i]:
            if self.dep[c] == "conj":
                out.extend(self.conjuncts(c))
        return out

    def first_conjunct(self, i: int) -> int:
        while self.dep[i] == "conj":
            i = self.head[i]
        return i

    def subtree(self, i: int) -> list[int]:
        out, stack = [], [i]
        while stack:
            node = stack.pop()
            out.append(node)
            stack.extend(self.children[node])
        return sorted(out)

    def is_prefixed(self, i: int) -> bool:
        """ "anti-Syrian", "pro-Russian": the word after the hyphen is not who acts or owns."""
        return i > 1 and self.word[i - 1] == "-" and self.lower[i - 2] in PREFIXES

    def ancestors(self, i: int) -> Iterator[int]:
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def is_passive(self, verb: int) -> bool:
        if any(self.dep[c] in ("auxpass", "nsubjpass") for c in self.children[verb]):
            return True
        bare = self.tag[verb] == "VBD" and self.dep[verb] in ("acl", "advcl")
        if self.tag[verb] != "VBN" and not bare:
            return False
        if self.dep[verb] in ("acl", "amod", "advcl"):
            return not any(True for _ in self.only(verb, "aux", "dobj", "nsubj"))
        if self.dep[verb] == "conj" and not any(True for _ in self.only(verb, "nsubj", "aux")):
            return self.is_passive(self.head[verb])
        return False

    def surface_subjects(self, verb: int) -> list[int]:
        """The grammatical subjects of a verb, found through coordination, control and participles."""
        seen: set[int] = set()
        while verb not in seen:
            seen.add(verb)
            own = [s for c in self.only(verb, "nsubj", "nsubjpass", "csubj") for s in self._antecedents(c, verb)]
            if own:
                return own
            step = self._inherits_from(verb)
            if step is None:
                return []
            kind, other = step
            if kind == "noun":
                return self.conjuncts(other)
            if kind == "object":
                return [o for d in self.only(other, "dobj", "dative") for o in self.conjuncts(d)]
            verb = other
        return []

    def _inherits_from(self, verb: int) -> tuple[str, int] | None:
        """Where a clause without a subject takes it from: a noun, the object or the subject of another verb."""
        dep, head = self.dep[verb], self.head[verb]
        if head == verb:
            return None
        if dep in ("acl", "relcl") and self.pos[head] in NOMINAL:
            return ("noun", head)
        if dep in ("xcomp", "ccomp"):
            controls = self.first(head, "dobj", "dative")
            if controls is not None and self.tag[verb] in ("VB", "VBG") and self.pos[head] == "VERB":
                return ("object", head)
            return ("verb", head)
        if dep == "acomp":
            return ("verb", head)  # "is due to vote"
        if dep == "pcomp":
            governor = self.head[head]
            if (
                self.lower[head] in ("of", "from", "for", "into")
                and self.pos[governor] == "VERB"
                and self.first(governor, "dobj") is not None
            ):
                return ("object", governor)
            if self.lower[head] in ("of", "from", "for", "into") and self.pos[governor] == "VERB" and self.is_passive(governor):
                return ("verb", governor)
            return (
                ("noun", governor)
                if self.pos[governor] in NOMINAL and self.dep[head] == "acl"
                else ("verb", self._clause(governor))
            )
        if dep in ("conj", "advcl", "prep", "dep", "acl", "oprd"):
            return ("verb", self._clause(head))
        return None

    def _clause(self, i: int) -> int:
        """The verb that governs `i`, or `i` itself."""
        while self.pos[i] not in ("VERB", "AUX") and self.head[i] != i:
            i = self.head[i]
        return i

    def _antecedents(self, subject: int, verb: int) -> list[int]:
        """The subject with its conjuncts; for a relative pronoun the noun that it stands for."""
        if self.lower[subject] in RELATIVE and self.pos[subject] in ("PRON", "DET", "SCONJ"):
            clause = next((v for v in [verb, *self.ancestors(verb)] if self.dep[v] in ("relcl", "acl")), None)
            if clause is not None and self.head[clause] != clause:
                noun = self.head[clause]
                plural = self.tag[verb] == "VBP" or any(
                    self.lower[a] in ("have", "are", "were") for a in self.only(verb, "aux", "auxpass")
                )
                together = [c for c in self.conjuncts(noun) if c < subject]  # "A and B, which": where the clause hangs on A
                return self.conjuncts(self.first_conjunct(noun)) if plural else together or [noun]
        return self.conjuncts(subject)

    def agents(self, verb: int) -> list[int]:
        """Who does it: the subject of an active verb, the "by" phrase of a passive one."""
        if self.is_passive(verb):
            return [o for a in self.only(verb, "agent") for p in self.only(a, "pobj") for o in self.conjuncts(p)]
        return self.surface_subjects(verb)

    def objects(self, verb: int) -> list[int]:
        """Whom it befalls: the object of an active verb, the subject of a passive one, the noun of a relative clause."""
        if verb not in self._objects:
            self._objects[verb] = self._find_objects(verb)
        return self._objects[verb]

    def _find_objects(self, verb: int) -> list[int]:
        if self.is_passive(verb):
            return self.surface_subjects(verb)
        direct = self.only(verb, "dobj", *["attr"] * (self.lemma[verb] == "become"))
        own = [o for d in direct[self._recipient(verb) is not None :] for o in self._antecedents(d, verb)]
        own = own or [o for d in self.only(verb, "dative") if self.pos[d] != "ADP" for o in self._antecedents(d, verb)]
        if own:
            return own
        for c in self.only(verb, "ccomp", "xcomp"):
            if (named := self.free_relative(c)) is not None:
                return self.conjuncts(named)
            if c > verb and self._is_bare(c):
                return [o for s in self.only(c, "nsubj", "nsubjpass") for o in self._antecedents(s, c)]
        if self.dep[verb] == "relcl" and not self._subject_is_relative(verb):
            return [self.head[verb]]
        if self.dep[verb] == "conj" and self.dep[self.head[verb]] != "conj":
            return self._shared_object(verb)
        return []

    def free_relative(self, clause: int) -> int | None:
        """The noun in "what it called a truce", "what he described as a truce", which is what the clause stands for."""
        if self.lemma[clause] not in NAMED or all(self.lower[d] != "what" for d in self.only(clause, "dobj")):
            return None
        beside = [o for p in self.only(clause, "prep") if self.lower[p] == "as" for o in self.only(p, "pobj")]
        return next((n for n in (*self.only(clause, "oprd", "attr"), *beside) if self.pos[n] in NOMINAL), None)

    def _recipient(self, verb: int) -> int | None:
        """The first of two objects side by side: "gave Togo a loan"."""
        direct = self.only(verb, "dobj") if self.pos[verb] == "VERB" else []
        return direct[0] if len(direct) == 2 and "," not in self.word[direct[0] : direct[1]] else None

    def _is_bare(self, clause: int) -> bool:
        """An infinitive or an adjective with a subject of its own: "wants Togo to leave", "helped Togo rebuild"."""
        if self.first(clause, "nsubj", "nsubjpass") is None:
            return False
        if self.has_to(clause):
            return True
        bare = self.tag[clause] == "VB" or self.pos[clause] == "ADJ"
        return bare and not self.only(clause, "aux", "mark", "cop", "auxpass")

    def _subject_is_relative(self, verb: int) -> bool:
        """Also when the relative pronoun stands in a phrase ("the raid in which he escaped")."""
        if any(self.lower[o] in RELATIVE for p in self.only(verb, "prep") for o in self.only(p, "pobj")):
            return True
        subject = self.first(verb, "nsubj", "nsubjpass")
        return subject is None or self.lower[subject] in RELATIVE

    def _shared_object(self, verb: int) -> list[int]:
        """In "signed and ratified the treaty" the parser may hang the object on either verb."""
        head = self.head[verb]
        late = [d for d in self.only(head, "dobj") if d > verb]
        return [o for d in late for o in self.conjuncts(d)]

    def phrases(self, i: int) -> Iterator[tuple[str, int, int]]:
        """Prepositional phrases on `i`: (preposition, preposition's token, object's token)."""
        if (recipient := self._recipient(i)) is not None:
            yield "to", recipient, recipient
        for c in self.only(i, "xcomp"):
            if self.tag[c] == "NN" and (to := self.first(c, "aux")) is not None and self.lower[to] == "to":
                yield "to", to, c  # "likened it to piracy", read as if "to" were the infinitive's
        for p in self.only(i, "prep", "agent", "dative", "prt", "advmod"):
            if self.dep[p] == "dative" and self.pos[p] in NOMINAL:
                yield "to", p, p
                continue
            for o in self.only(p, "pobj", "pcomp"):
                named = self.free_relative(o) if self.dep[o] == "pcomp" else None
                yield self.lower[p], p, o if named is None else named
            for q in self.only(p, "prep"):
                for o in self.only(q, "pobj", "pcomp"):
                    yield f"{self.lower[p]} {self.lower[q]}", p, o
                    yield self.lower[q], q, o

    def all_phrases(self, i: int) -> list[tuple[str, int, int]]:
        """Phrases on `i` with every conjunct of their objects, and those on coordinated prepositions."""
        if i not in self._phrases:
            self._phrases[i] = list(self._find_phrases(i))
        return self._phrases[i]

    def _find_phrases(self, i: int) -> Iterator[tuple[str, int, int]]:
        for prep, p, o in self.phrases(i):
            for c in self.conjuncts(o):
                yield prep, p, c
            for q in self.only(p, "conj"):
                for c in (c for o2 in self.only(q, "pobj") for c in self.conjuncts(o2)):
                    yield self.lower[q], q, c

    def within(self, begin: int, end: int) -> range:
        """The tokens that begin in the characters [begin, end)."""
        return range(bisect_left(self.begin, begin), bisect_left(self.begin, end))

    def span(self, i: int, j: int) -> tuple[int, int]:
        """Characters of tokens i to j, both included."""
        return self.begin[i], self.end[j]


def plant(doc: Any) -> Tree:
    """The lists of a parsed spaCy `Doc`."""
    tokens = list(doc)
    words = [t.text for t in tokens]
    sentences, sentence = _sentences(doc)
    tree = Tree(
        text=doc.text,
        word=words,
        lower=[w.lower() for w in words],
        lemma=[t.lemma_.lower() for t in tokens],
        pos=[t.pos_ for t in tokens],
        tag=[t.tag_ for t in tokens],
        dep=[t.dep_ for t in tokens],
        head=[t.head.i for t in tokens],
        children=[[] for _ in tokens],
        begin=[t.idx for t in tokens],
        end=[t.idx + len(w) for t, w in zip(tokens, words, strict=True)],
        sentence=sentence,
        sentences=sentences,
    )
    _mend_tags(tree)
    _mend_dates(tree)
    _mend_lists(tree)
    _mend_objects(tree)
    for i, h in enumerate(tree.head):
        if h != i and tree.pos[i] != "SPACE":
            tree.children[h].append(i)
    return tree


DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december".split()
)


def _mend_tags(tree: Tree) -> None:
    """A word in lower case is no proper noun."""
    for i, word in enumerate(tree.word):
        if tree.pos[i] == "PROPN" and word.islower() and word.isalpha() and len(word) > 2:
            tree.pos[i], tree.tag[i] = "NOUN", "NNS" if tree.tag[i] == "NNPS" else "NN"


def _mend_lists(tree: Tree) -> None:
    """ "Mali, Burkina Faso and Niger": a name beside a name that goes on with "and" is coordinated, no apposition."""
    for i in range(len(tree)):
        head = tree.head[i]
        if tree.dep[i] == "appos" and tree.pos[i] == tree.pos[head] == "PROPN" and head < i:
            joined = any(tree.dep[j] == "cc" and tree.head[j] == i for j in range(i, min(i + 8, len(tree))))
            further = any(tree.dep[j] == "conj" and tree.head[j] == i for j in range(i, min(i + 10, len(tree))))
            if joined and further:
                tree.dep[i] = "conj"


def _mend_dates(tree: Tree) -> None:
    """ "On 27 February Erdogan travelled": the parser makes the day or month a part of the name; it belongs to the
    preposition before it."""
    for i in range(1, len(tree)):
        if tree.word[i] == "May" and tree.dep[i] == "aux" and tree.pos[i - 1] == "NUM":  # "on 2 May the army left"
            tree.pos[i], tree.tag[i], tree.head[i], tree.dep[i] = "PROPN", "NNP", i - 1, "nmod"
        day = i - 1 if tree.pos[i - 1] == "NUM" else i
        loose = tree.dep[i] in ("compound", "nmod", "nummod") and tree.head[i] > i
        if loose and day and tree.lower[i] in DATES and tree.pos[day - 1] == "ADP" and tree.head[i] != day - 1:
            tree.head[i], tree.dep[i] = day - 1, "pobj"
            if day < i:
                tree.head[day], tree.dep[day] = i, "nummod"


def _mend_objects(tree: Tree) -> None:
    """ "blacklisted Jane Roe": a name right behind a verb without an object is its object, no measure of time."""
    for i in range(1, len(tree)):
        verb = tree.head[i]
        if tree.dep[i] != "npadvmod" or tree.pos[i] != "PROPN" or tree.lower[i] in DATES or tree.pos[verb] != "VERB":
            continue
        between = [tree.dep[j] for j in range(verb + 1, i)]
        if verb < i and set(between) <= {"compound", "det"} and not tree.only(verb, "dobj", "attr") and not tree.is_passive(verb):
            tree.dep[i] = "dobj"


def _sentences(doc: Any) -> tuple[list[tuple[int, int]], list[int]]:
    spans, index = [], [0] * len(doc)
    for s in doc.sents:
        inner = [t.i for t in s if not t.is_space]
        if inner:
            spans.append((inner[0], inner[-1]))
        for i in range(s.start, s.end):
            index[i] = max(0, len(spans) - 1)
    return spans, index
