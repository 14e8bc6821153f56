"""The arithmetic coder, and the narrowing interval in exact fractions."""

import itertools
import math
import random
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ce_helpers import coding as c
from ce_helpers.coding.arithmetic import QUARTER
from ce_helpers.coding.models import LARGEST_TOTAL

# --- the arithmetic coder --------------------------------------------------------------------------------------------

TEXT = (
    "It is not the strongest of the species that survives, nor the most intelligent, but the one most able to adapt. "
    "Ce n'est pas l'espèce la plus forte qui survit, mais celle qui sait s'adapter: voilà, l'œuvre est là. "
) * 3
MODELS = {
    **{f"adaptive-{k}": c.adaptive_model(k) for k in range(4)},
    **{f"adaptive-{k}-fine": c.adaptive_model(k, Fraction(1, 997)) for k in range(4)},
    **{f"static-{k}": c.static_model(TEXT, k) for k in range(4)},
    "given": c.model_from_probabilities({bytes([i]): (1 - 1e-4) if i == 101 else 1e-4 / 255 for i in range(256)}),
}


def check_coder(data, model):
    code = c.arithmetic_encode(data, model)
    assert c.arithmetic_decode(code, model) == data
    ideal = c.bits_of(data, model)
    slack = 3e-8 * len(data) + 1e-12 * ideal
    assert ideal - slack <= len(code.bits) <= ideal + 2 + slack
    return code


@pytest.mark.parametrize("name", MODELS)
@settings(max_examples=25)
@given(data=st.one_of(st.binary(max_size=200), st.text("ab e", max_size=200).map(str.encode)))
def test_round_trip_within_two_bits_of_ideal(name, data):
    check_coder(data, MODELS[name])


@pytest.mark.parametrize("name", MODELS)
def test_round_trip_of_longer_texts(name):
    rng = random.Random(1)
    for data in (TEXT.encode(), rng.randbytes(3000), b"e" * 3000, bytes(range(256)) * 4):
        check_coder(data, MODELS[name])


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=5), st.data())
@settings(max_examples=60)
def test_two_bits_hold_for_skewed_models(w, data):
    p = np.array(w) / sum(w)
    letters = "abcde"[: len(w)]
    model = c.model_from_probabilities(dict(zip(letters, p, strict=True)))
    check_coder(data.draw(st.text(letters, max_size=300)).encode(), model)


def test_straddling_the_middle_many_times():
    # the middle third of the middle third … never leaves ½ until the end: the carry is put off all along
    model = c.model_from_probabilities({"a": 0.25, "b": 0.5, "c": 0.25})
    for end in ("", "a", "c"):
        check_coder(("b" * 500 + end).encode(), model)


def test_rounding_stays_below_the_bound_that_is_documented():
    # a slot has at least quarter/total units and is off by less than one of them
    units = QUARTER // LARGEST_TOTAL
    assert -math.log2(1 - 1 / units) < 2.2e-8


def test_too_fine_an_alpha_for_a_long_text_is_refused():
    with pytest.raises(ValueError, match="smaller denominator"):
        c.bits_of(bytes(2**23), c.adaptive_model(alpha=Fraction(1, 1000)))


def test_half_probabilities_cost_exactly_one_bit_each():
    model = c.model_from_probabilities({"a": 0.5, "b": 0.5})
    code = c.arithmetic_encode("abbabaab", model)
    assert code.bits == "01101001"


def test_the_empty_text_has_an_empty_payload():
    for model in MODELS.values():
        code = c.arithmetic_encode("", model)
        assert code == c.ArithmeticCode("", 0)
        assert c.arithmetic_decode(code, model) == b""
        assert c.bits_of("", model) == 0
        assert code.header_bits == 1
        assert c.ArithmeticCode.from_bytes(code.to_bytes()).length == 0


def test_a_certain_text_costs_nothing_but_its_length():
    model = c.model_from_probabilities({"a": 1.0})
    code = c.arithmetic_encode("a" * 1000, model)
    assert code.bits == ""
    assert code.total_bits == 19  # gamma code of 1001
    assert c.arithmetic_decode(code, model) == b"a" * 1000


@given(st.binary(max_size=300))
def test_bytes_on_disk_round_trip(data):
    model = MODELS["adaptive-1"]
    code = c.arithmetic_encode(data, model)
    raw = code.to_bytes()
    assert len(raw) == -(-code.total_bits // 8)
    assert c.arithmetic_decode(c.ArithmeticCode.from_bytes(raw), model) == data


@given(st.binary(min_size=1, max_size=50), st.text("01", max_size=80))
def test_whatever_follows_the_payload_does_not_matter(data, more):
    model = MODELS["adaptive-0"]
    code = c.arithmetic_encode(data, model)
    assert c.arithmetic_decode(c.ArithmeticCode(code.bits + more, code.length), model) == data


def test_a_truncated_code_is_noticed():
    model = MODELS["adaptive-0"]
    code = c.arithmetic_encode(TEXT, model)
    with pytest.raises(ValueError, match="too few"):
        c.arithmetic_decode(c.ArithmeticCode(code.bits[:-100], code.length), model)


@given(st.text(max_size=100))
def test_a_string_is_its_utf8_bytes(text):
    model = MODELS["adaptive-2"]
    assert c.arithmetic_decode(c.arithmetic_encode(text, model), model).decode() == text


def test_the_coder_beats_huffman_on_a_skewed_source():
    text = "a" * 950 + "b" * 50
    model = c.static_model(text, alpha=0)
    huffman = len(c.huffman_encode(text, c.huffman_code(Counter(text))))
    assert huffman == 1000
    assert len(c.arithmetic_encode(text, model).bits) < 0.3 * huffman


# --- the narrowing interval ------------------------------------------------------------------------------------------


def test_interval_widths_are_products_of_probabilities():
    p = {"a": Fraction(1, 2), "b": Fraction(1, 3), "!": Fraction(1, 6)}
    steps = c.interval_steps("abba!", p)
    width = Fraction(1)
    low, high = Fraction(0), Fraction(1)
    for step in steps:
        width *= p[step.symbol]
        assert step.high - step.low == width
        assert low <= step.low < step.high <= high
        low, high = step.low, step.high
    assert [s.symbol for s in steps] == list("abba!")
    assert c.interval_steps("", p) == []


def test_interval_reads_floats_as_decimals():
    assert c.interval_steps("c", {"a": 0.1, "b": 0.2, "c": 0.7})[0] == ("c", Fraction(3, 10), Fraction(1))


@given(st.fractions(0, 1, max_denominator=1000), st.fractions(0, 1, max_denominator=1000))
def test_shortest_binary_lies_inside_and_is_shortest(a, b):
    low, high = min(a, b), max(a, b)
    assume(low < high)
    bits = c.shortest_binary(low, high)
    k = len(bits)
    start = Fraction(int(bits or "0", 2), 2**k)
    assert low <= start
    assert start + Fraction(1, 2**k) <= high
    assert -math.log2(high - low) - 1e-12 <= k <= math.ceil(-math.log2(high - low)) + 1
    for n in range(2 ** (k - 1) if 0 < k < 12 else 0):
        assert not (low <= Fraction(n, 2 ** (k - 1)) and Fraction(n + 1, 2 ** (k - 1)) <= high)


def test_the_coder_agrees_with_the_exact_interval():
    p = {"a": 0.5, "b": 0.25, "c": 0.25}
    model = c.model_from_probabilities(p)
    for text in map("".join, itertools.product("abc", repeat=4)):
        last = c.interval_steps(text, p)[-1]
        value = Fraction(int(c.arithmetic_encode(text, model).bits, 2), 2 ** len(c.arithmetic_encode(text, model).bits))
        assert last.low <= value < last.high
        assert len(c.arithmetic_encode(text, model).bits) == len(c.shortest_binary(last.low, last.high))
