"""Codes: lengths, code words, models of a text, letters."""

import itertools
import math
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

import ce_helpers as ce
from ce_helpers import coding as c

TEXT = (
    "It is not the strongest of the species that survives, nor the most intelligent, but the one most able to adapt. "
    "Ce n'est pas l'espèce la plus forte qui survit, mais celle qui sait s'adapter: voilà, l'œuvre est là. "
) * 3


def entropy_bits(p):
    return float(scipy.stats.entropy(p, base=2))


weights = st.lists(st.integers(1, 1000), min_size=1, max_size=40)
several_weights = st.lists(st.integers(1, 1000), min_size=2, max_size=40)


# --- code words ------------------------------------------------------------------------------------------------------


def test_kraft_sum_is_exact_for_any_alphabet():
    assert c.kraft_sum([1, 2, 3, 3]) == 1.0
    assert c.kraft_sum([1] * 3, alphabet=3) == float(Fraction(1, 3) * 3)
    assert c.kraft_sum([0]) == 1.0
    assert c.kraft_sum([60] * 3 + [1]) == 0.5 + 3 * 2.0**-60
    assert c.kraft_sum([5000]) == 0.0  # below the smallest float


def test_prefix_free_and_decodable_differ_where_they_should():
    assert c.is_prefix_free(["0", "10", "11"])
    assert c.is_prefix_free({"a": "0", "b": "10"})
    assert not c.is_prefix_free(["0", "00"])
    assert not c.is_prefix_free(["1", "1"])
    suffix_free = ["0", "01", "11"]
    assert not c.is_prefix_free(suffix_free)
    assert c.is_uniquely_decodable(suffix_free)
    assert not c.is_uniquely_decodable(["0", "01", "10"])
    assert not c.is_uniquely_decodable(
        ["1", "011", "01110", "1110", "10011"]
    )  # a textbook case, ambiguous at length 10
    assert not c.is_uniquely_decodable(["0", "0"])
    assert not c.is_uniquely_decodable(["", "1"])


@given(st.lists(st.text("01", min_size=1, max_size=4), min_size=1, max_size=5, unique=True))
def test_decodability_agrees_with_trying_all_messages(words):
    seen = Counter(
        "".join(message) for n in range(1, 6) for message in itertools.product(words, repeat=n)
    )  # 5 words of at most 4 bits: short ambiguities are found here
    ambiguous = max(seen.values()) > 1
    if ambiguous:
        assert not c.is_uniquely_decodable(words)
    if c.is_prefix_free(words):
        assert c.is_uniquely_decodable(words)
    if c.is_uniquely_decodable(words):
        assert c.kraft_sum([len(w) for w in words]) <= 1  # McMillan


@given(several_weights)
def test_shannon_lengths_are_the_rounded_up_logarithms(w):
    p = np.array(w) / sum(w)
    lengths = c.shannon_lengths(p)
    assert c.kraft_sum(lengths) <= 1
    assert entropy_bits(p) - 1e-12 <= c.expected_length(p, lengths) < entropy_bits(p) + 1
    exact = [next(n for n in itertools.count() if Fraction(float(x)) * 2**n >= 1) for x in p]
    assert lengths.tolist() == exact


def test_shannon_lengths_at_powers_of_two_and_at_certainty():
    assert c.shannon_lengths([0.5, 0.25, 0.125, 0.125]).tolist() == [1, 2, 3, 3]
    assert c.shannon_lengths([1.0]).tolist() == [0]
    assert c.shannon_lengths(np.array([0.5, 0.5], dtype=np.float32)).tolist() == [1, 1]


@given(several_weights)
def test_huffman_stays_within_a_bit_of_the_entropy_and_fills_kraft(w):
    p = np.array(w) / sum(w)
    lengths = c.huffman_lengths(p)
    mean = c.expected_length(p, lengths)
    assert c.kraft_sum(lengths) == 1.0
    assert entropy_bits(p) - 1e-12 <= mean < entropy_bits(p) + 1
    assert mean <= c.expected_length(p, c.shannon_lengths(p)) + 1e-12


def best_mean(p):
    """Least Σ p·l over all lengths up to n − 1 that satisfy Kraft's inequality."""
    n = len(p)
    choices = itertools.combinations_with_replacement(range(1, n), n)
    descending = sorted(p, reverse=True)
    return min(
        math.fsum(x * length for x, length in zip(descending, lengths, strict=True))
        for lengths in choices
        if sum(2 ** (n - length) for length in lengths) <= 2**n
    )


@settings(max_examples=40)
@given(st.lists(st.integers(1, 50), min_size=2, max_size=7))
def test_huffman_is_optimal_among_all_codes_on_small_alphabets(w):
    p = np.array(w) / sum(w)
    assert c.expected_length(p, c.huffman_lengths(p)) == pytest.approx(best_mean(p), abs=1e-12)


def test_one_symbol_gets_one_bit():
    assert c.huffman_lengths([3]).tolist() == [1]
    assert c.huffman_code({"a": 1.0}) == {"a": "0"}
    assert c.huffman_decode(c.huffman_encode("aaa", {"a": "0"}), {"a": "0"}) == ["a"] * 3


def test_fibonacci_weights_give_the_deepest_tree():
    assert sorted(c.huffman_lengths([1, 1, 2, 3, 5, 8, 13])) == [1, 2, 3, 4, 5, 6, 6]


@given(st.text(min_size=1, max_size=60))
def test_huffman_round_trip_on_any_text(text):
    code = c.huffman_code(Counter(text))
    bits = c.huffman_encode(text, code)
    assert "".join(c.huffman_decode(bits, code)) == text
    assert c.is_prefix_free(code)
    assert len(bits) == sum(len(code[s]) for s in text)


@given(weights)
def test_canonical_code_follows_from_the_lengths(w):
    code = c.huffman_code(dict(enumerate(w)))
    assert list(code) == list(range(len(w)))
    assert [len(word) for word in code.values()] == c.huffman_lengths(w).tolist()
    by_length = sorted(code, key=lambda s: (len(code[s]), s))
    padded = [code[s].ljust(64, "0") for s in by_length]
    assert padded == sorted(padded)


def test_huffman_of_the_empty_message_is_empty():
    assert c.huffman_encode("", {"a": "0"}) == ""
    assert c.huffman_decode("", {"a": "0"}) == []


@given(several_weights, st.data())
def test_the_wrong_code_costs_the_cross_entropy(w, data):
    v = data.draw(st.lists(st.integers(1, 1000), min_size=len(w), max_size=len(w)))
    p, q = np.array(w) / sum(w), np.array(v) / sum(v)
    excess = c.expected_length(p, -np.log2(q)) - entropy_bits(p)
    assert excess == pytest.approx(float(scipy.stats.entropy(p, q, base=2)), abs=1e-10)


def test_an_impossible_symbol_may_have_an_infinite_word():
    assert c.expected_length([0.5, 0.5, 0.0], [1, 1, np.inf]) == 1.0
    assert c.expected_length([0.5, 0.25, 0.25], [1, 1, np.inf]) == math.inf


# --- models ----------------------------------------------------------------------------------------------------------


def direct_bits(text, order, alpha, size):
    """−Σ log₂ q by the formula, with plain counting: the reference for the models."""
    counts, totals, exact = Counter(), Counter(), Fraction(1)
    for t, symbol in enumerate(text):
        context = text[max(0, t - order) : t]
        exact *= (counts[context, symbol] + alpha) / (totals[context] + alpha * size)
        counts[context, symbol] += 1
        totals[context] += 1
    return math.log2(exact.denominator) - math.log2(exact.numerator)


@settings(max_examples=60)
@given(
    st.binary(max_size=60),
    st.integers(0, 3),
    st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3, 64)]),
    st.booleans(),
)
def test_adaptive_bits_are_those_of_the_formula(data, order, alpha, few):
    if few:
        data = bytes(b % 3 for b in data)
    model = c.adaptive_model(order, alpha, bytes(range(3)) if few else None)
    assert c.bits_of(data, model) == pytest.approx(
        direct_bits(data, order, alpha, 3 if few else 256), rel=1e-12, abs=1e-12
    )


def test_static_bits_are_the_cross_entropy_of_the_counts():
    model = c.static_model(TEXT, alpha=0)
    counts = np.array(list(Counter(TEXT.encode()).values()))
    assert c.bits_of(TEXT, model) == pytest.approx(counts.sum() * entropy_bits(counts / counts.sum()), rel=1e-12)


def test_static_model_does_not_learn_and_adaptive_one_is_not_changed_by_use():
    model = c.static_model("ab" * 10, order=1)
    assert c.bits_of("zzzz", model) == pytest.approx(4 * 8, abs=1)
    learner = c.adaptive_model(1)
    assert c.bits_of(TEXT, learner) == c.bits_of(TEXT, learner)
    assert c.arithmetic_encode(TEXT, learner) == c.arithmetic_encode(TEXT, learner)


@pytest.mark.parametrize("order", range(4))
@pytest.mark.parametrize("make", [c.adaptive_model, lambda order: c.static_model(TEXT, order)])
def test_predictions_sum_to_one_and_match_the_cost_of_the_next_byte(make, order):
    model = make(order)
    prediction = model.probabilities(TEXT[:100])
    assert math.fsum(prediction.values()) == pytest.approx(1, abs=1e-12)
    cost = c.symbol_bits(TEXT[:101], model)[-1]
    assert -math.log2(prediction[TEXT[100].encode()]) == pytest.approx(cost, rel=1e-12)


def test_nothing_is_predicted_after_a_context_without_counts():
    assert c.static_model("aab", order=1, alpha=0, alphabet="ab").probabilities("b") == {b"a": 0, b"b": 0}


def test_an_impossible_byte_leaves_the_later_costs_finite():
    costs = c.symbol_bits("a?a", c.adaptive_model(1, 1, alphabet="ab"))
    assert costs.tolist() == [1, math.inf, 1]


def test_looking_further_back_pays_as_long_as_the_contexts_recur():
    bits = [c.bits_of(TEXT, c.adaptive_model(order, Fraction(1, 64))) for order in range(3)]
    assert bits[0] > bits[1] > bits[2]
    once = bytes(range(256))  # no context ever recurs: nothing to learn from
    assert c.bits_of(once, c.adaptive_model(3)) == pytest.approx(256 * 8, abs=2)


def test_laplace_rule_telescopes():
    # n a's, then m b's: the probability is n! m! / (n + m + 1)!
    n, m = 7, 4
    expected = math.log2(math.factorial(n + m + 1)) - math.log2(math.factorial(n)) - math.log2(math.factorial(m))
    assert c.bits_of("a" * n + "b" * m, c.adaptive_model(alpha=1, alphabet="ab")) == pytest.approx(expected, rel=1e-13)


def test_probability_zero_costs_infinitely_much_and_is_not_coded():
    model = c.static_model("aab", alpha=0)
    assert c.bits_of("abc", model) == math.inf
    assert c.bits_of("c", c.adaptive_model(alphabet="ab")) == math.inf
    assert c.bits_of("ba", c.static_model("aab", order=1, alpha=0)) == math.inf  # nothing ever followed b
    assert c.bits_of("b", c.model_from_probabilities({"a": 1.0, "b": 0.0})) == math.inf
    for bad in (model, c.adaptive_model(alphabet="ab")):
        with pytest.raises(ValueError, match="probability 0"):
            c.arithmetic_encode("abc", bad)


def test_given_probabilities_are_used_to_2_to_the_minus_24():
    p = c.letter_frequencies("english")
    model = c.model_from_probabilities(p)
    used = model.probabilities()
    assert max(abs(used[s.encode()] - p[s]) for s in p) < 26 * 2.0**-24
    tiny = c.model_from_probabilities({"a": 1 - 1e-12, "b": 1e-12})
    assert c.bits_of("b", tiny) == pytest.approx(24, abs=1e-6)
    assert math.fsum(used.values()) == pytest.approx(1, abs=1e-15)


# --- letters ---------------------------------------------------------------------------------------------------------


def test_published_tables_add_up_and_keep_their_order():
    assert math.fsum(ce.ENGLISH_LETTER_PERCENT.values()) == pytest.approx(100, abs=0.1)
    assert sum(ce.FRENCH_LETTER_COUNTS.values()) < 1_616_343  # the corpus with its punctuation
    for language, common in (("english", "etaoinshr"), ("french", "eas")):
        p = c.letter_frequencies(language)
        assert list(p) == list("abcdefghijklmnopqrstuvwxyz")
        assert math.fsum(p.values()) == pytest.approx(1, abs=1e-15)
        assert "".join(sorted(p, key=p.__getitem__, reverse=True)).startswith(common)
    english, french = (np.array(list(c.letter_frequencies(x).values())) for x in ("english", "french"))
    assert 4.1 < entropy_bits(english) < 4.25
    assert 3.85 < entropy_bits(french) < 4.05


def test_french_accents_are_folded():
    counts, p = ce.FRENCH_LETTER_COUNTS, c.letter_frequencies("french")
    share = sum(counts[x] for x in "eèéêœ") / sum(counts[x] for x in "cç")
    assert p["e"] / p["c"] == pytest.approx(share, rel=1e-12)


def test_letters_are_folded_and_counted():
    assert c.fold_letters("Œuvre d'ŒIL; Straße, ÇA ñ 42 Ω") == "oeuvredoeilstrassecan"
    counts = c.letter_counts("Là-bas!")
    assert counts == {**dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 0), "l": 1, "a": 2, "b": 1, "s": 1}
    assert sum(c.letter_counts("").values()) == 0


FOLDED = {
    "№ 𝐓𝐡𝐞": "nothe",
    "Łódź, Øre, Đorđe": "lodzoredorde",
    "Þór, ð, ı, İ, ŋ": "thordiing",
    "ﬁne oﬃce, ĳs": "fineofficeijs",
    "ŒUVRE ÆON STRAẞE ſo": "oeuvreaeonstrasseso",
    "ħ ŧ ɓ ƒ": "htbf",
    "ａｂｃ ⓓ ᵉ Å": "abcdea",
    "Ǆ ǅ ǆ": "dzdzdz",
    "λ ж ə 中 1 ²": "",
}


@pytest.mark.parametrize("text", FOLDED)
def test_what_stands_for_a_letter_is_folded_to_it(text):
    assert c.fold_letters(text) == FOLDED[text]


@given(st.text())
def test_folding_leaves_a_to_z_and_is_done_once(text):
    folded = c.fold_letters(text)
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz")
    assert c.fold_letters(folded) == folded == c.fold_letters(text.upper().lower())


def test_half_a_character_is_told_where_it_stands():
    model = c.adaptive_model()
    for call in (
        lambda: c.bits_of("ab\ud800", model),
        lambda: c.symbol_bits("ab\ud800", model),
        lambda: c.arithmetic_encode("ab\ud800", model),
        lambda: c.static_model("ab\ud800"),
        lambda: model.probabilities("ab\ud800"),
        lambda: c.adaptive_model(alphabet="ab\ud800"),
    ):
        with pytest.raises(ValueError, match=r"position 2.*surrogate"):
            call()
    with pytest.raises(ValueError, match=r"position 0.*surrogate"):
        c.model_from_probabilities({"a": 0.5, "\ud800": 0.5})


# --- bad input -------------------------------------------------------------------------------------------------------

GOOD_MODEL = c.adaptive_model()

BAD = {
    "kraft negative": (lambda: c.kraft_sum([1, -1]), "-1"),
    "kraft half": (lambda: c.kraft_sum([0.5]), "0.5"),
    "kraft empty": (lambda: c.kraft_sum([]), "empty"),
    "kraft alphabet": (lambda: c.kraft_sum([1], alphabet=1), "alphabet = 1"),
    "prefix one string": (lambda: c.is_prefix_free("01"), "one string"),
    "prefix empty": (lambda: c.is_prefix_free([]), "no word"),
    "prefix number": (lambda: c.is_prefix_free([1]), "1 is no string"),
    "decodable empty": (lambda: c.is_uniquely_decodable({}), "no word"),
    "shannon zero": (lambda: c.shannon_lengths([1.0, 0.0]), r"p\[1\] = 0"),
    "shannon sum": (lambda: c.shannon_lengths([0.5, 0.4]), "sums to 0.9"),
    "shannon matrix": (lambda: c.shannon_lengths([[0.5, 0.5]]), "shape"),
    "huffman zero": (lambda: c.huffman_lengths([1, 0]), r"p\[1\] = 0"),
    "huffman inf": (lambda: c.huffman_lengths([1, np.inf]), "inf"),
    "huffman nan": (lambda: c.huffman_lengths([1, np.nan]), "NaN"),
    "huffman empty": (lambda: c.huffman_lengths([]), "empty"),
    "code empty": (lambda: c.huffman_code({}), "no symbol"),
    "code list": (lambda: c.huffman_code([1, 2]), "dict"),
    "code negative": (lambda: c.huffman_code({"a": -1}), "-1"),
    "encode unknown": (lambda: c.huffman_encode("ab", {"a": "0"}), "'b'"),
    "encode not prefix-free": (lambda: c.huffman_encode("a", {"a": "0", "b": "01"}), "prefix-free"),
    "encode empty word": (lambda: c.huffman_encode("a", {"a": ""}), "empty"),
    "decode left over": (lambda: c.huffman_decode("011", {"a": "0", "b": "10"}), "begins no"),
    "decode inside": (lambda: c.huffman_decode("01", {"a": "0", "b": "10"}), "left over"),
    "decode letters": (lambda: c.huffman_decode("0x", {"a": "0"}), "0x"),
    "decode list": (lambda: c.huffman_decode("0", ["0"]), "mapping"),
    "expected negative": (lambda: c.expected_length([1.0], [-1]), "-1"),
    "expected shapes": (lambda: c.expected_length([0.5, 0.5], [1]), "shapes differ"),
    "expected sum": (lambda: c.expected_length([0.5, 0.6], [1, 1]), "1.1"),
    "order 4": (lambda: c.adaptive_model(4), "order = 4"),
    "order half": (lambda: c.adaptive_model(0.5), "order = 0.5"),
    "alpha zero": (lambda: c.adaptive_model(alpha=0), "alpha = 0"),
    "alpha negative": (lambda: c.adaptive_model(alpha=-1), "-1"),
    "alpha third": (lambda: c.adaptive_model(alpha=1 / 3), "Fraction"),
    "alpha nan": (lambda: c.adaptive_model(alpha=math.nan), "nan"),
    "alphabet empty": (lambda: c.adaptive_model(alphabet=""), "names no bytes"),
    "alphabet list": (lambda: c.adaptive_model(alphabet=[1]), "names no bytes"),
    "static empty": (lambda: c.static_model("", alpha=0), "empty"),
    "static outside": (lambda: c.static_model("abc", alphabet="ab"), "position 2"),
    "static number": (lambda: c.static_model(7), "neither str nor bytes"),
    "history outside": (lambda: c.adaptive_model(alphabet="ab").probabilities("abc"), "position 2"),
    "history number": (lambda: GOOD_MODEL.probabilities(7), "neither str nor bytes"),
    "given sum": (lambda: c.model_from_probabilities({"a": 0.5}), "0.5"),
    "given long": (lambda: c.model_from_probabilities({"ab": 1.0}), "'ab'"),
    "given accent": (lambda: c.model_from_probabilities({"é": 1.0}), "'é'"),
    "given twice": (lambda: c.model_from_probabilities({"a": 0.5, b"a": 0.5}), "not one new byte"),
    "given empty": (lambda: c.model_from_probabilities({}), "no symbol"),
    "bits number": (lambda: c.bits_of(7, GOOD_MODEL), "neither str nor bytes"),
    "bits model": (lambda: c.bits_of("a", None), "SymbolModel"),
    "symbol bits model": (lambda: c.symbol_bits("a", "model"), "SymbolModel"),
    "encode model": (lambda: c.arithmetic_encode("a", {}), "SymbolModel"),
    "encode number": (lambda: c.arithmetic_encode(7, GOOD_MODEL), "neither"),
    "decode str": (lambda: c.arithmetic_decode("01", GOOD_MODEL), "ArithmeticCode"),
    "decode bits": (lambda: c.arithmetic_decode(c.ArithmeticCode("2", 1), GOOD_MODEL), "'0' and '1'"),
    "decode length": (lambda: c.arithmetic_decode(c.ArithmeticCode("0", -1), GOOD_MODEL), "-1"),
    "decode model": (lambda: c.arithmetic_decode(c.ArithmeticCode("0", 1), None), "SymbolModel"),
    "decode unseen": (
        lambda: c.arithmetic_decode(c.ArithmeticCode("0" * 9, 9), c.static_model("ab", 1, alpha=0)),
        "never seen",
    ),
    "from_bytes header": (lambda: c.ArithmeticCode.from_bytes(b"\x00"), "header"),
    "from_bytes str": (lambda: c.ArithmeticCode.from_bytes("0"), "bytes object"),
    "interval sum": (lambda: c.interval_steps("a", {"a": 0.9}), "sum to 0.9"),
    "interval thirds": (lambda: c.interval_steps("a", {"a": 1 / 3, "b": 2 / 3}), "Fraction"),
    "interval unknown": (lambda: c.interval_steps("b", {"a": 1.0}), "'b'"),
    "interval zero": (lambda: c.interval_steps("b", {"a": 1, "b": 0}), "'b'"),
    "interval negative": (lambda: c.interval_steps("a", {"a": 2, "b": -1}), "negative"),
    "interval bytes": (lambda: c.interval_steps(b"a", {"a": 1}), "decode"),
    "interval empty": (lambda: c.interval_steps("a", {}), "no symbol"),
    "binary order": (lambda: c.shortest_binary(0.5, 0.5), "low < high"),
    "binary outside": (lambda: c.shortest_binary(0.5, 1.5), "low < high"),
    "binary nan": (lambda: c.shortest_binary(math.nan, 1), "nan"),
    "fold bytes": (lambda: c.fold_letters(b"a"), "no string"),
    "counts number": (lambda: c.letter_counts(1), "no string"),
    "language": (lambda: c.letter_frequencies("klingon"), "klingon"),
    "language list": (lambda: c.letter_frequencies(["french"]), "no table"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_the_value_and_a_remedy(case):
    call, message = BAD[case]
    with pytest.raises(ValueError, match=message):
        call()


def test_everything_public_is_listed_and_documented():
    for name in c.__all__:
        assert not callable(getattr(c, name)) or getattr(c, name).__doc__
    assert len(set(c.__all__)) == len(c.__all__)
