"""Quick questions in a browser: what is said to each answer, by pointer and by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from asked import ASKED, RECORD, SAID, VERDICT, page_of, written
from pages import FRAME, ChromiumPage

from ce_helpers.practice import NumberQuestion, Question
from ce_helpers.practice.markup import value_of

pytestmark = pytest.mark.browser
CHOICES = [q for q in ASKED if isinstance(q, Question)]
NUMBERS = [q for q in ASKED if isinstance(q, NumberQuestion)]


def opened(question: Question | NumberQuestion, chromium: Any, folder: Path) -> ChromiumPage:
    """Return a page with one question."""
    page = ChromiumPage(chromium)
    page.open(written(folder, page_of(question), question.name))
    return page


def test_each_option_gets_its_own_verdict(chromium: Any, tmp_path: Path) -> None:
    assert len(CHOICES) > 20
    for question in CHOICES:
        page = opened(question, chromium, tmp_path)
        for i, option in enumerate(question.shown()):
            page.js(f"document.querySelectorAll('.quiz input')[{i}].click()")
            if i == 0:  # how sure the reader is, is asked once
                assert page.js(VERDICT) == ""
                page.js("[...document.querySelectorAll('.quiz-sure button')].find((b) => b.value === '0.7').click()")
            assert page.js(VERDICT) == ("right" if option.correct else "wrong"), (question.name, i)
            assert page.js(SAID).startswith("✓ Right." if option.correct else "✗ Not right.")
        page.close()


def test_the_arrow_keys_give_nothing_away(chromium: Any, tmp_path: Path) -> None:
    page = opened(CHOICES[0], chromium, tmp_path)
    page.js("document.querySelector('.quiz input').focus()")
    page.press("ArrowDown")
    assert page.js(VERDICT) == ""
    assert page.js(SAID) == "Press Enter to check this answer."
    page.press("Enter")
    assert page.js(VERDICT) == ("right" if CHOICES[0].shown()[1].correct else "wrong")
    page.close()


def test_a_number_is_judged(chromium: Any, tmp_path: Path) -> None:
    assert len(NUMBERS) > 3
    for question in NUMBERS:
        page = opened(question, chromium, tmp_path)

        def answer(text: str, page: ChromiumPage = page, *, by: str = "Enter") -> tuple[str, str]:
            page.js(f"(() => {{ const i = document.querySelector('.quiz input'); i.value = {text!r}; i.focus(); }})()")
            page.press(by) if by == "Enter" else page.js("document.querySelector('.quiz-check').click()")
            page.js(FRAME)
            return page.js(VERDICT), page.js(SAID)

        right = question.value
        assert answer(repr(right))[0] == "right", question.name
        assert answer(repr(right), by="click")[0] == "right"
        assert answer("two") == ("", "Type a number, such as 0.25, 3/10 or ln 2.")
        for label, (number, _) in question.wrong.items():
            assert answer(repr(value_of(number)))[0] == "wrong", (question.name, label)
        assert "That is too large." in answer(repr(abs(right) * 1e6 + 1e6))[1]
        assert "That is too small." in answer(repr(-abs(right) * 1e6 - 1e6))[1]
        betraying = [value_of(number) for number, _ in question.wrong.values()]
        if right and not any(abs(x + right) <= question.tolerance for x in betraying):
            assert "The size is right, the sign is not." in answer(repr(-right))[1]
        page.close()


def test_who_looked_first_is_answered_and_not_recorded(chromium: Any, tmp_path: Path) -> None:
    opened(CHOICES[0], chromium, tmp_path).js("localStorage.clear()")  # pages from the file system share one storage
    page = opened(CHOICES[0], chromium, tmp_path)
    page.js("document.querySelector('.quiz summary').click()")
    page.js("new Promise((done) => setTimeout(done))")  # a <details> tells of its opening in a task of its own
    page.js("document.querySelector('.quiz input').click()")
    assert page.js(VERDICT) in ("right", "wrong")
    assert page.js("document.querySelector('.quiz-sure').hidden") is True
    assert page.js(RECORD) is None
    page.close()
