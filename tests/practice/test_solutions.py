"""The solutions beside the exercises are those of the notebooks; the slips made in them are what they are called."""

import ast
import inspect
import json
from pathlib import Path

import pytest

from ce_helpers.practice.index import of_the_book
from ce_helpers.practice.variants import variants

NOTEBOOKS = Path(__file__).parents[2] / "chapters"
SOLVED = [(chapter, e) for chapter, e in of_the_book("EXERCISES") if e.solution is not None]


def functions_of(chapter):
    """Return name → syntax tree of the functions in the chapter's solution cells."""
    (path,) = NOTEBOOKS.glob(f"{chapter}_*.ipynb")
    found = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code" and "hide-cell" in cell["metadata"].get("tags", []):
            nodes = [n for n in ast.parse("".join(cell["source"])).body if isinstance(n, ast.FunctionDef)]
            found.update({node.name: ast.dump(node) for node in nodes})
    return found


@pytest.mark.parametrize(("chapter", "exercise"), SOLVED, ids=[e.name for _, e in SOLVED])
def test_the_solution_is_the_notebooks(chapter, exercise):
    tree = ast.parse(inspect.getsource(exercise.solution)).body[0]
    assert functions_of(chapter)[exercise.solution.__name__] == ast.dump(tree)


@pytest.mark.parametrize(("chapter", "exercise"), SOLVED, ids=[e.name for _, e in SOLVED])
def test_the_solution_is_right(chapter, exercise):
    assert exercise.examine(exercise.solution).status == "right"


def scored(p, q, y):
    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a > 0:
            total += a / (2 * b) - (1 - a)
    return -total * y


def halved(n):
    rounds = 0
    while n > 0:
        n = n // 2
        rounds = rounds + 1
    return rounds


def test_a_slip_that_has_no_end_is_ended():
    """n // 2 that became n, say: the loop never ends, and the check must."""
    ends = set()
    for _, wrong in variants(halved):
        try:
            ends.add(type(wrong(10)).__name__)
        except (ArithmeticError, NameError) as error:
            ends.add(type(error).__name__)
    assert {"int", "OverflowError"} <= ends


SLIPS = {
    "the factor y is missing.": lambda p, q, y: -scored(p, q, 1) * -1,
    "the factor y divides here; it should multiply.": lambda p, q, y: scored(p, q, 1) / y,
    "a minus is missing.": lambda p, q, y: -scored(p, q, y),
    "1 is added to y.": lambda p, q, y: scored(p, q, y + 1),
    "p stands where q belongs, in zip(p, q, strict=True).": lambda p, q, y: scored(p, p, y),
    "a step is missing: one of the sums or products is not carried on.": lambda p, q, y: -0.0 * y,
    "return stands inside the loop: it ends in its first round.": lambda p, q, y: scored(p[:1], q[:1], y),
}


@pytest.mark.parametrize("sentence", SLIPS)
def test_a_slip_does_what_its_sentence_says(sentence):
    args = ([0.25, 0.75], [0.5, 0.5], 3.0)
    found = [wrong(*args) for told, wrong in variants(scored) if told == sentence]
    assert SLIPS[sentence](*args) in found
