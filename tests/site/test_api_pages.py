"""Docstrings on the way into the API pages: chapters become links, |x| stays |x|, formulas and doctests as written."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCSTRING = r"""The distance |x − y|; Chapter 3.

.. math:: D(p \,\|\, q) = \sum_y p_y
    \ln \frac{p(y|x)}{q(y|x)}

    |z|

Where |x| is large.
>>> abs(-1) | 2
3"""


def test_only_sentences_are_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "_ext")
    lines = DOCSTRING.splitlines()
    before = lines.copy()
    import_module("api_pages").link_chapters(SimpleNamespace(srcdir=ROOT), "function", "f", None, None, lines)
    assert lines[0] == r"The distance \|x − y\|; :doc:`Chapter 3 </chapters/ch03_decomposition>`."
    assert lines[1:7] == before[1:7]
    assert lines[7] == r"Where \|x\| is large."
    assert lines[8:] == before[8:]
