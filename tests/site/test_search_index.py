"""What the search quotes of a page reads as it was written, formulas too."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest


def test_a_formula_is_quoted_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[2] / "_ext")
    rows = import_module("search_index")._rows
    letter = "<mi>{}</mi>".format
    half = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
    mean = f"<mfrac><mrow>{letter('p')}<mo>+</mo>{letter('q')}</mrow>{letter('n')}</mfrac>"
    index = f"<msub>{letter('p')}{letter('k')}</msub><mi>ln</mi><mo>\u2061</mo>{letter('q')}"
    powers = f"<msubsup>{letter('x')}{letter('i')}<mn>2</mn></msubsup><msup>{letter('f')}<mo>′</mo></msup>"
    formulas = (f"<math>{formula}</math>" for formula in (half, mean, index, powers))
    text = f"<section id='a'><h1>Title</h1><p>Here {', '.join(formulas)}.</p></section>"
    (row,) = rows(f'<article class="bd-article">{text}</article>')
    assert row["text"] == "Here 1/2, (p+q)/n, p_k lnq, x_i^2f′."
