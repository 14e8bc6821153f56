"""The Boston mortgages: real applications, and what the lenders decided."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .dataset import Dataset
from .real import split_rows

__all__ = ["load_mortgages"]

Seed = int | np.random.Generator

_FEATURES = {
    "pirat": "payments/income",
    "hirat": "housing/income",
    "lvrat": "loan/value",
    "chist": "consumer credit history",
    "mhist": "mortgage credit history",
    "phist": "public bad credit record",
    "unemp": "unemployment of the industry",
    "selfemp": "self-employed",
    "insurance": "mortgage insurance refused",
    "condomin": "condominium",
    "single": "single",
    "hschool": "high-school diploma",
    "afam": "group",
}
#: Above these a ratio is taken for an error of the record.
_CEILINGS = {"pirat": 1.0, "hirat": 1.0, "lvrat": 1.5}


def load_mortgages(*, test_size: float = 0.3, seed: Seed = 0, standardise: bool = True, clip: bool = True) -> Dataset:
    """Return 2,380 applications for a mortgage in the Boston area, 1990, and whether the lender refused.

    Class 1 is a refusal: of 339 Black applicants 96 were refused, of 2,041 white ones 189. What became of the loans is
    not in the data.

    Parameters
    ----------
    test_size : float
        Share of the test examples, from 0 to below 1; with 0 all are for training.
    seed : int or numpy Generator
        Decides the split; refused and granted applications of either group are split in the same proportion.
    standardise : bool
        Subtract the mean and divide by the standard deviation of each feature but the group, both of the training
        examples alone.
    clip : bool
        Lower implausible ratios to a ceiling: payments or housing expense above the whole income (5 and 3 rows, up to
        3.0) to 1.0, and a loan above 1.5 times the value (3 rows, up to 1.95) to 1.5. Nobody could pay those, so the
        figures are probably errors of the record; unclipped, they would decide the weights.

    Returns
    -------
    Dataset
        The last column of x is the group, 1 for Black and 0 for white applicants, as in `make_loans`.

    Raises
    ------
    ValueError
        If `test_size` is outside its range.

    References
    ----------
    Federal Reserve Bank of Boston, collected under the Home Mortgage Disclosure Act; A. H. Munnell, G. M. B. Tootell,
    L. E. Browne and J. McEneaney, *Mortgage Lending in Boston: Interpreting HMDA Data*, American Economic Review 86
    (1996); variables as selected by J. H. Stock and M. W. Watson, *Introduction to Econometrics* (2007).

    Examples
    --------
    >>> data = load_mortgages(test_size=0)
    >>> group = data.x_train[:, -1]
    >>> print([int(data.y_train[group == g].sum()) for g in (0, 1)])
    [189, 96]
    """
    table = _table()
    columns = [np.minimum(table[n], _CEILINGS[n]) if clip and n in _CEILINGS else table[n] for n in _FEATURES]
    x, y = np.column_stack(columns), table["deny"].astype(np.intp)
    train, test = split_rows(y + 2 * x[:, -1], test_size=test_size, seed=seed)
    if standardise:
        inputs = x[train, :-1]
        x[:, :-1] = (x[:, :-1] - inputs.mean(axis=0)) / inputs.std(axis=0)
    said = (load_mortgages.__doc__ or "").split("\n\n    Parameters")[0].removeprefix("Return ")
    description = " ".join(said.split())
    source = "Federal Reserve Bank of Boston; Munnell, Tootell, Browne & McEneaney (1996), Stock & Watson (2007)"
    names = tuple(_FEATURES.values())
    return Dataset(
        "mortgages", x[train], y[train], x[test], y[test], names, ("granted", "refused"), description, True, source
    )


@cache
def _table() -> dict[str, NDArray[Any]]:
    """Return the columns of the file by their names."""
    head, *rows = (files("ce_helpers.data") / "boston_mortgages.csv").read_text(encoding="utf-8").split()
    numbers = np.array([row.split(",") for row in rows], dtype=float)
    return dict(zip(head.split(","), numbers.T, strict=True))
