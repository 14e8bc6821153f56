"""How many units in the last place is each library off? Ours, PyTorch, SciPy and scikit-learn against 50 digits.

    python benchmarks/accuracy.py

Prints a table and writes nothing. PyTorch is measured where it is installed. README.md says how to read the table;
`tests/test_accuracy.py` holds ours to the bars on the same inputs.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable, Iterator

import mpmath as mp
import numpy as np
import scipy.special as sp
from scipy.spatial.distance import jensenshannon

import ce_helpers as ce
from ce_helpers import losses as L

mp.mp.dps = 60  # 50, and some to lose
LOSS_BAR, GRAD_BAR = 4, 8  # ulp, each plus half a gap


# --- inputs ---------------------------------------------------------------------------------------------------------


def families(dtype: type) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """Yield (name, scores (N, K), class indices (N,))."""
    rng = np.random.default_rng(2024)
    underflow = 103 if dtype is np.float32 else 745
    normal = rng.normal(scale=3, size=(60, 10))
    yield "scores N(0, 9), K = 10", normal.astype(dtype), rng.integers(0, 10, 60)
    yield "scores N(0, 9), K = 2", normal[:, :2].astype(dtype), rng.integers(0, 2, 60)
    yield "scores N(0, 9), K = 1000", rng.normal(scale=3, size=(8, 1000)).astype(dtype), rng.integers(0, 1000, 8)
    yield "uniform on ±10⁴", rng.uniform(-1e4, 1e4, size=(60, 5)).astype(dtype), rng.integers(0, 5, 60)
    yield "offset 10⁴", (normal + 1e4).astype(dtype), normal.argmax(-1)
    yield "offset −10⁶", (normal - 1e6).astype(dtype), normal.argmax(-1)
    for name, top in (("gaps 5 to 80, right", 80), ("gaps 5 to 600, right", 600)):
        gaps = np.linspace(5, min(top, underflow - 3), 60)
        z = np.concatenate([np.zeros((60, 1)), -gaps[:, None] - rng.uniform(0, 3, size=(60, 3))], 1)
        yield name, (z + rng.normal(size=(60, 1))).astype(dtype), np.zeros(60, int)
    yield "gaps 5 to 600, wrong", z.astype(dtype), np.full(60, 2)
    gaps = np.linspace(underflow - 16, underflow - 2, 40)
    yield "subnormal loss", np.stack([gaps, np.zeros(40)], -1).astype(dtype), np.zeros(40, int)
    tiny = float(np.finfo(dtype).smallest_subnormal)
    yield "subnormal scores", (tiny * rng.integers(-9, 9, size=(20, 4))).astype(dtype), rng.integers(0, 4, 20)


def binary_families(dtype: type) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """Yield (name, scores (N,), targets (N,))."""
    rng = np.random.default_rng(2025)
    underflow = 103 if dtype is np.float32 else 745
    z = np.concatenate([rng.normal(scale=3, size=150), rng.uniform(-underflow + 1, underflow - 1, size=150)])
    yield "binary, hard targets", z.astype(dtype), rng.integers(0, 2, 300).astype(dtype)
    yield "binary, right answers", z.astype(dtype), (z > 0).astype(dtype)
    yield "binary, soft targets", z.astype(dtype), rng.uniform(size=300).astype(dtype)


# --- truth ----------------------------------------------------------------------------------------------------------


def true_row(z: np.ndarray, y: int) -> tuple[mp.mpf, list[mp.mpf]]:
    """Return loss and gradient of one row to 50 digits, for the very numbers that z holds."""
    exact = [mp.mpf(float(s)) for s in z]
    e = [mp.exp(s - max(exact)) for s in exact]
    others = mp.fsum(s for k, s in enumerate(e) if k != y)
    grad = [s / (others + e[y]) for s in e]
    grad[y] = -others / (others + e[y])
    return mp.log1p(others / e[y]), grad


def true_binary(z: float, y: float) -> tuple[mp.mpf, mp.mpf]:
    """Return y·softplus(−z) + (1 − y)·softplus(z) and its slope to 50 digits."""
    z, y = mp.mpf(float(z)), mp.mpf(float(y))
    p, q = 1 / (1 + mp.exp(-z)), 1 / (1 + mp.exp(z))
    return y * mp.log1p(mp.exp(-z)) + (1 - y) * mp.log1p(mp.exp(z)), (1 - y) * p - y * q


def ulps(got: float, true: mp.mpf, dtype: type) -> float:
    """Return the error in units in the last place of the true value (subnormal values have the smallest unit)."""
    if not math.isfinite(got):
        return math.inf
    unit = np.spacing(np.abs(dtype(float(true))))
    return float(abs(mp.mpf(float(got)) - true) / mp.mpf(float(unit)))


def gap_of(z: np.ndarray, k: int) -> float:
    """Return how far score k lies below the largest; for the largest itself, how far the runner-up does."""
    z = z.astype(np.float64)
    return float(z.max() - z[k]) or float(z.max() - np.delete(z, k).max())


# --- who is measured ------------------------------------------------------------------------------------------------


def ours(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what ours gives."""
    return L.cross_entropy_with_logits_and_grad(z, y, reduction="none")


def ours_in_blocks(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what ours gives when the rows are repeated until the blocked path takes them."""
    times = -(-4096 // z.size)
    loss, grad = L.cross_entropy_with_logits_and_grad(np.tile(z, (times, 1)), np.tile(y, times), reduction="none")
    return loss[: len(z)], grad[: len(z)]


def with_scipy(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what SciPy gives, the gradient as p − y."""
    return -np.take_along_axis(sp.log_softmax(z, axis=-1), y[:, None], -1)[:, 0], sp.softmax(z, axis=-1) - np.eye(
        z.shape[-1], dtype=z.dtype
    )[y]


def with_sklearn(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, None]:
    """Return scikit-learn's log-loss of the softmax, row by row; it clips probabilities to the machine epsilon."""
    from sklearn.metrics import log_loss

    p = sp.softmax(z, axis=-1)
    return np.array([log_loss([c], row[None], labels=range(len(row))) for c, row in zip(y, p, strict=True)]), None


def with_torch(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what PyTorch gives."""
    import torch

    scores = torch.tensor(z, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(scores, torch.tensor(y), reduction="none")
    loss.sum().backward()
    return loss.detach().numpy(), scores.grad.numpy()


def binary_ours(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what ours gives for binary targets."""
    return L.binary_cross_entropy_with_logits_and_grad(z, y, reduction="none")


def binary_in_blocks(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what ours gives when there are enough entries for the blocked path."""
    loss, grad = L.binary_cross_entropy_with_logits_and_grad(np.tile(z, 20), np.tile(y, 20), reduction="none")
    return loss[: z.size], grad[: z.size]


def binary_scipy(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what SciPy gives for binary targets."""
    return -(y * sp.log_expit(z) + (1 - y) * sp.log_expit(-z)), sp.expit(z) - y


def binary_torch(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what PyTorch gives for binary targets."""
    import torch

    scores = torch.tensor(z, requires_grad=True)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, torch.tensor(y), reduction="none")
    loss.sum().backward()
    return loss.detach().numpy(), scores.grad.numpy()


# --- the comparison -------------------------------------------------------------------------------------------------


class Score:
    """Worst errors met so far."""

    def __init__(self) -> None:
        self.worst = self.beyond = 0.0
        self.false_zeros = 0

    def add(self, got: float, true: mp.mpf, dtype: type, gap: float = 0.0) -> None:
        """Take one result into account."""
        off = ulps(got, true, dtype)
        self.worst = max(self.worst, off)
        self.beyond = max(self.beyond, off - gap / 2)
        representable = abs(true) > float(np.finfo(dtype).smallest_subnormal)
        self.false_zeros += got == 0 and representable


Method = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray | None]]


def measure(method: Method, z: np.ndarray, y: np.ndarray, truth: list) -> tuple[Score, Score | None]:
    """Return the worst errors of a method in the loss and in the gradient."""
    dtype = z.dtype.type
    losses, grads = method(z, y)
    in_loss, in_grad = Score(), None if grads is None else Score()
    for i, (loss, grad) in enumerate(truth):
        if z.ndim == 1:
            in_loss.add(losses[i], loss, dtype)
            if in_grad is not None and grad != 0:
                in_grad.add(grads[i], grad, dtype)
            continue
        in_loss.add(losses[i], loss, dtype, gap_of(z[i], y[i]))
        for k in range(len(grad) if in_grad is not None else 0):
            in_grad.add(grads[i, k], grad[k], dtype, gap_of(z[i], k))
    return in_loss, in_grad


def truth_of(z: np.ndarray, y: np.ndarray) -> list:
    """Return (loss, gradient) for every row, or for every entry of a binary family."""
    return [(true_binary if z.ndim == 1 else true_row)(z[i], y[i]) for i in range(len(z))]


def cases(dtype: type) -> Iterator[tuple[str, np.ndarray, np.ndarray, list]]:
    """Yield every family of this dtype with its truth."""
    for name, z, y in (*families(dtype), *binary_families(dtype)):
        yield name, z, y, truth_of(z, y)


def large(dtype: type, classes: int = 10**6) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return scores (2, K), indices, and the loss and gradient in 80-bit arithmetic with a corrected sum."""
    z = np.random.default_rng(5).normal(scale=3, size=(2, classes)).astype(dtype)
    y = np.array([int(z[0].argmax()), 17])
    e = np.exp(z.astype(np.longdouble) - z.max(-1, keepdims=True))
    e_y = np.take_along_axis(e, y[:, None], -1)
    np.put_along_axis(e, y[:, None], 0, -1)
    others = e.sum(-1, keepdims=True)
    np.put_along_axis(e, y[:, None], -others, -1)
    return z, y, np.log1p(others / e_y)[:, 0], e / (others + e_y)


def neighbours(dtype: type) -> Iterator[tuple[str, np.ndarray, np.ndarray, mp.mpf]]:
    """Yield (name, P, Q, true divergence) for 128 000 outcomes: 500, 256 times, so that the truth is cheap."""
    for step, far in ((1e-9, 0), (1e-6, 0), (1e-3, 0), (1e-1, 0), (1e-3, 5)):
        rng = np.random.default_rng(6)
        p = rng.random(500)
        q = p * (1 + step * rng.uniform(-1, 1, 500))
        q[:far] *= 1.5
        p, q = ((x / x.sum() / 256).astype(dtype) for x in (p, q))
        pairs = [(mp.mpf(float(a)), mp.mpf(float(b))) for a, b in zip(p, q, strict=True)]
        true = 256 * mp.fsum(a * mp.log(a / b) - a + b for a, b in pairs)
        yield f"Q off by {step:g}" + f", {far} in 500 by half" * bool(far), np.tile(p, 256), np.tile(q, 256), true


def main() -> None:
    """Print the tables."""
    methods = {"ours": (ours, binary_ours), "ours, blocks": (ours_in_blocks, binary_in_blocks)}
    if importlib.util.find_spec("torch"):
        methods["torch"] = (with_torch, binary_torch)
    else:
        print("torch is not installed: its rows are left out (pip install torch)\n")
    methods |= {"scipy": (with_scipy, binary_scipy), "sklearn": (with_sklearn, None)}
    print(
        f"Cross-entropy from scores. Bars for ours: loss ≤ {LOSS_BAR} ulp + gap/2, gradient ≤ {GRAD_BAR} ulp + gap/2."
    )
    head = f"{'':26}{'':14}{'loss: worst':>12}{'− gap/2':>10}{'zeros':>6}{'gradient:':>12}{'− gap/2':>10}{'zeros':>6}"
    for dtype in (np.float32, np.float64):
        print(f"\n{dtype.__name__}, errors in ulp; zeros: results of 0 where the truth is not 0\n{head}")
        for name, z, y, truth in cases(dtype):
            for who, pair in methods.items():
                method = pair[z.ndim == 1]
                if method is None:
                    continue
                told = f"{name:26}{who:14}"
                for s in measure(method, z, y, truth):
                    told += f"{s.worst:12.3g}{s.beyond:10.3g}{s.false_zeros:6d}" if s else ""
                print(told)
    print("\nKL(p‖q) and √JS of p and a neighbour: relative error")
    print(f"{'perturbation':>14}{'KL ours':>12}{'KL scipy':>12}{'√JS ours':>12}{'√JS scipy':>12}")
    for step in (1e-3, 1e-5, 1e-7, 1e-9):
        p = np.array([0.2, 0.3, 0.5])
        q = p * (1 + step * np.array([1.0, 1.0, -1.0]))
        a, b = ([mp.mpf(float(x)) for x in v] for v in (p, q))
        kl = mp.fsum(x * mp.log(x / w) - x + w for x, w in zip(a, b, strict=True))
        js = mp.fsum((x * mp.log(2 * x / (x + w)) + w * mp.log(2 * w / (x + w))) / 2 for x, w in zip(a, b, strict=True))
        off = [
            abs(mp.mpf(float(got)) / true - 1)
            for got, true in (
                (ce.kl_divergence(p, q), kl),
                (sp.rel_entr(p, q).sum(), kl),
                (ce.js_distance(p, q), mp.sqrt(js)),
                (jensenshannon(p, q), mp.sqrt(js)),
            )
        ]
        print(f"{step:14.0e}" + "".join(f"{float(o):12.2g}" for o in off))
    print("\nKL(p‖q) of 128 000 outcomes: errors in ulp. Bar for ours: 4.")
    print(f"{'':36}{'ours':>10}{'scipy':>12}")
    for dtype in (np.float32, np.float64):
        for name, p, q, true in neighbours(dtype):
            off = [ulps(got, true, dtype) for got in (ce.kl_divergence(p, q), sp.rel_entr(p, q).sum())]
            print(f"{dtype.__name__} {name:28}{off[0]:10.2g}{off[1]:12.2g}")
    print("\nA million classes, scores N(0, 9), against 80 bits: ours, errors in ulp. Bars: loss 4, gradient 8.")
    for dtype in (np.float32, np.float64):
        z, y, *truth = large(dtype)
        worst = [
            float((np.abs(got - true) / np.spacing(np.abs(true.astype(dtype)))).max())
            for got, true in zip(ours(z, y), truth, strict=True)
        ]
        print(f"{dtype.__name__:10}loss {worst[0]:.2g}   gradient {worst[1]:.2g}")


if __name__ == "__main__":
    main()
