"""Two words that may be one: spelt alike, transliterated otherwise, or mistyped."""

from __future__ import annotations

import functools

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from kg.resolve.names import SHORT
from kg.resolve.words import Words

Sound = tuple[str, frozenset[str]]  # "c" or "v", and what it can stand for

MISTYPED = 88.0  # of 100, for words of at least six letters
LOOKS_LIKE = 0.86  # Jaro-Winkler
LONG = 6


@functools.lru_cache(maxsize=500_000)
def same_word(a: str, b: str, words: Words) -> str:
    """How two folded words are one: "equal", "variant" (another transliteration), "mistyped", or "" if they are not.

    Words of up to three letters have to be equal: "Un" is not "Il".
    """
    if a == b:
        return "equal"
    if min(len(a), len(b)) <= SHORT or "-" in a != "-" in b:
        return ""
    if _alike(sounds(a, words), sounds(b, words)):
        return "variant"
    return "mistyped" if min(len(a), len(b)) >= LONG and ratio(a, b) >= MISTYPED else ""


def look_alike(a: str, b: str) -> bool:
    """Whether two words have most of their letters in common, first of all those at the beginning."""
    return min(len(a), len(b)) > SHORT + 1 and JaroWinkler.similarity(a, b) >= LOOKS_LIKE


@functools.lru_cache(maxsize=200_000)
def sounds(word: str, words: Words) -> tuple[Sound, ...]:
    """The word as runs of vowels and single consonants. Doubled consonants count once, silent ones not at all."""
    out: list[Sound] = []
    at = 0
    while at < len(word):
        kind, size, sound = _next(word, at, words)
        if kind == "v" and out and out[-1][0] == "v":
            out[-1] = ("v", out[-1][1] | sound)
        elif kind and out[-1:] != [(kind, sound)]:
            out.append((kind, sound))
        at += size
    return tuple(out)


def skeleton(word: str, words: Words) -> str:
    """Its consonants, each as the one letter that all its possible sounds share: a clue that variants have in common."""
    return "".join(_coarse(sound) for kind, sound in sounds(word, words) if kind == "c") or word[:1]


COARSE = str.maketrans({"G": "K", "H": "K", "Q": "K", "Z": "S", "X": "S", "C": "S", "F": "V"})


def _coarse(sound: frozenset[str]) -> str:
    return min(sound).translate(COARSE)


def _next(word: str, at: int, words: Words) -> tuple[str, int, frozenset[str]]:
    """Kind, length and sounds of the next spelling; kind "" for what is not heard."""
    for size in (3, 2, 1):
        spelling = word[at : at + size]
        if len(spelling) < size:
            continue
        consonant = words.consonants.get(spelling)
        if consonant and not (spelling in words.vowels and at > 0):
            silent = spelling in words.silent and at > 0 and at + size == len(word)
            return ("" if silent else "c"), size, consonant
        if size == 1 and spelling in words.vowels:
            return "v", 1, words.vowels[spelling]
    return "c", 1, frozenset(word[at])


def _alike(a: tuple[Sound, ...], b: tuple[Sound, ...]) -> bool:
    """Each consonant fits and each run of vowels; a vowel between two consonants may be unwritten."""
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i][0] == b[j][0]:
            if not a[i][1] & b[j][1]:
                return False
            i, j = i + 1, j + 1
        elif a[i][0] == "v" and 0 < i < len(a) - 1:
            i += 1
        elif b[j][0] == "v" and 0 < j < len(b) - 1:
            j += 1
        else:
            return False
    return i == len(a) and j == len(b)
