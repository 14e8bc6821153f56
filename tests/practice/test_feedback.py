"""What the checker of an exercise says to answers that are wrong in a way of their own."""

import math

import numpy as np
import pytest

from ce_helpers.practice import result
from ce_helpers.practice.index import entries, find
from ce_helpers.practice.quiz import Question, quiz_markup

ANSWERS = [
    # Chapter 2: a right call and a wrong one that cost the same
    ("right-wrong-tie", 5, "a pair (right, wrong)"),
    ("right-wrong-tie", ([0.5, 0.5], [0.3, 0.4, 0.3]), "the right call needs three probabilities"),
    ("right-wrong-tie", ([0.5, 0.3, 0.2], [0.3, 0.4, 0.4]),
     "wrong call must lie between 0 and 1 and sum to 1; they sum to 1.1"),
    ("right-wrong-tie", ([1.5, -0.3, -0.2], [0.3, 0.4, 0.3]), "of the right call must lie between 0 and 1"),
    ("right-wrong-tie", ([0.3, 0.4, 0.3], [0.3, 0.4, 0.3]), "the first forecast must be a right call"),
    ("right-wrong-tie", ([0.4, 0.3, 0.3], [0.4, 0.3, 0.3]), "the second forecast must be a wrong call"),
    ("right-wrong-tie", ([0.5, 0.25, 0.25], [0.25, 0.5, 0.25]),
     f"the right call costs {math.log(2):.6f} nats and the wrong one {math.log(4):.6f}"),
    # Chapter 3: three coins whose divergences break the triangle by half a nat
    ("broken-triangle", (0.5, "a"), "three numbers are asked for"),
    ("broken-triangle", (0.5, 0.25, 0.0), "without the ends"),
    ("broken-triangle", (0.5, 0.9, 0.1), "this triangle holds: KL(A‖C) = "),
    ("broken-triangle", (0.5, 0.25, 0.1), "by less than half a nat"),
    # Chapter 4: lengths of code words
    ("code-lengths", lambda p: print(p), "it returns nothing"),
    ("code-lengths", lambda p: np.ones(1), "one length for each probability is asked for"),
    ("code-lengths", lambda p: [format(i, "03b") for i in range(len(p))], "these are words"),
    ("code-lengths", lambda p: -np.log2(p), "these are the ideal lengths"),
    ("code-lengths", lambda p: -np.log2(p) + 0.1, "a length is a whole number of bits"),
    ("code-lengths", lambda p: np.ceil(-np.log(p)), "−ln p is in nats, and a word is counted in bits"),
    ("code-lengths", lambda p: np.floor(-np.log2(p)), "−log₂ p is rounded down"),
    ("code-lengths", lambda p: np.ceil(np.log2(p)), "the minus is missing"),
    ("code-lengths", lambda p: np.sort(np.ceil(-np.log2(p))), "the lengths are sorted"),
    ("code-lengths", lambda p: np.ceil(-np.log2(p)) // 2, "no decodable code has these lengths"),
    ("code-lengths", lambda p: np.ceil(-np.log2(p)) + 2, "the code is a bit or more too long"),
    # Chapter 9: two scores between which the chord lies below the curve
    ("broken-chord", 3.0, "two scores are asked for"),
    ("broken-chord", ((-6.0, 0.995), (0.0, 0.25)), "the scores alone"),
    ("broken-chord", (-math.inf, 0), "both scores must be finite"),
    ("broken-chord", (-2, -2), "there is no chord"),
    ("broken-chord", (2, 6), "the chord is not below"),
    # Chapter 11: a belief and a report that expose an improper rule
    ("expose-improper", 0.3, "two lists of three probabilities are asked for"),
    ("expose-improper", ([0.5, 0.5], [0.2, 0.4, 0.4]), "belief has shape (2,)"),
    ("expose-improper", ([0.5, 0.3, 0.2], [0.2, 0.4, 0.6]),
     "report is no distribution: its entries must sum to 1, and these sum to 1.2"),
    ("expose-improper", ([0.6, 0.35, 0.05], [0.9, 0.73, -0.63]), "report has the entry −0.63"),
    ("expose-improper", ([0.6, 0.3, 0.1], [0.1, 0.1, 0.8]), "no gain"),
    ("expose-improper", ([0.6, 0.2, 0.2], [0.9, 0.05, 0.05]), "38% of the way is cheapest"),
    ("expose-improper", ([60, 20, 20], [71, 14, 15]), "60% is 0.6"),
    ("arch-of-your-own", [-0.75, 1, 0.25, 0.625, 0.125], "this is the left end"),
    ("expose-improper", ([0.6, 0.3, 0.1], [0.601, 0.299, 0.1]), "by less than 0.005"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answer", "told"), ANSWERS)
def test_a_wrong_answer_is_told_what_is_wrong_with_it(name, answer, told):
    found = result(name, answer)
    assert found.status == "wrong"
    assert told in found.message


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda p: 1 / 0, "−log(p) for log(1/p)"),
        (lambda p: math.log(0), "np.log(0) is −∞"),
        (lambda p: math.pow(31.0, 40_000), "shift or divide the exponents"),
        (lambda p: 31.0**40_000, "A float ends at 10^308"),
        (lambda p: float(31**40_000), "A float ends at 10^308"),
        (lambda p: np.ones((2, 3)) / np.ones(2), "with keepdims=True"),
        (lambda p: "one", "A number is expected and this is text"),
        (lambda p: math.log(np.array([1.0, 2.0])), "The functions of math take one number"),
        (lambda p: max(np.array([1.0, 2.0]), np.array([2.0, 1.0])), "np.where and np.maximum choose entry by entry"),
        (lambda p: -[p], "np.asarray(x) turns it into an array"),
        (lambda p, q: p, "Keep the parameters as the exercise names them"),
    ],
)
def test_an_error_comes_with_a_hint(answer, told):
    found = result("surprise", answer)
    assert found.status == "wrong"
    assert told in found.message


def test_text_in_the_place_of_true_or_false_is_said():
    assert "True or False is expected and this is text" in result("kl-infinite", lambda p, q: "yes").message


def test_what_is_not_begun_is_open_whoever_checks_it():
    def later(p):
        raise NotImplementedError

    assert result("code-lengths", later).status == "open"


def test_a_result_that_is_dropped_is_missed():
    def dropped(p):
        math.fsum([1, 2])

    assert "it returns nothing; end the function with return" in result("surprise", dropped).message


@pytest.mark.parametrize("kind", ["EXERCISES", "QUESTIONS"])
def test_a_name_of_the_other_kind_is_not_found(kind):
    """The name stands in a chapter's text, but as an exercise where a question is wanted, or the reverse."""
    other = next(e.name for e in entries("ch01", "QUESTIONS" if kind == "EXERCISES" else "EXERCISES"))
    with pytest.raises(ValueError, match=f"there is no {kind[:-1].lower()} '{other}'"):
        find(other, kind)


def test_a_question_on_a_page_is_named_after_its_exercise():
    name = next(entry.name for entry in entries("ch01", "QUESTIONS") if isinstance(entry, Question))
    assert f'"quiz-{name}' in quiz_markup(name)
