"""Names as words to compare: folded, without titles, legal forms and small words, with what they say of a country."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from kg.resolve.words import Words

WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"})
QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»]")
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}|\b[^\W\d_](?:\.[^\W\d_])+\b")
SHORT = 3  # letters up to which a word is compared only as it stands
LONGEST_ACRONYM = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A name as words. `raw` are all its words, small ones too, for acronyms; `words` those that are compared;
    `acronym` the letters if the whole name looks like one; `capitals` are words
    written in capitals, which have one spelling only; `countries` what states its words name; `suffix` "jr"."""

    text: str
    raw: tuple[str, ...]
    words: tuple[str, ...]
    acronym: str = ""
    capitals: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    suffix: str = ""
    nickname: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def parsed(text: str, person: bool, words: Words) -> Parsed:
    return _person(text, words) if person else _body(text, words)


def tokens(text: str) -> list[str]:
    """Folded words; dotted letters are one word ("U.S."), apostrophes go ("Da'esh", "People's"), a possessive too."""
    joined = DOTTED.sub(lambda m: m[0].replace(".", "") + " ", text)
    joined = re.sub(r"(?<=\w)&(?=\w)", "", joined).replace("&", " and ")
    return [re.sub(r"['’`]", "", word) for word in WORD.findall(fold(joined))]


# --- persons


@functools.lru_cache(maxsize=200_000)
def _person(text: str, words: Words) -> Parsed:
    nick = QUOTED.search(text)
    found = _untitled(tokens(QUOTED.sub(" ", text).replace(".", " ")), words)
    suffix = next((words.suffixes[w] for w in found[1:] if w in words.suffixes), "")
    plain = [w for w in found if not (suffix and words.suffixes.get(w) == suffix)]
    return Parsed(
        text=text,
        raw=tuple(plain),
        words=tuple(_parts(plain, words)),
        acronym=_acronym(text),
        suffix=suffix,
        nickname=tuple(tokens(nick[1])) if nick else (),
    )


def _untitled(found: list[str], words: Words) -> list[str]:
    """Without forms of address and offices before the name; a word is left in any case."""
    while len(found) > 1:
        size = next((n for n in range(min(5, len(found) - 1), 0, -1) if tuple(found[:n]) in words.titles), 0)
        if not size:
            break
        found = found[size:]
    return found


def _parts(found: list[str], words: Words) -> list[str]:
    """Articles away, "bin Salman" one part, "Abdul Rahim" and "Abdelrahim" one part "abd-rahim"."""
    out: list[str] = []
    pending = ""
    for i, word in enumerate(found):
        last = i == len(found) - 1
        if word in words.servant and not last:
            pending += "abd-"
        elif pending.startswith("abd-") and word in words.articles and not last:
            continue
        elif word in words.joined and not last:
            pending += f"{word}-"
        elif word in words.articles and not last and len(found) > 1:
            continue
        else:
            out.append(pending + (word if pending else _servant(word, words)))
            pending = ""
    return out


def _servant(word: str, words: Words) -> str:
    """ "abdelrahim" as "abd-rahim"."""
    fits = [s for s in words.servant if len(s) > 3 and word.startswith(s) and len(word) - len(s) >= 4]
    return f"abd-{word[len(max(fits, key=len)) :]}" if fits else word


# --- bodies, groups, parties, states, populations


@functools.lru_cache(maxsize=200_000)
def _body(text: str, words: Words) -> Parsed:
    raw = tokens(text)
    spelt = _spelt(raw, words)
    rest, countries = _countries(spelt, words)
    kept = [stem(w) for w in rest if w not in words.stop and w not in words.legal]
    if not kept and not countries:
        kept = [stem(w) for w in spelt if w not in words.stop] or spelt
    capitals = frozenset(fold(word) for word in WORD.findall(text) if len(word) > 1 and word.isupper())
    acronym = _acronym(text)
    return Parsed(
        text=text, raw=tuple(raw), words=tuple(kept), acronym=acronym, capitals=capitals | {acronym}, countries=countries
    )


def _spelt(raw: list[str], words: Words) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(raw):
        size = next((n for n in (2, 1) if tuple(raw[at : at + n]) in words.spelling and at + n <= len(raw)), 0)
        out += words.spelling[tuple(raw[at : at + size])] if size else raw[at : at + 1]
        at += size or 1
    return out


def _countries(spelt: list[str], words: Words) -> tuple[list[str], frozenset[str]]:
    """The words that name no state, and the states that the others name, the longest phrases first."""
    free = [True] * len(spelt)
    found: set[str] = set()
    for size in range(min(6, len(spelt)), 0, -1):
        for at in range(len(spelt) - size + 1):
            phrase = tuple(spelt[at : at + size])
            if phrase in words.countries and all(free[at : at + size]):
                found.add(words.countries[phrase])
                free[at : at + size] = [False] * size
    return [word for word, left in zip(spelt, free, strict=True) if left], frozenset(found)


def stem(word: str) -> str:
    """One number for both: "forces", "Rohingyas", "societies"."""
    if len(word) <= SHORT + 1 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 5 else word[:-1]


# --- acronyms


def _acronym(text: str) -> str:
    """Letters of a name that looks like an acronym ("LeT", "U.N.", "ISIS-K", "R&AW"), else ""."""
    if " " in text.strip().removeprefix("the "):
        return ""
    letters = re.sub(r"[^\w]", "", text.strip().removeprefix("the "))
    capitals = sum(c.isupper() for c in letters)
    looks = 2 <= len(letters) <= LONGEST_ACRONYM and capitals >= 2 and 2 * capitals >= len(letters)
    return fold(letters) if looks else ""


@functools.lru_cache(maxsize=200_000)
def initials(name: Parsed, words: Words) -> frozenset[str]:
    """Acronyms made of one letter a word, with and without small words; empty for single words."""
    whole = [w for w in name.raw if w not in words.legal]
    significant = [w for w in whole if w not in words.stop and w not in words.articles]
    made = {"".join(w[0] for w in some) for some in (whole, significant) if len(some) > 1}
    if len(whole) - len(significant) > 1:
        made.add("".join(w[0] for w in whole if w in significant or len(w) > 2))
    return frozenset(acronym for acronym in made if len(acronym) > 1)


def spells(acronym: str, raw: tuple[str, ...], words: Words) -> bool:
    """Whether the acronym is made of the beginnings of all significant words in order, up to three letters of each."""

    def fits(letters: str, at: int) -> bool:
        if at == len(raw):
            return not letters
        if raw[at] in words.stop and fits(letters, at + 1):
            return True
        return any(letters[:n] == raw[at][:n] and fits(letters[n:], at + 1) for n in (1, 2, 3) if n <= len(letters))

    return len(raw) > 1 and len(acronym) > 2 and fits(acronym, 0)
