"""Any predictor as a model for the coder: a function of what came before, such as a network."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from ..validate import as_distribution
from .models import State, SymbolModel, _as_alphabet

__all__ = ["PredictedModel", "model_from_function"]


@dataclass(frozen=True)
class PredictedModel(SymbolModel):
    """A `SymbolModel` whose predictions come from a function; build one with `model_from_function`."""

    predict: Callable[[bytes], ArrayLike] = field(kw_only=True, repr=False)

    def state(self, length: int) -> State:
        """Return the model's view of a text of which nothing has been coded yet."""
        return _Following(self, length)


def model_from_function(predict: Callable[[bytes], ArrayLike], alphabet: str | bytes) -> PredictedModel:
    """Make a model for the coder from any function that predicts the next symbol.

    As in `model_from_probabilities`, each probability is rounded to a whole number of 2⁻²⁴, but never to 0. The decoder
    asks the same function again and must get the same numbers to the last bit: a network that runs on another machine,
    or on a batch of another size, may not give them.

    Parameters
    ----------
    predict : function
        Called with the bytes so far; returns one probability for each symbol of the alphabet, in its ascending order.
    alphabet : str or bytes
        The symbols that can occur.

    Returns
    -------
    PredictedModel
        For `bits_of`, `arithmetic_encode` and `arithmetic_decode`.

    Raises
    ------
    ValueError
        If `predict` is no function or `alphabet` is empty; and, when the model is used, if what `predict` returned
        is no distribution over the alphabet.

    Examples
    --------
    A predictor that expects the last symbol again:

    >>> from ce_helpers.coding import arithmetic_decode, arithmetic_encode, bits_of
    >>> def again(history):
    ...     return [0.9, 0.1] if history[-1:] == b"a" else [0.1, 0.9]
    >>> model = model_from_function(again, "ab")
    >>> code = arithmetic_encode("bbbbbbaaaaaa", model)
    >>> len(code.bits), round(bits_of("bbbbbbaaaaaa", model), 2)
    (6, 4.99)
    >>> arithmetic_decode(code, model)
    b'bbbbbbaaaaaa'
    """
    if not callable(predict):
        raise ValueError(f"predict = {predict!r:.60} is no function; write one of the bytes so far")
    return PredictedModel(0, Fraction(0), _as_alphabet(alphabet), False, MappingProxyType({}), predict=predict)


class _Following(State):
    """Asks the function anew after every symbol."""

    def __init__(self, model: PredictedModel, length: int) -> None:
        super().__init__(model, length)
        self.model, self.history = model, b""
        self._ask()

    def _ask(self) -> None:
        q = as_distribution("what predict returned", self.model.predict(self.history))
        if q.shape != (self.size,):
            raise ValueError(f"predict returned shape {q.shape}; give {self.size} probabilities, one a symbol")
        weights = np.maximum(1, np.floor(q.astype(float) * 2**24 + 0.5)).astype(int).tolist()
        self.edges = [0, *accumulate(weights)]

    def interval(self, symbol: int) -> tuple[int, int, int]:
        rank = self.rank[symbol]
        return (0, 0, 1) if rank < 0 else (self.edges[rank], self.edges[rank + 1], self.edges[-1])

    def total(self) -> int:
        return int(self.edges[-1])

    def locate(self, value: int) -> tuple[int, int, int]:
        rank = bisect_right(self.edges, value) - 1
        return self.symbols[rank], self.edges[rank], self.edges[rank + 1]

    def advance(self, symbol: int) -> None:
        self.history += bytes([symbol])
        self._ask()
