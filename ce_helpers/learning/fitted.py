"""What a learner leaves behind: a model that can predict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import sigmoid, softmax
from ..validate import as_floats
from .descent import Descent
from .layers import mlp_forward

__all__ = ["Fit"]

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Fit(Descent):
    """A trained model: a `Descent` that can predict.

    Attributes
    ----------
    parameters, losses, path, kept, diverged
        As in `Descent`. The parameters are (weights, bias) of a linear model, and (W₁, b₁, W₂, b₂, …) of a network.
    output : {"sigmoid", "softmax", "identity"}
        What turns scores into predictions.
    activation : {"tanh", "relu"}
        Of the hidden layers, if there are any.
    """

    output: str = "softmax"
    activation: str = "tanh"

    @property
    def weights(self) -> Floats:
        """Weights of the last layer: shape (features,) for logistic, (features, K) for softmax regression."""
        return self.parameters[-2]

    @property
    def bias(self) -> Floats:
        """Bias of the last layer: a number for logistic, shape (K,) for softmax regression."""
        return self.parameters[-1]

    def logits(self, x: ArrayLike) -> Floats:
        """Return the scores of the examples `x`, shape (n, features): shape (n,) with one output, else (n, K)."""
        z, _ = mlp_forward(self.parameters, as_floats("x", x), self.activation)
        return z[:, 0] if self.output != "softmax" and z.shape[1:] == (1,) else z

    def predict_proba(self, x: ArrayLike) -> Floats:
        """Return σ(z), the probability of class 1, or softmax(z), one row of probabilities an example.

        With ``output="identity"`` the scores are returned as they are: they are means, not probabilities.
        """
        z = self.logits(x)
        if self.output == "identity":
            return z
        return sigmoid(z) if self.output == "sigmoid" else softmax(z)

    def predict(self, x: ArrayLike) -> NDArray[Any]:
        """Return the likeliest class of each example (for sigmoids: 1 where the probability is at least ½)."""
        p = self.predict_proba(x)
        if self.output == "identity":
            return p
        return (p >= 0.5).astype(np.intp) if self.output == "sigmoid" else p.argmax(axis=-1)

    def at(self, i: int) -> Fit:
        """Return the model as it was at entry `i` of the path, before step ``kept[i]``.

        A curve of validation losses, and early stopping, can so be had after the run:

        >>> from ce_helpers.learning import fit_softmax
        >>> from ce_helpers.losses import cross_entropy_with_logits
        >>> x, y = np.array([[-1.0], [0.0], [1.0]]), np.array([0, 1, 1])
        >>> fit = fit_softmax(x, y, steps=40, learning_rate=1.0, keep_every=10)
        >>> curve = [cross_entropy_with_logits(fit.at(i).logits(x), y) for i in range(len(fit.kept))]
        >>> print(np.round(curve, 3), fit.kept[np.argmin(curve)])
        [0.693 0.157 0.098 0.072 0.056] 40
        """
        if not -len(self.path) <= i < len(self.path):
            raise ValueError(f"i = {i} is outside the path, which keeps {len(self.path)} points; see fit.kept")
        ends = np.cumsum([p.size for p in self.parameters])[:-1]
        parts = np.split(self.path[i], ends)
        return replace(self, parameters=tuple(q.reshape(p.shape) for p, q in zip(self.parameters, parts, strict=True)))
