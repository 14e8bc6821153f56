"""Letters: a text folded to a–z, and how often each letter occurs in English and French."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping

from ..data.tables import ENGLISH_LETTER_PERCENT, FRENCH_LETTER_COUNTS

__all__ = ["fold_letters", "letter_counts", "letter_frequencies"]


# letters that are two, or whose names do not tell the plain one
_APART = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "þ": "th", "ð": "d", "ŋ": "ng", "ı": "i", "ȷ": "j", "ĸ": "k"})
_WITH = re.compile(r"LATIN SMALL LETTER ([A-Z]) WITH ")


def fold_letters(text: str) -> str:
    """Reduce a text to the letters a–z.

    Characters that stand for others are resolved (the ligature ﬁ to fi, № to no, bold or raised letters to plain
    ones), capitals become small, accents and strokes are taken off (é to e, ç to c, ł to l, ø to o, đ to d), and œ,
    æ, ß, þ, ŋ become two letters (oe, ae, ss, th, ng), ð, ı become d, i. Everything else is left out: spaces, digits,
    signs, other alphabets, and the few Latin letters without a plain one, such as ə.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Letters a–z only.

    Raises
    ------
    ValueError
        If `text` is not a string.

    Examples
    --------
    >>> fold_letters("L'œuvre, ça va?")
    'loeuvrecava'
    """
    if not isinstance(text, str):
        raise ValueError(f"text = {text!r:.60} is no string; decode bytes first")
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower()).translate(_APART)
    return "".join(c if c.isascii() else _base(c) for c in small if c.isalpha())


def _base(letter: str) -> str:
    """Return the plain letter that is written with a stroke, hook or tail; nothing for any other character."""
    found = _WITH.match(unicodedata.name(letter, ""))
    return found[1].lower() if found else ""


def letter_counts(text: str) -> dict[str, int]:
    """Count the letters a–z of a text, folded as by `fold_letters`.

    Parameters
    ----------
    text : str
        Any text; an empty one has 26 counts of 0.

    Returns
    -------
    dict of str to int
        26 counts, a to z.

    Raises
    ------
    ValueError
        If `text` is not a string.

    Examples
    --------
    >>> {c: n for c, n in letter_counts("Élève").items() if n}
    {'e': 3, 'l': 1, 'v': 1}
    """
    folded = fold_letters(text)
    return {c: folded.count(c) for c in "abcdefghijklmnopqrstuvwxyz"}


def letter_frequencies(language: str) -> dict[str, float]:
    """Return published letter frequencies of running text, as a distribution over a–z.

    Parameters
    ----------
    language : {"english", "french"}
        French accented letters are added to their plain letters, and œ to both o and e, as `fold_letters` does.

    Returns
    -------
    dict of str to float
        26 probabilities that sum to 1.

    Raises
    ------
    ValueError
        For another language.

    References
    ----------
    English: R. E. Lewand, *Cryptological Mathematics*, Mathematical Association of America, 2000, p. 36, as transcribed
    at http://cs.wellesley.edu/~fturbak/codman/letterfreq.html. French: counts of the Corpus de Thomas Tempé, listed by
    the Bépo project, https://bepo.fr/wiki/Fréquence_des_caractères (revision 11642). Wikipedia's French column once
    held the same shares; its later revisions differ in several letters.

    Examples
    --------
    >>> round(letter_frequencies("english")["e"], 3), round(letter_frequencies("french")["e"], 3)
    (0.127, 0.171)
    """
    tables: dict[str, Mapping[str, float]] = {"english": ENGLISH_LETTER_PERCENT, "french": FRENCH_LETTER_COUNTS}
    if not isinstance(language, str) or language not in tables:
        raise ValueError(f"language = {language!r} has no table here; choose from {sorted(tables)}")
    folded = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 0.0)
    for letter, share in tables[language].items():
        for plain in fold_letters(letter):
            folded[plain] += share
    # Counts sum to the size of the corpus, and the printed percentages, being rounded, near 100: divide by the sum.
    total = math.fsum(folded.values())
    return {letter: share / total for letter, share in folded.items()}
