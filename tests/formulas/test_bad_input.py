"""Bad input is refused with a ValueError that quotes the value and names the remedy.

One table for the whole package. A row is the call, as one would type it after ``import ce_helpers as ce``, the text
that must be quoted and a word of the remedy. A module's rows stand under its name, and every function that takes
numbers must have at least one row.
"""

import importlib
import re
import warnings

import numpy as np
import pytest

import ce_helpers as ce

NAN, INF = float("nan"), float("inf")

# what any function of one distribution must refuse; {f} is the function, {a} its further arguments
DISTRIBUTION = [
    ("ce.{f}([1.2, -0.2]{a})", "[0] = 1.2", "between 0 and 1"),
    ("ce.{f}([0.5, -0.5, 1.0]{a})", "[1] = -0.5", "between 0 and 1"),
    ("ce.{f}([0.5, NAN]{a})", "[1] is NaN", "find where"),
    ("ce.{f}([INF, 0.5]{a})", "[0] = inf", "between 0 and 1"),
    ("ce.{f}([0.5, 0.4]{a})", "sums to 0.9", "divide"),
    ("ce.{f}([0.5, 0.5 + 1e-6]{a})", "sums to 1.000001", "divide"),
    ("ce.{f}(np.float32([0.5, 0.5078125]){a})", "sums to 1.0078125", "divide"),
    ("ce.{f}([]{a})", "empty (shape (0,))", "at least one"),
    ("ce.{f}(0.3{a})", "= 0.3", "[0.3, 0.7]"),
    ("ce.{f}(['a', 'b']{a})", "'a'", "real numbers"),
    ("ce.{f}([0.5 + 1j, 0.5]{a})", "0.5+1j", "real number"),
    ("ce.{f}([[1.0], [0.5, 0.5]]{a})", "[[1.0], [0.5, 0.5]]", "real numbers"),
    ("ce.{f}(np.ma.masked_less([0.5, 0.5, 0.0], 0.1){a})", "masked", "compressed"),
]
PAIR = [
    ("ce.{f}([1.0, 0.0], [0.7, 0.7])", "q sums to 1.4", "divide"),
    ("ce.{f}([1.0, 0.0], [NAN, 0.7])", "q[0] is NaN", "find where"),
    ("ce.{f}([1.0, 0.0], [1.5, -0.5])", "q[0] = 1.5", "between 0 and 1"),
    ("ce.{f}([0.5, 0.5], [0.2, 0.3, 0.5])", "2 outcomes and q has 3", "same outcomes"),
    ("ce.{f}([0.5, 0.5], [[1.0]])", "2 outcomes and q has 1", "same outcomes"),
    ("ce.{f}(np.full((3, 2), 0.5), np.full((4, 2), 0.5))", "(3, 2) and q (4, 2)", "same shape"),
    ("ce.{f}(np.full((2, 2), 0.5), np.full((2, 3, 2), 0.5), axis=1)", "sums to 1.5", "axis"),
    ("ce.{f}(np.full((2, 2), 0.5), np.full((2, 2, 2), 0.5), axis=1)", "(2, 2) and q (2, 2, 2)", "from the end"),
    ("ce.{f}([0.5, 0.5], [0.5, 0.5], axis=1)", "axis = 1", "from -1 to 0"),
]
BASE = [
    ("ce.{f}([0.5, 0.5]{a}, base=1)", "base = 1", "2 (bits)"),
    ("ce.{f}([0.5, 0.5]{a}, base=-2)", "base = -2", "2 (bits)"),
    ("ce.{f}([0.5, 0.5]{a}, base=NAN)", "base = nan", "2 (bits)"),
    ("ce.{f}([0.5, 0.5]{a}, base='bits')", "base = 'bits'", "2 (bits)"),
]
JOINT = [
    ("ce.{f}([[0.5, 0.5], [0.5, 0.5]])", "pxy sums to 2", "divide"),
    ("ce.{f}([[0.5, NAN], [0.5, 0.5]])", "pxy[0, 1] is NaN", "find where"),
    ("ce.{f}([[1.5, -0.5], [0.0, 0.0]])", "pxy[0, 0] = 1.5", "between 0 and 1"),
    ("ce.{f}([0.5, 0.5])", "axis = -2", "from -1 to 0"),
    ("ce.{f}([[1.0]], axis=(0, -2))", "axis = (0, -2)", "different"),
    ("ce.{f}([[1.0]], base=0)", "base = 0", "2 (bits)"),
]
PROBABILITY = [
    ("ce.{f}(1.5)", "p = 1.5", "between 0 and 1"),
    ("ce.{f}([0.5, -1e-9])", "p[1] = -1e-09", "between 0 and 1"),
    ("ce.{f}(1.0000001)", "p = 1.0000001", "between 0 and 1"),
    ("ce.{f}([[0.5], [NAN]])", "p[1, 0] is NaN", "find where"),
    ("ce.{f}([])", "empty", "at least one"),
    ("ce.{f}('0.5')", "'0.5'", "real number"),
]


def rows(templates, functions, arguments=""):
    """Fill the templates in for each function."""
    return [
        (call.replace("{f}", f).replace("{a}", arguments), *told)
        for f in functions.split()
        for call, *told in templates
    ]


PAIRS = "cross_entropy kl_divergence js_divergence js_distance"

TABLE = {
    "information": [
        *rows(PROBABILITY, "surprise odds"),
        ("ce.surprise(0.5, base=1)", "base = 1", "2 (bits)"),
        *rows(DISTRIBUTION + BASE, "entropy perplexity"),
        *rows(DISTRIBUTION, PAIRS + " total_variation", ", [0.5, 0.5]"),
        *rows(BASE, PAIRS + " perplexity", ", [0.5, 0.5]"),
        *rows(PAIR, PAIRS + " perplexity total_variation"),
        *rows(JOINT, "joint_entropy conditional_entropy mutual_information"),
        ("ce.entropy([0.5, 0.5], axis=1)", "axis = 1", "from -1 to 0"),
        ("ce.entropy([0.5, 0.5], axis=0.5)", "axis = 0.5", "whole number"),
        ("ce.entropy([[0.5, 0.5], [0.5, 0.4]])", "p[1] sums to 0.9", "divide"),
        ("ce.conditional_entropy([[1.0]], axis=0)", "axis = 0", "(-2, -1)"),
        ("ce.mutual_information([[1.0]], axis=(0,))", "axis = (0,)", "(-2, -1)"),
        ("ce.joint_entropy([[1.0]], axis=1)", "axis = 1", "(-2, -1)"),
        ("ce.mutual_information_from_labels([0, 1], [0, 1, 2])", "x (2,), y (3,)", "one shape"),
        ("ce.mutual_information_from_labels([], [])", "shape (0,)", "one label for each"),
        ("ce.mutual_information_from_labels([[0, 1]], [0, 1])", "shape (1, 2)", "one label for each"),
        ("ce.mutual_information_from_labels([0, 1], [0, NAN])", "y holds NaN", "leave such examples out"),
        ("ce.mutual_information_from_labels([0, None], [0, 1])", "[0, None]", "one type"),
        ("ce.mutual_information_from_labels([0, 1], [0, 1], base=1)", "base = 1", "2 (bits)"),
        ("ce.from_odds([1, -2])", "-2", "log-odds"),
        ("ce.from_odds(NAN)", "is NaN", "find where"),
        ("ce.convert_units(1, 'nats', 'bytes')", "'bytes'", "bits"),
        ("ce.convert_units(NAN, 'nats', 'bits')", "is NaN", "find where"),
        ("ce.from_counts([1, -1])", "counts[1] = -1", "not negative"),
        ("ce.from_counts([1, INF])", "counts[1] = inf", "finite"),
        ("ce.from_counts([0, 0])", "counts are 0", "alpha"),
        ("ce.from_counts([1, 2], alpha=-1)", "alpha = -1", "1 (Laplace)"),
        ("ce.from_counts([1, 2], axis=1)", "axis = 1", "from -1 to 0"),
    ],
}

CASES = [(module, *row) for module, its_rows in TABLE.items() for row in its_rows]


@pytest.mark.parametrize(("module", "call", "quoted", "remedy"), CASES, ids=[f"{row[0]}: {row[1]}" for row in CASES])
def test_bad_input_is_refused_with_the_value_and_the_remedy(module, call, quoted, remedy):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ValueError, match=re.escape(quoted)) as refusal:
            eval(call, {"ce": ce, "np": np, "NAN": NAN, "INF": INF})
    assert remedy in str(refusal.value)


@pytest.mark.parametrize("module", TABLE)
def test_every_function_has_a_row(module):
    named = {re.match(r"ce\.(\w+)\(", call).group(1) for call, *_ in TABLE[module]}
    public = {
        name
        for name in importlib.import_module(f"ce_helpers.{module}").__all__
        if callable(getattr(ce, name)) and not isinstance(getattr(ce, name), type)
    }
    assert public - named == set()
