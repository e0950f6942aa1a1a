"""Who is meant by a noun phrase: names, pronouns, "both countries", "the group", "Russian troops".

A deterministic sieve in the manner of Raghunathan et al. (2010): the surest rule that applies decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.extract.candidates import title_heads
from kg.extract.collectives import Words, collectives
from kg.extract.communique import issuers, means_issuers
from kg.extract.continuity import go_on, restated
from kg.extract.entities import Entities, Entity, Use
from kg.extract.epithets import Epithets, apposed, ending, epithets, half, meant
from kg.extract.owners import bodies_of, modifiers, only_state, seated_in, state_of
from kg.extract.salience import description_start, is_bound, is_own_modifier, subject_rank, titles_of
from kg.extract.several import PAIR, several, these
from kg.extract.speakers import FIRST_PERSON, quotations, speaker
from kg.extract.tree import Tree
from kg.lexicon import slug

HE, SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT, THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "their", "them", "themselves", "both", "each", "neither"})
BODIES = frozenset({"State", "ArmedGroup", "GovernmentBody", "PoliticalParty", "IntergovernmentalOrganization"})


@dataclass(slots=True, eq=False)
class Parties:
    """Answers for one document; `of` is what the extractors call."""

    entities: Entities
    words: Words
    titles: frozenset[str]
    classes: dict[str, list[str]] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    quotes: tuple[tuple[int, int], ...] = ()
    groups: dict[int, list[Entity]] = field(default_factory=dict)
    issued_by: list[Entity] = field(default_factory=list)
    epithets: Epithets = field(default_factory=dict)

    @property
    def tree(self) -> Tree:
        return self.entities.tree

    def of(self, i: int, *, generic: bool = True) -> list[Entity]:
        """The actors (or places) that the noun phrase headed by token `i` means; without duplicates, maybe none."""
        i = self.antecedent(i)
        if self.issued_by and i not in self.entities.at and means_issuers(self.tree, i, self.issued_by, self.words.parties):
            return [*self.issued_by, *(e for e in self._who_we_are(i) if e not in self.issued_by)]
        found = self._named(i) or self._remembered(i, self._pronoun(i)) or self._remembered(i, self._described(i, generic))
        return list(dict.fromkeys(found))

    def all_of(self, tokens: Iterable[int], *, generic: bool = True) -> list[Entity]:
        """Whom the noun phrases headed by some tokens mean, without duplicates."""
        return list(dict.fromkeys(e for t in tokens for e in self.of(t, generic=generic)))

    def _who_we_are(self, i: int) -> list[Entity]:
        """ "We, the ministers of A and B": those named beside the pronoun."""
        beside = [j for c in self.tree.only(i, "appos") for j in self.tree.subtree(c)]
        uses = [u for j in beside if (u := self.entities.at.get(j)) is not None]
        return list(dict.fromkeys(u.entity for u in uses if u.entity.type in ("State", "IntergovernmentalOrganization")))

    def antecedent(self, i: int) -> int:
        """The noun that a relative pronoun stands for ("the body to which it reports"), else the token itself."""
        if self.tree.lower[i] not in ("which", "who", "whom", "whose"):
            return i
        clause = next((a for a in self.tree.ancestors(i) if self.tree.dep[a] == "relcl"), None)
        if clause is None and i > 1 and self.tree.word[i - 1] == "," and i - 2 in self.entities.at:
            return self.entities.at[i - 2].head
        return self.tree.head[clause] if clause is not None else i

    def _remembered(self, i: int, found: list[Entity]) -> list[Entity]:
        """A single actor meant by a description or a pronoun can be taken up by the pronouns after it; several too."""
        if len(found) > 1 and self.tree.lemma[i] in self.words.parties:
            self.groups[i] = found
        if len(found) == 1 and not found[0].generic and self.uses:
            at = bisect_left(self.starts, i)
            if not (at < len(self.uses) and self.uses[at].first == i):
                self.uses.insert(at, Use(found[0], i, i, i, "described"))
                self.starts.insert(at, i)
        return found

    def _named(self, i: int) -> list[Entity]:
        use = self.entities.at.get(i)
        if use is None:
            return []
        if use.entity.type == "GovernmentBody":
            return [use.entity, *state_of(self.entities, use)]
        if use.entity.type != "Person":
            return [use.entity]
        return [use.entity, *bodies_of(self.entities, self.titles, use)]

    def speaks_for(self, person: Entity, others: list[Entity]) -> bool:
        """Whether a person is an official of one of some states ("Ghana's foreign minister, Ama Mensah").

        A title without a state ("President Mensah") will do where the text never tells whose official that is."""
        if person.type != "Person":
            return False
        bodies = [body for use in person.mentions for body in bodies_of(self.entities, self.titles, use)]
        if bodies:
            return any(body in others for body in bodies)
        return any(e.type == "State" for e in others) and bool(titles_of(self.tree, self.titles, person))

    def takes_sides(self, speaker: Entity) -> bool:
        """Whether who says something of others is a party himself: a state, its organs, an armed group or their officials."""
        if speaker.type == "Person":
            return any(True for use in speaker.mentions for _ in bodies_of(self.entities, self.titles, use))
        return not speaker.generic and speaker.type in ("State", "ArmedGroup", "PoliticalParty", "GovernmentBody")

    def _described(self, i: int, generic: bool) -> list[Entity]:
        tree = self.tree
        lemma = tree.lemma[i]
        for c in tree.only(i, "appos"):
            if named := self._named(c):
                others = [e for c2 in tree.conjuncts(c) for e in self._named(c2)] or named
                return [*others, *(e for _, e in self._bodies(i) if others[0].type == "Person" and lemma in self.titles)]
        plural = tree.tag[i] == "NNS" and (lemma in self.words.state or lemma in self.words.parties)
        if plural and (again := restated(self.entities, i)):
            return again
        beside = apposed(self.entities, i, self.titles)
        if beside and beside[0].type != "Person":
            return beside
        if owners := ending(self.entities, i) or self._owned(i, lemma) or self._of_body(i, lemma):
            return [*beside, *owners]
        if beside:
            return beside
        if lemma in self.words.partitive or lemma in self.titles:
            inner = [
                e for prep, _, o in tree.all_phrases(i) if prep in ("of", "from", "for") for e in self.of(o, generic=generic)
            ]
            if inner:
                return [e for e in inner if e.type != "Place"] or inner
        if armed := self._armed(i, lemma):
            return armed
        paired = any(tree.lower[c] in PAIR for c in tree.only(i, "det", "preconj"))
        if lemma in self.words.parties and (tree.tag[i] == "NNS" or paired):
            if found := several(self, i):
                return found
            if any(tree.lower[c] in (*PAIR, "the", "these") for c in tree.only(i, "det", "nummod", "predet")):
                return []
        determined = tree.first(i, "det") is not None and tree.lower[tree.first(i, "det") or 0] in ("the", "this", "that")
        if determined and (body := self._body(i, lemma)):
            return body
        if named := meant(tree, self.epithets, i) or half(self.entities, i):
            return named
        return [self.collective(i)] if generic and self._is_collective(i, lemma) else []

    def _armed(self, i: int, lemma: str) -> list[Entity]:
        """ "These networks", "the rebels": the armed groups named last."""
        if (lemma in self.words.rebels or lemma in self.words.bands) and (bands := these(self, i)):
            return bands
        plain = lemma in self.words.rebels and self.tree.tag[i] == "NNS" and self._is_plain(i)
        return self._last(i, lambda e: e.type == "ArmedGroup", 3) if plain else []

    def _is_plain(self, i: int) -> bool:
        """ "the rebels": the article and nothing else."""
        left = [self.tree.lower[c] for c in self.tree.children[i] if c < i]
        return (not left and i in self.entities.headings) or left in (["the"], ["these"], ["those"])

    def modifiers(self, i: int) -> Iterator[tuple[int, Use]]:
        """Names that modify a noun: "Russian", "Pakistan's", "of India", with those coordinated."""
        return modifiers(self.entities, i)

    def _owned(self, i: int, lemma: str) -> list[Entity]:
        """ "Russian troops", "the government of India", "Iran's foreign minister": the state or body that owns them."""
        office = (lemma in self.titles or lemma in self.words.persons) and lemma not in self.words.population
        if not (office or lemma in self.words.state) or self.tree.pos[i] == "ADJ":
            return []
        if any(self.tree.lemma[c] in self.words.non_state for c in self.tree.only(i, "compound", "amod")):
            return []
        owned = [(m, u) for m, u in self.modifiers(i) if u.role != "demonym" and not u.entity.is_place]
        owners = [u.entity for _, u in owned if u.entity.type != "Person"]
        if not owners and lemma in self.words.state:
            owners = [u.entity for m, u in owned if self.tree.dep[m] == "poss"]
        if owners:
            return owners
        for c in self.tree.only(i, "compound"):
            if self.tree.pos[c] == "NOUN" and (body := self._body(c, self.tree.lemma[c])):
                return body  # "army warplanes"
        if seated := seated_in(self.entities, i) or only_state(self.entities, self.words, i):
            return seated
        for c in self.tree.only(i, "poss"):
            if self.tree.lemma[c] in self.words.states and (state := self._body(c, self.tree.lemma[c])):
                return state
            if self.tree.pos[c] == "PRON":
                return [e for e in self._pronoun(c) if e.type not in ("Person", "Place")]
        return []

    def _of_body(self, i: int, lemma: str) -> list[Entity]:
        """ "LeT gunmen", "coast guard crews": members of a named body stand for it."""
        if lemma not in self.words.population:
            return []
        for c in self.tree.only(i, "poss"):
            if self.tree.pos[c] == "PRON" and (owners := [e for e in self._pronoun(c) if e.type in BODIES]):
                return owners
        return [e for m, e in self._bodies(i) if e.type != "State" and (m < i or self.tree.lower[self.tree.head[m]] == "of")]

    def _bodies(self, i: int) -> list[tuple[int, Entity]]:
        """The states and bodies that modify a noun, with their tokens."""
        return [(m, u.entity) for m, u in self.modifiers(i) if u.entity.type in BODIES and not u.locative]

    def _is_collective(self, i: int, lemma: str) -> bool:
        if self.tree.pos[i] != "NOUN":
            return False
        if lemma in self.words.bare and not any(True for _ in self.tree.only(i, "amod", "compound", "poss")):
            return False
        pair = next((f"{self.tree.lemma[c]} {lemma}" for c in self.tree.only(i, "compound", "amod")), "")
        return (
            lemma in self.words.population
            and (self.tree.tag[i] == "NNS" or lemma in ("opposition", "police", "army", "public", "military", "government"))
        ) or pair in self.words.population

    def collective(self, i: int) -> Entity:
        """A population named by description, made when first needed."""
        tree = self.tree
        first = description_start(tree, i)
        text = " ".join(tree.text[tree.begin[first] : tree.end[i]].split())
        entity = self.entities.add(f"Population/{slug(text)}", "Population", text, generic=True)
        if all(u.head != i for u in entity.mentions):
            entity.mentions.append(Use(entity, first, i, i, "collective"))
            entity.names[text] = None
        return entity

    def _pronoun(self, i: int) -> list[Entity]:
        word = self.tree.lower[i]
        if self.tree.pos[i] not in ("PRON", "DET", "NUM"):
            return []
        if word in FIRST_PERSON:
            who = speaker(self.tree, i, self.quotes, self.entities.lexicon)
            return self.of(who, generic=False) if who is not None and self.tree.lower[who] not in FIRST_PERSON else []
        if word in (*HE, *SHE, *IT) and (ahead := self._ahead(i)):
            return ahead
        if word in (*HE, *SHE, *IT) and (said := self._speaker_above(i)):
            return said
        if word in HE or word in SHE:
            return self._last(i, lambda e: e.type == "Person", 3)
        if word in IT:
            if topic := go_on(self.tree, i, self.of, plural=False):
                return topic
            return self._last(i, lambda e: e.type not in ("Person", "Place", "Population"), 2)
        if word in THEY or word in PAIR:
            inner = [e for prep, _, o in self.tree.all_phrases(i) if prep == "of" for e in self.of(o)]
            inner = inner or (go_on(self.tree, i, self.of, plural=True) if word == "they" else [])
            return inner or self._subject_above(i) or several(self, i)
        return []

    def _speaker_above(self, i: int) -> list[Entity]:
        """ "The ministry said it was ready": the singular subject of the verb whose clause the pronoun is the subject of."""
        tree = self.tree
        verb = tree.head[i]
        if tree.dep[i] not in ("nsubj", "nsubjpass") or tree.dep[verb] != "ccomp" or tree.head[verb] > verb:
            return []
        subject = tree.first(tree.head[verb], "nsubj", "nsubjpass")
        if subject is None or subject == i or tree.pos[subject] == "PRON":
            return []
        person = tree.lower[i] not in IT
        return [e for e in self.of(subject, generic=False) if (e.type == "Person") == person and not e.is_place][:1]

    def _subject_above(self, i: int) -> list[Entity]:
        """ "The governments issued a text in which they agreed": the plural subject of the clause around."""
        tree = self.tree
        if tree.dep[i] != "nsubj":
            return []
        for verb in [a for a in tree.ancestors(i) if tree.pos[a] in ("VERB", "AUX")][1:3]:
            subject = tree.first(verb, "nsubj", "nsubjpass")
            if (
                subject is not None
                and subject < i
                and (tree.tag[subject] in ("NNS", "NNPS") or tree.first(subject, "conj") is not None)
            ):
                return [e for s in tree.conjuncts(subject) for e in self.of(s)]
        return []

    def _ahead(self, i: int) -> list[Entity]:
        """ "At its Berlin meeting the council decided": in a phrase before the subject, the subject is meant."""
        tree = self.tree
        if tree.dep[i] != "poss":
            return []
        verb = next((a for a in tree.ancestors(i) if tree.pos[a] in ("VERB", "AUX")), None)
        subject = tree.first(verb, "nsubj", "nsubjpass") if verb is not None else None
        if subject is None or subject < i or subject == tree.head[i] or tree.first_conjunct(verb) != verb:
            return []
        person = tree.lower[i] not in IT
        return [e for e in self._named(subject) if (e.type == "Person") == person and not e.is_place][:1]

    def before(self, i: int, sentences: int) -> list[Use]:
        """Uses before token `i`, nearest sentence first, subjects before others within a sentence."""
        tree = self.tree
        if not self.uses:
            self.uses = sorted((u for e in self.entities.all.values() for u in e.mentions), key=lambda u: u.first)
            self.starts = [u.first for u in self.uses]
        here = tree.sentence[i]
        near = [
            u
            for u in self.uses[: bisect_left(self.starts, i)]
            if here - tree.sentence[u.head] <= sentences and u.role != "adjective"
        ]
        return sorted(near, key=lambda u: (here - tree.sentence[u.head], subject_rank(self.tree, u), -u.first))

    def _last(self, i: int, fits: object, sentences: int) -> list[Entity]:
        for use in self.before(i, sentences):
            if (
                fits(use.entity)
                and not use.locative
                and not is_own_modifier(self.tree, use, i)
                and not is_bound(self.tree, use, i)
            ):  # type: ignore[operator]
                return [use.entity]
        return []

    def is_somebody(self, i: int) -> bool:
        """Whether a noun phrase means people, named or not: "the envoy", "he", "Ms Doe"; not "this", "the law"."""
        tree, words = self.tree, self.words
        if tree.lower[i] in (*HE, *SHE, *THEY, "we", "i", "who"):
            return True
        lemma = tree.lemma[i]
        return (
            tree.pos[i] == "PROPN"
            or lemma in self.titles
            or any(lemma in s for s in (words.state, words.population, words.persons, words.bodies))
        )

    def _body(self, i: int, lemma: str) -> list[Entity]:
        """ "the group", "the ministry", "the cleric": the last named actor that the word describes."""
        if lemma in self.words.persons and self.tree.tag[i] == "NN":
            titled = self._last(
                i,
                lambda e: (
                    e.type == "Person" and bool(titles_of(self.tree, self.titles, e) & {lemma, *self.classes.get(lemma, ())})
                ),
                40,
            )
            return titled or self._last(i, lambda e: e.type == "Person", 3)
        if lemma not in self.words.bodies or self.tree.tag[i] != "NN":
            return []
        if any(
            self.tree.dep[c] in ("amod", "compound", "prep", "relcl", "acl")
            and self.tree.lower[c] not in ("said", *self.words.neutral)
            for c in self.tree.children[i]
        ):
            return []
        if lemma in self.words.states:
            return self._last(i, lambda e: e.type == "State", 4)
        called = self._last(
            i,
            lambda e: (
                e.type not in ("Person", "Place")
                and any(n.lower().endswith((lemma, *self.classes.get(lemma, ()))) for n in (e.label, *e.names))
            ),
            30,
        )
        if called:
            return called
        if lemma in self.words.groups:
            return self._last(i, lambda e: e.type not in ("State", "Person", "Place", "Population"), 4)
        return self._last(i, lambda e: e.type == "GovernmentBody", 4)


def parties(entities: Entities) -> Parties:
    classes = dict(entities.lexicon.table("actors")["descriptions"])
    words, titles = collectives(entities.lexicon), title_heads(entities.lexicon)
    found = Parties(entities, words, titles, classes, quotes=quotations(entities.tree))
    found.epithets = epithets(entities)
    found.issued_by = issuers(entities, found.of, words.parties | {"head", "representative", "member"})
    return found
