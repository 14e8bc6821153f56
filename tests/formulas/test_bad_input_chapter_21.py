"""What the functions of fairness, attacks and lattices refuse, each with the value quoted and a remedy."""

import numpy as np
import pytest

import ce_helpers as ce

NET, X, Y = [np.eye(2), np.zeros(2)], [[0.2, 0.8]], [0]
PEOPLE = {"x": [[0.0], [1.0]], "y": [0, 1], "group": [0, 1], "penalty": 1, "steps": 1, "learning_rate": 0.1}


def fit(**change):
    return ce.fit_fair_logistic(**(PEOPLE | change))


@pytest.mark.parametrize(
    ("call", "quoted", "remedy"),
    [
        (lambda: ce.load_mortgages(test_size=1), "test_size = 1", "below 1"),
        (lambda: ce.load_mortgages(test_size=-0.1), "test_size = -0.1", "at most 1"),
        (lambda: ce.load_mortgages(seed=-1), "seed = -1", "seed"),
        (lambda: ce.group_information([1.2, 0.5], [0, 1]), "p[0] = 1.2", "between 0 and 1"),
        (lambda: ce.group_information([0.2, np.nan], [0, 1]), "p[1] is NaN", "find where"),
        (lambda: ce.group_information([0.2, 0.5], [0, 2]), "group[1] = 2", "0"),
        (lambda: ce.group_information([0.2, 0.5], [1, 1]), "every group = 1", "both groups"),
        (lambda: ce.group_information([0.2, 0.5, 0.1], [0, 1]), "(3,), group (2,)", "shapes differ"),
        (lambda: ce.group_information([[0.2, 0.5]], [[0, 1]]), "(1, 2)", "one probability an example"),
        (lambda: ce.group_information_grad([0.0, 0.5], [0, 1]), "are 0 and 0.5", "start from"),
        (lambda: ce.group_information_grad([0.5, 1.0], [0, 1]), "are 0.5 and 1", "start from"),
        (lambda: fit(penalty=-1), "penalty = -1", "0"),
        (lambda: fit(group=[0, 0]), "every group = 0", "both groups"),
        (lambda: fit(group=[0, 1, 1]), "group (3,)", "shapes differ"),
        (lambda: fit(y=[[0, 1], [1, 0]]), "(2, 2)", "one target a row"),
        (lambda: fit(y=[0, 2]), "y[1] = 2", "probability"),
        (lambda: fit(steps=0), "steps = 0", "1"),
        (lambda: ce.input_gradient(NET, [[1.0]], Y), "(1, 1)", "one row an example"),
        (lambda: ce.input_gradient(NET, X, [2]), "2", "0"),
        (lambda: ce.attacked(NET, X, Y, -0.1), "size = -0.1", "0"),
        (lambda: ce.attacked(NET, X, Y, 0.1, steps=0), "steps = 0", "1"),
        (lambda: ce.attacked(NET, X, Y, 0.1, high=0.5), "0.2 to 0.8", "low and high"),
        (lambda: ce.attacked(NET, X, Y, 0.1, low=1, high=0), "low = 1 is not below high = 0", "give the range"),
        (lambda: ce.ising_levels(5), "side = 5", "take 3 or 4"),
        (lambda: ce.ising_log_z(0), "temperature = 0", "positive number"),
        (lambda: ce.ising_log_z(1.0, 2), "side = 2", "take 3 or 4"),
        (lambda: ce.mean_field_free_energy(1.5, 1.0), "m = 1.5", "from −1 to 1"),
        (lambda: ce.mean_field_free_energy(0.5, -1.0), "temperature = -1", "positive number"),
        (lambda: ce.mean_field_free_energy(0.5, 1.0, 7), "side = 7", "take 3 or 4"),
    ],
)
def test_bad_input_is_quoted_and_a_remedy_named(call, quoted, remedy):
    with pytest.raises(ValueError, match=r"(?s).*") as refused:
        call()
    assert quoted in str(refused.value)
    assert remedy in str(refused.value)
