"""How fast, and in how much memory? Ours beside PyTorch, SciPy and scikit-learn, at the same work, in one run.

    python benchmarks/bench.py                 # all of it; PyTorch's columns where it is installed
    python benchmarks/bench.py --quick         # a tenth of the size
    python benchmarks/bench.py --out table.txt # the table into a file as well

One thread throughout. Every number is the median of several runs that take turns. README.md says how to read the table.
"""

# ruff: noqa: E402
from __future__ import annotations

import os

for _variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # before NumPy is loaded
    os.environ[_variable] = "1"

import argparse
import importlib.metadata
import importlib.util
import platform
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import scipy.special as sp
from scipy import stats
from sklearn.metrics import log_loss

import ce_helpers as ce
from ce_helpers import losses as L

TORCH = importlib.util.find_spec("torch") is not None
SHAPES = [(100_000, 10), (10_000, 1000), (2048, 50_257), (512, 131_072)]
Lines = list[str]


def medians(runs: dict[str, Callable[[], Any]], rounds: int = 3) -> dict[str, float]:
    """Return the median seconds of processor time of each run.

    The runs take turns, so that a busy moment strikes all of them, and the clock stands still while other programs
    have the processor. With one thread, on an idle machine, this is the time on the wall. A turn is a short burst
    whose first run is not counted: it pays for memory that the run before it has just given back.
    """
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.process_time()
            run()
            for _ in range(max(1, min(7, int(0.5 / (time.process_time() - start + 1e-9))))):
                start = time.process_time()
                run()
                times[name].append(time.process_time() - start)
    return {name: statistics.median(t) for name, t in times.items()}


def peak(run: Callable[[], Any]) -> int:
    """Return the most bytes that NumPy held at once during a run, beyond its inputs."""
    tracemalloc.start()
    run()
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return used


def verdict(value: float, bar: float, at_most: bool) -> str:
    """Return a ratio, its bar, and whether it is kept."""
    kept = value <= bar if at_most else value >= bar
    return f"{value:6.2f} {'≤' if at_most else '≥'} {bar:<4g} {'ok' if kept else 'MISSED':6}"


# --- cross-entropy and its gradient from scores ---------------------------------------------------------------------


def torch_cross_entropy(z: np.ndarray, y: np.ndarray) -> Callable[[], Any]:
    """Return a run of PyTorch's loss, forward and backward."""
    import torch

    scores, target = torch.from_numpy(z).requires_grad_(), torch.from_numpy(y)

    def run() -> None:
        scores.grad = None
        torch.nn.functional.cross_entropy(scores, target).backward()

    return run


def scipy_cross_entropy(z: np.ndarray, y: np.ndarray) -> Callable[[], Any]:
    """Return a run of the loss by SciPy's log_softmax and the gradient by its exponential."""
    rows = np.arange(len(y))

    def run() -> Any:
        log_p = sp.log_softmax(z, axis=-1)
        loss = -log_p[rows, y].mean()
        np.exp(log_p, out=log_p)
        log_p[rows, y] -= 1
        log_p /= len(y)
        return loss, log_p

    return run


def data(n: int, classes: int, dtype: type) -> tuple[np.ndarray, np.ndarray]:
    """Return scores N(0, 9) and class indices."""
    rng = np.random.default_rng(0)
    return 3 * rng.standard_normal((n, classes), dtype=dtype), rng.integers(0, classes, n)


def bench_cross_entropy(shrink: int, say: Callable[[str], None]) -> None:
    """Compare cross-entropy with its gradient, and the loss alone."""
    bar = 1.1 if os.environ.get("THP_MEM_ALLOC_ENABLE") == "1" else 0.30
    say("Cross-entropy and its gradient from scores, class indices, mean. Milliseconds; ratios with their bars.")
    say(
        f"{'':22}{'ours':>9}{'loss':>9}{'torch':>9}{'scipy':>9}{'sklearn':>9}   "
        f"{'ours/torch':22}{'scipy/ours':22}{'sklearn/ours':22}"
    )
    for dtype in (np.float32, np.float64):
        for n, classes in SHAPES:
            n = max(1, n // shrink)
            z, y = data(n, classes, dtype)
            runs = {
                "ours": lambda z=z, y=y: L.cross_entropy_with_logits_and_grad(z, y),
                "loss": lambda z=z, y=y: L.cross_entropy_with_logits(z, y),
                "scipy": scipy_cross_entropy(z, y),
            }
            if TORCH:
                runs["torch"] = torch_cross_entropy(z, y)
            if classes <= 1000:  # it builds a one-hot matrix with a row per example; beyond this it takes minutes
                p = sp.softmax(z, axis=-1)
                runs["sklearn"] = lambda p=p, y=y, k=classes: log_loss(y, p, labels=np.arange(k))
            t = medians(runs)
            shown = "".join(
                f"{1e3 * t[w]:9.1f}" if w in t else f"{'–':>9}" for w in ("ours", "loss", "torch", "scipy", "sklearn")
            )
            line = f"{dtype.__name__} {n}×{classes}".ljust(22) + shown + "   "
            line += verdict(t["ours"] / t["torch"], bar, True).ljust(22) if TORCH else "–".ljust(22)
            line += verdict(t["scipy"] / t["ours"], 1.7, False).ljust(22) if classes >= 1000 else "–".ljust(22)
            line += verdict(t["sklearn"] / t["ours"], 2, False) if "sklearn" in t and classes >= 1000 else "–"
            say(line.rstrip())


def bench_memory(shrink: int, say: Callable[[str], None]) -> None:
    """Measure the working memory."""
    say("\nMemory beyond the input. With the gradient: times the input. Loss alone: megabytes.")
    for dtype in (np.float32, np.float64):
        for n, classes in SHAPES:
            z, y = data(max(1, n // shrink), classes, dtype)
            both = peak(lambda z=z, y=y: L.cross_entropy_with_logits_and_grad(z, y)) / z.nbytes
            alone = peak(lambda z=z, y=y: L.cross_entropy_with_logits(z, y)) / 2**20
            line = f"{dtype.__name__} {len(z)}×{classes}".ljust(22) + f"with gradient {verdict(both, 1.05, True)} "
            say(line + f"loss alone {verdict(alone, 1, True)}".rstrip())


# --- entry by entry -------------------------------------------------------------------------------------------------


def neighbour(p: np.ndarray, step: float) -> np.ndarray:
    """Return a distribution that is off from p by a normal relative error of size `step`; a copy for 0."""
    if step == 0:
        return p.copy()
    noise = np.random.default_rng(2).standard_normal(p.shape, dtype=p.dtype.type)
    q = p * (1 + p.dtype.type(step) * noise).clip(0.01)
    q /= q.sum(axis=-1, keepdims=True, dtype=np.float64)
    return q


def bench_divergences(shrink: int, say: Callable[[str], None]) -> None:
    """Compare the Kullback–Leibler divergence where P and Q are far, near and equal, in one row and in many."""
    say("\nKullback–Leibler divergence, P and Q far and near. Milliseconds; SciPy's two ways by ours.")
    for dtype in (np.float32, np.float64):
        for rows, k in ((1, 10**7 // shrink), (10**4 // shrink, 1000), (10**6 // shrink, 10)):
            rng = np.random.default_rng(1)
            p, other = (rng.random((rows, k), dtype=dtype) for _ in range(2))
            for a in (p, other):
                a /= a.sum(axis=-1, keepdims=True, dtype=np.float64)
            for step in (None, 1e-1, 1e-3, 1e-9, 0):
                q = other if step is None else neighbour(p, step)
                runs = {
                    "ours": lambda p=p, q=q: ce.kl_divergence(p, q),
                    "rel_entr": lambda p=p, q=q: sp.rel_entr(p, q).sum(axis=-1),
                    "entropy": lambda p=p, q=q: stats.entropy(p, q, axis=-1),
                }
                t = medians(runs)
                told = "random Q" if step is None else f"Q off by {step:g}" if step else "Q = P"
                line = f"{dtype.__name__} {rows}×{k}".ljust(24) + f"{told:14} ours {1e3 * t['ours']:8.1f}  "
                line += f"rel_entr/ours {verdict(t['rel_entr'] / t['ours'], 5, False)} "
                say(line + f"entropy/ours {verdict(t['entropy'] / t['ours'], 5, False)}".rstrip())


def bench_entries(shrink: int, say: Callable[[str], None]) -> None:
    """Compare entropy, Kullback–Leibler divergence, and binary cross-entropy."""
    n = 10**7 // shrink
    say(f"\nEntry by entry, {n} entries. Milliseconds; ratios with their bars.")
    for dtype in (np.float32, np.float64):
        rng = np.random.default_rng(1)
        p, q = rng.random(n, dtype=dtype), rng.random(n, dtype=dtype)
        p /= p.sum(dtype=np.float64)
        q /= q.sum(dtype=np.float64)
        pairs = {
            "entropy": (lambda p=p: ce.entropy(p), lambda p=p: sp.entr(p).sum(), 3),
            "KL divergence": (lambda p=p, q=q: ce.kl_divergence(p, q), lambda p=p, q=q: sp.rel_entr(p, q).sum(), 5),
        }
        z, y = 3 * rng.standard_normal(n, dtype=dtype), (rng.random(n) < 0.5).astype(dtype)

        def by_scipy(z: np.ndarray = z, y: np.ndarray = y) -> Any:
            return -(y * sp.log_expit(z) + (1 - y) * sp.log_expit(-z)).mean()

        pairs["BCE from scores"] = (lambda z=z, y=y: L.binary_cross_entropy_with_logits(z, y), by_scipy, 5)
        for name, (ours, scipy, bar) in pairs.items():
            t = medians({"ours": ours, "scipy": scipy})
            line = (
                f"{dtype.__name__} {name}".ljust(28) + f"ours {1e3 * t['ours']:8.1f}  scipy {1e3 * t['scipy']:8.1f}  "
            )
            say(line + f"scipy/ours {verdict(t['scipy'] / t['ours'], bar, False)}".rstrip())
        runs = {"ours": lambda z=z, y=y: L.binary_cross_entropy_with_logits_and_grad(z, y)}
        if TORCH:
            import torch

            scores, target = torch.from_numpy(z).requires_grad_(), torch.from_numpy(y)

            def backward(scores: Any = scores, target: Any = target) -> None:
                scores.grad = None
                torch.nn.functional.binary_cross_entropy_with_logits(scores, target).backward()

            runs["torch"] = backward
        t = medians(runs)
        line = f"{dtype.__name__} BCE and gradient".ljust(28) + f"ours {1e3 * t['ours']:8.1f}  "
        if TORCH:
            line += f"torch {1e3 * t['torch']:8.1f}  ours/torch {verdict(t['ours'] / t['torch'], 0.5, True)}"
        say(line.rstrip())


# --- the whole ------------------------------------------------------------------------------------------------------


def setting() -> str:
    """Return what the figures were obtained on."""
    names = ["numpy", "scipy", "scikit-learn", *(["torch"] if TORCH else [])]
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    pages = "large pages" if os.environ.get("THP_MEM_ALLOC_ENABLE") == "1" else "as shipped"
    told = f"{os.cpu_count()} cores (one used), {platform.system()} {platform.machine()}, "
    return told + f"Python {platform.python_version()}, {versions}; torch's memory {pages if TORCH else '–'}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the size, to see that everything runs")
    parser.add_argument("--out", type=Path, help="a file to write the table to as well")
    parser.add_argument("--rows-only", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    lines: Lines = []

    def say(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    shrink = 10 if args.quick else 1
    if TORCH:
        import torch

        torch.set_num_threads(1)
    say(setting())
    if not TORCH:
        say("torch is not installed: its columns stay empty (pip install torch)")
    bench_cross_entropy(shrink, say)
    if args.rows_only:
        return
    bench_memory(shrink, say)
    bench_entries(shrink, say)
    bench_divergences(shrink, say)
    if TORCH and os.environ.get("THP_MEM_ALLOC_ENABLE") != "1":
        say("\nThe first table again, with large pages for torch (THP_MEM_ALLOC_ENABLE=1); here the bar is 1.1.")
        again = [sys.executable, __file__, "--rows-only", *(["--quick"] if args.quick else [])]
        told = subprocess.run(again, env={**os.environ, "THP_MEM_ALLOC_ENABLE": "1"}, capture_output=True, text=True)
        for line in told.stdout.splitlines()[1:] or told.stderr.splitlines():
            say(line)
    if args.out:
        args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
