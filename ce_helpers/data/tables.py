"""Small tables of facts, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ENGLISH_LETTER_PERCENT", "FRENCH_LETTER_COUNTS"]


# fmt: off
ENGLISH_LETTER_PERCENT: Mapping[str, float] = MappingProxyType({
    "a": 8.167, "b": 1.492, "c": 2.782, "d": 4.253, "e": 12.702, "f": 2.228, "g": 2.015, "h": 6.094, "i": 6.966,
    "j": 0.153, "k": 0.772, "l": 4.025, "m": 2.406, "n": 6.749, "o": 7.507, "p": 1.929, "q": 0.095, "r": 5.987,
    "s": 6.327, "t": 9.056, "u": 2.758, "v": 0.978, "w": 2.360, "x": 0.150, "y": 1.974, "z": 0.074,
})
"""Letters of English text in percent, after Lewand (2000), p. 36; not normalised (see `letter_frequencies`)."""

FRENCH_LETTER_COUNTS: Mapping[str, int] = MappingProxyType({
    "a": 117110, "b": 13822, "c": 50003, "d": 56269, "e": 225947, "f": 16351, "g": 13288, "h": 11298, "i": 115465,
    "j": 8351, "k": 745, "l": 83668, "m": 45521, "n": 108812, "o": 82762, "p": 46335, "q": 20889, "r": 100500,
    "s": 121895, "t": 111103, "u": 96785, "v": 24975, "w": 1747, "x": 5928, "y": 4725, "z": 2093,
    "à": 7449, "ç": 1306, "è": 4160, "é": 29206, "ê": 3445, "î": 695, "ï": 84, "ù": 890, "œ": 108,
})
# fmt: on
"""Letters counted in the Corpus de Thomas Tempé (1 616 343 characters of French text of several kinds), accented ones
apart, as listed by the Bépo project; letters counted 20 times or fewer are left out, and â, ô, û are not in its list.
Not folded (see `letter_frequencies`)."""
