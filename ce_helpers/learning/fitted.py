"""What a learner leaves behind: a model that can predict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..activations import sigmoid, softmax
from ..validate import as_floats, plain, whole
from .descent import Descent
from .layers import mlp_forward
from .objectives import BINARY, CATEGORICAL, Loss, each, half_square

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

    def early_stopped(
        self, x: ArrayLike, y: ArrayLike, *, patience: int | None = None, loss: Loss | None = None
    ) -> Fit:
        """Return the model from where its mean loss on held-out examples was smallest along the path.

        The path is what `keep_every` kept. The run itself went to its end; a training that had watched these
        examples would have stopped there.

        Parameters
        ----------
        x, y : arrays
            Held-out examples, as for the fit.
        patience : int, optional
            Look no further once so many kept points in a row have brought no smaller loss; the whole path otherwise.
        loss : function, optional
            ``loss(z, y)`` → (values, gradients) as in the fit; what belongs to the output otherwise.

        Raises
        ------
        ValueError
            If the path keeps only the start and the end, or the examples do not fit the model.

        Examples
        --------
        >>> from ce_helpers.learning import fit_softmax
        >>> x, y = np.array([[-1.0], [0.0], [1.0], [2.0]]), np.array([0, 1, 0, 1])
        >>> fit = fit_softmax(x, y, steps=40, learning_rate=1.0, keep_every=10)
        >>> print(fit.early_stopped([[0.5], [1.0]], [0, 0]).kept)  # these disagree: the start is the best
        [0]
        """
        if len(self.path) < 3:
            raise ValueError("the path keeps the start and the end alone; fit with keep_every, such as keep_every=10")
        wait = len(self.path) if patience is None else whole("patience", patience, 1)
        targets = plain("y", y)
        score = loss or {"softmax": CATEGORICAL, "sigmoid": BINARY, "identity": half_square}[self.output]
        best, least = 0, np.inf
        for i in range(len(self.path)):
            value = float(np.mean(each(score, self.at(i).logits(x), targets)[0]))
            if value < least:
                best, least = i, value
            elif i - best >= wait:
                break
        stop = int(self.kept[best])
        return replace(
            self.at(best), losses=self.losses[: max(stop, 1)], path=self.path[: best + 1], kept=self.kept[: best + 1]
        )
