"""How a reader's answer is run, compared and told apart, on exercises made up for the purpose."""

import subprocess
import sys

import numpy as np
import pytest

import ce_helpers as ce
from ce_helpers.practice import Exercise, result
from ce_helpers.practice.index import find


def exercise_of(reference, cases=(1.0, 2.5, 4.0), **more):
    return Exercise(name="trial", task="write it", reference=reference, cases=list(cases), **more)


def test_check_prints_and_returns_nothing(capsys):
    assert ce.check("surprise", lambda p: -np.log10(p)) is None
    told = capsys.readouterr().out
    assert "this is in bans; nats are asked for" in told
    assert "For p = 0.5 it gives 0.30103; expected 0.693147." in told


def test_unknown_name_lists_close_ones():
    with pytest.raises(ValueError, match="no exercise 'suprise'; did you mean 'surprise'"):
        ce.check("suprise", None)
    with pytest.raises(ValueError, match="no question 'bits-nats'; did you mean 'bits-or-nats'"):
        ce.quiz("bits-nats")


def test_checking_imports_neither_widgets_nor_matplotlib():
    code = (
        "import sys, ce_helpers as ce; ce.check('surprise', None); "
        "print([m for m in ('anywidget', 'matplotlib', 'sklearn') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda x: print(2 * x), "it prints '2.0' and returns nothing"),
        (lambda x: [], "single number is expected and this is an array of shape (0,)"),
        (lambda x: np.array([2 * x]), "single number is expected and this is an array of shape (1,)"),
        (lambda x: float("nan") * x, "NaN comes from"),
        (lambda x: str(2 * x), "this is text"),
        (lambda x: 2 * x if x < 4 else None, "does every branch end with return"),
        (lambda x, y: x, "Keep the parameters"),
        (lambda x: 6 * x, "3 times what is expected"),
        (lambda x: 2 * x + 0.001, "Every result is 0.001 too large: a constant is off."),
        (lambda x: 2 * x + 1e-6 * x**2, "close but not equal"),
        (lambda x: 2 * x if x < 4 else 1, "For x = 4 it gives 1; expected 8. (2 of 3 inputs are right.)"),
        (8.0, "8 is no function; pass the function itself"),
    ],
)
def test_hints(answer, told):
    found = exercise_of(lambda x: 2 * x, unit=None).examine(answer)
    assert found.status == "wrong"
    assert told in found.message


def test_hints_on_shapes_and_infinity():
    rows = [np.ones((2, 3)), np.arange(6.0).reshape(2, 3)]
    found = exercise_of(lambda p: p.sum(axis=1), rows).examine(lambda p: np.full(3, 7.0))
    assert "An array of shape (2,) is expected and this is an array of shape (3,)." in found.message
    found = exercise_of(lambda p: p.sum(axis=1), rows).examine(lambda p: p.sum())
    assert "An array of shape (2,) is expected and this is a single number." in found.message
    found = exercise_of(lambda p: np.inf if p == 0 else 1 / p, [2.0, 0.0]).examine(lambda p: 1 / (p + 1e-20))
    assert "The answer there is infinite; an epsilon or a clip hides that" in found.message


def test_a_mistake_in_an_edge_case_alone_does_not_name_another():
    """An answer wrong everywhere must not be taken for the one that is wrong at 0 only, even if they meet there."""
    at_zero = {"the case of 0 is missed.": lambda x: x if x else 7.0}
    found = exercise_of(lambda x: x, [1.0, 2.0, 3.0, 0.0], mistakes=at_zero).examine(lambda x: x * x + 7)
    assert "the case of 0" not in found.message


def test_one_input_alone_does_not_name_a_mistake():
    """An answer that fails on all inputs but one gives, there, what many mistakes give."""

    def with_pop(x):
        return 1 - x[0] if isinstance(x, list) else x.shape

    found = exercise_of(lambda x: float(x[0]) if isinstance(x, list) else x, [[3.0], 1.0, 2.0], unit=None)
    assert "complement" not in found.examine(with_pop).message


def test_as_many_digits_are_shown_as_it_takes_to_tell_two_numbers_apart():
    found = exercise_of(lambda x: x, [3.0], unit=None).examine(lambda x: x + 1e-7)
    assert "it gives 3.0000001; expected 3." in found.message


def test_a_list_is_copied_as_a_list():
    def in_place(lengths):
        lengths.sort()
        return lengths

    assert "lengths = copy.deepcopy(lengths)" in result("code-canonical", in_place).message


def test_a_mistake_is_named_though_another_slip_stands_beside_it():
    def with_math(p):
        import math

        return -math.log2(p)

    found = result("surprise", with_math)
    assert "this is in bits" in found.message
    assert "For p = 0 it raised ValueError" in found.message


def test_a_loss_in_chunks_may_not_be_made_whole():
    """The number is the same either way; what is asked for is how few rows of logits exist at once."""

    def whole(hidden, w, y, rows):
        return ce.cross_entropy_with_logits(hidden @ w, y)

    def row_by_row(hidden, w, y, rows):
        return np.mean([ce.cross_entropy_with_logits(h @ w, t) for h, t in zip(hidden, y, strict=True)])

    assert "3 rows of logits are made at once; rows = 2 is the most" in result("chunked-loss", whole).message
    assert result("chunked-loss", row_by_row).status == "right"


def test_any_chord_above_the_shelf_is_right_and_none_in_the_bowl():
    for chord in ((-60.0, -50.0), (-0.8, -0.7), (-6.0, 0.0)):
        assert result("broken-chord", chord).status == "right"
    for chord in ((-3.0, -3.0), (-0.6, 0.5), (0.0, 3.0)):
        assert result("broken-chord", chord).status == "wrong"


def test_swapped_arguments_sum_and_mean_come_with_every_exercise():
    swap = exercise_of(lambda p, q: p / q, [(1.0, 2.0), (3.0, 5.0)], unit=None)
    assert "p and q are swapped." in swap.examine(lambda p, q: q / p).message
    arrays = [np.array([1.0, 2.0]), np.array([1.0, 5.0, 7.0])]
    assert "a sum stands where a mean belongs" in exercise_of(np.mean, arrays).examine(np.sum).message
    assert "a mean stands where a sum belongs" in exercise_of(np.sum, arrays).examine(np.mean).message


def test_lists_count_as_arrays_and_rounding_errors_as_right():
    trial = exercise_of(lambda p: np.asarray(p) / 3, [np.array([0.3, 0.6])], unit=None)
    assert trial.examine(lambda p: [0.1, 0.2]).status == "right"
    assert exercise_of(lambda p: 0.0, [0.5], unit=None).examine(lambda p: 1e-17).status == "right"


def test_text_may_be_given_and_returned():
    words = np.array(["rain", "sun"])
    trial = exercise_of(lambda w, n: [str(x) * n for x in w], [(words, 2)], unit=None)
    assert trial.examine(lambda w, n: [x * n for x in w.tolist()]).status == "right"
    assert trial.examine(lambda w, n: ["rain", "sun"]).status == "wrong"


def test_values_can_be_checked():
    number = exercise_of(float(ce.surprise(0.5)))
    assert number.examine(0.693).status == "right"
    assert "this is in bits" in number.examine(1.0).message
    assert "got 0.5, which is not it" in exercise_of(3.0).examine(0.5).message
    assert "pass what it returns" in number.examine(lambda: 1).message
    table = exercise_of({"P": 0.25, "Q": 0.75})
    assert table.examine({"P": 0.25, "Q": 0.75}).status == "right"
    assert "Look again at 'Q'" in table.examine({"P": 0.25, "Q": 0.5}).message
    assert "Keys missing: ['Q']" in table.examine({"P": 0.25}).message
    text = exercise_of("forward", mistakes={"that is the other one.": "reverse"})
    assert text.examine("forward").status == "right"
    assert "that is the other one." in text.examine("reverse").message


def test_a_checker_may_judge():
    even = exercise_of(4, checker=lambda n: None if n % 2 == 0 else f"{n} is odd.")
    assert even.examine(10).status == "right"
    assert even.examine(7).message == "✗ trial: 7 is odd."
    assert "it raised TypeError" in even.examine("seven").message or "it raised" in even.examine([1]).message


def test_an_expected_error_is_expected():
    trial = exercise_of(lambda x: ce.surprise(x), [0.5, 2.0], unit=None)
    assert "expected a ValueError" in trial.examine(lambda x: -np.log(x)).message
    assert "KeyError: 2.0; expected a ValueError" in trial.examine(lambda x: {0.5: ce.surprise(0.5)}[x]).message

    def refusing(x):
        if x > 1:
            raise ValueError("no probability")
        return -np.log(x)

    assert trial.examine(refusing).status == "right"


def test_a_list_of_dots_is_not_attempted_yet():
    assert exercise_of([1.0, 2.0]).examine([..., ...]).status == "open"
    assert exercise_of({"P": 0.25}).examine({"P": ...}).status == "open"
    assert exercise_of([1.0, 2.0]).examine([1.0, ...]).status == "wrong"


def test_where_the_way_counts_a_right_result_of_another_way_is_told():
    running_loss = find("running-loss", "EXERCISES")

    def at_once(h, W, y, size):
        z = W @ h
        return ce.logsumexp(z) - z[y]

    def by_columns(h, W, y, size):
        z = np.einsum("vd,d->v", W, h)
        return ce.logsumexp(z) - z[y]

    def in_parts(h, W, y, size):
        parts = np.array_split(W, -(-len(W) // size))
        return ce.logsumexp([ce.logsumexp(part.dot(h)) for part in parts]) - W[y] @ h

    for answer in (at_once, by_columns):
        assert "it makes 12 scores at a time" in running_loss.examine(answer).message
    for answer in (running_loss.solution, in_parts):
        assert running_loss.examine(answer).status == "right"
