"""The reader's record in a browser: over reloads, two tabs, a full or broken storage, and files from elsewhere."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from asked import RECORD

from ce_helpers.practice.record import note_outcome, record_path

pytestmark = pytest.mark.browser
NOW = round(time.time() * 1000)
PAGE = "chapters/your_record.html"


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    """Return a browser's storage of its own."""
    made = chromium.new_context(viewport={"width": 1200, "height": 900}, accept_downloads=True)
    made.set_default_timeout(20_000)
    yield made
    made.close()


@pytest.fixture
def tab(context: Any, site_url: str) -> Any:
    """Return the page of the record, without data."""
    return opened(context, site_url)


def opened(context: Any, site_url: str, page: str = PAGE) -> Any:
    tab = context.new_page()
    tab.goto(f"{site_url}/{page}")
    tab.wait_for_selector("[data-record][data-ready]" if page == PAGE else ".quiz[data-ready]", state="attached")
    return tab


def entries_of(tab: Any) -> dict[str, Any]:
    return dict((tab.evaluate(RECORD) or {"entries": {}})["entries"])


def done(tab: Any, **detail: Any) -> None:
    tab.evaluate("(detail) => document.dispatchEvent(new CustomEvent('ce:done', { detail }))", detail)


def until(tab: Any, holds: Callable[[], bool]) -> None:
    """Wait until something holds: one tab hears of the other's storage a moment later."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, "it did not come to hold"
        tab.wait_for_timeout(20)


def a_record(**entries: Any) -> dict[str, Any]:
    named = {name.replace("__", ":").replace("_", "-"): entry for name, entry in entries.items()}
    return {"format": "cross-entropy-record", "version": 1, "entries": named}


def import_file(tab: Any, folder: Path, content: Any) -> str:
    path = folder / "import.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    tab.evaluate("document.querySelector('.record-status').textContent = ''")
    tab.set_input_files("#record-file", path)
    tab.locator(".record-status:not(:empty)").wait_for()
    return str(tab.locator(".record-status").inner_text())


def test_without_data_it_says_what_to_do(tab: Any) -> None:
    assert "Nothing is recorded yet" in tab.locator(".record").inner_text()
    assert tab.get_by_role("button", name="Export as a file").is_visible()


def test_without_scripts_it_says_why_it_is_empty(chromium: Any, site_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}/{PAGE}")
    assert "This page needs JavaScript" in page.locator(".record").inner_text()
    context.close()


def test_the_first_answer_counts_and_lasts(context: Any, site_url: str) -> None:
    tab = opened(context, site_url, "chapters/ch01_surprise.html")
    done(tab, kind="question", name="bits-or-nats", right=False, confidence=0.8, chosen="a")
    done(tab, kind="question", name="bits-or-nats", right=True, confidence=0.99)
    done(tab, kind="exercise", name="surprise", right=False)
    done(tab, kind="exercise", name="surprise", right=True)
    done(tab, kind="nonsense", name="surprise", right=True)
    tab.reload()
    kept = entries_of(tab)
    assert {*kept} == {"question:bits-or-nats", "exercise:surprise"}
    assert (kept["question:bits-or-nats"]["right"], kept["question:bits-or-nats"]["confidence"]) == (False, 0.8)
    assert kept["exercise:surprise"]["right"] is False
    assert kept["exercise:surprise"]["passed"] > 0
    assert kept["exercise:surprise"]["page"] == "ch01_surprise"


IN_BOTH = """(async () => {
  for (const start = Date.now(); !document.querySelector("[data-record][data-ready]") && Date.now() - start < 20000; )
    await new Promise((go) => requestAnimationFrame(go));
  const done = (name, right, confidence) => document.dispatchEvent(
    new CustomEvent("ce:done", { detail: { kind: "question", name, right, confidence, chosen: "a" } }));
  for (let i = 0; i < 10; i++) done(`made-up-${i}`, i > 2, 0.75);
  const record = document.querySelector(".record");
  for (const start = Date.now(); !/mean loss is/.test(record.innerText) && Date.now() - start < 20000; )
    await new Promise((go) => requestAnimationFrame(go));
  const said = record.innerText.match(/mean loss is ([0-9.]+) nats/)?.[1];
  const drawn = document.querySelectorAll(".record svg").length;
  const file = new File([JSON.stringify({ format: "cross-entropy-record", version: 1, entries: {
    "exercise:surprise": { at: 1, right: true } } })], "record.json", { type: "application/json" });
  const moved = new DataTransfer();
  moved.items.add(file);
  const input = document.querySelector("#record-file");
  input.files = moved.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  const status = document.querySelector(".record-status");
  for (const start = Date.now(); !status.innerText && Date.now() - start < 20000; )
    await new Promise((go) => requestAnimationFrame(go));
  return [said, drawn, status.innerText, "exercise:surprise" in JSON.parse(localStorage["ce:record"]).entries];
})()"""


def test_the_page_counts_draws_and_imports_in_both_browsers(new_page: Callable[..., Any], site_url: str) -> None:
    page = new_page(f"{site_url}/{PAGE}")
    said, drawn, status, kept = page.js(IN_BOTH)
    assert said == f"{-(0.7 * math.log(0.75) + 0.3 * math.log(0.25)):.3f}"
    assert drawn >= 1
    assert status
    assert not status.startswith("Nothing was imported")
    assert kept is True
    page.js("localStorage.clear()")


def test_a_question_is_recorded_and_asks_how_sure_only_once(context: Any, site_url: str) -> None:
    tab = opened(context, site_url, "chapters/ch01_surprise.html")
    quiz = tab.locator(".quiz[data-quiz][data-kind=choice]").first
    quiz.locator("input").first.check()
    assert quiz.get_by_role("button", name="60%").is_visible()
    quiz.get_by_role("button", name="60%").click()
    name = quiz.get_attribute("data-quiz")
    assert entries_of(tab)[f"question:{name}"]["confidence"] == 0.6
    quiz.locator("input").nth(1).check()
    assert not quiz.get_by_role("group", name="How sure are you?").is_visible()
    other = tab.locator(".quiz[data-quiz][data-kind=choice]").nth(1)
    other.locator("input").first.check()
    other.get_by_role("button", name="Do not ask again").click()
    assert other.get_attribute("data-verdict") in ("right", "wrong"), "the choice that waited is answered"
    tab.reload()
    tab.wait_for_selector(".quiz[data-ready]", state="attached")
    for i in (2, 1):
        last = tab.locator(".quiz[data-quiz][data-kind=choice]").nth(i)
        if last.count():
            last.locator("input").first.check()
            assert not last.get_by_role("group", name="How sure are you?").is_visible()
    page = opened(context, site_url)
    assert not page.get_by_label("Ask how sure I am").is_checked()
    page.get_by_label("Ask how sure I am").check()
    assert not page.evaluate(RECORD)["quiet"]


def test_two_tabs_add_to_one_record_and_see_each_other(context: Any, site_url: str) -> None:
    page, one, two = (opened(context, site_url, p) for p in (PAGE, *["chapters/ch01_surprise.html"] * 2))
    done(one, kind="exercise", name="surprise", right=True)
    done(two, kind="question", name="bits-or-nats", right=True, confidence=0.9)
    done(one, kind="question", name="twice-as-surprising", right=False, confidence=0.6)
    until(two, lambda: len(entries_of(two)) == 3)
    stale = {name: entry for name, entry in entries_of(two).items() if name != "exercise:surprise"}
    stored = json.dumps({**a_record(), "entries": stale})
    two.evaluate("(stored) => localStorage.setItem('ce:record', stored)", stored)
    until(two, lambda: len(entries_of(two)) == 3)  # what a tab wrote over is added again by the one that had done it
    page.wait_for_selector("text=Your mean loss is")
    page.get_by_role("button", name="Erase the record").click()
    page.get_by_role("button", name="Press again to erase").click()
    page.wait_for_selector("text=Nothing is recorded yet")
    until(one, lambda: entries_of(one) == {})
    done(two, kind="exercise", name="surprise", right=True)
    until(one, lambda: bool(entries_of(one)))
    assert {*entries_of(one)} == {"exercise:surprise"}, "what was erased came back from the other tab"


def test_a_full_storage_stops_nothing(context: Any, site_url: str) -> None:
    tab = opened(context, site_url, "chapters/ch01_surprise.html")
    tab.evaluate("void (Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); })")
    quiz = tab.locator(".quiz[data-quiz][data-kind=choice]").first
    quiz.locator("input").first.check()
    quiz.get_by_role("button", name="Just check").click()
    assert quiz.get_attribute("data-verdict") in ("right", "wrong")
    quiz.locator("input").nth(1).check()
    assert not quiz.get_by_role("group", name="How sure are you?").is_visible(), (
        "what was answered is known as long as the page lasts"
    )


BROKEN = ["{", "[]", "null", '{"format":"cross-entropy-record","version":1,"entries":{"exercise:a":1}}']


@pytest.mark.parametrize("text", BROKEN)
def test_a_corrupted_store_is_told_set_aside_and_outlived(context: Any, site_url: str, text: str) -> None:
    context.add_init_script(
        f"if (!localStorage['set']) {{ localStorage['set'] = 1; localStorage['ce:record'] = {text!r}; }}"
    )
    tab = opened(context, site_url)
    assert "cannot be read" in tab.locator(".record").inner_text()
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Export as a file").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == text
    chapter = opened(context, site_url, "chapters/ch01_surprise.html")
    done(chapter, kind="exercise", name="surprise", right=True)
    assert {*entries_of(chapter)} == {"exercise:surprise"}
    assert chapter.evaluate("localStorage['ce:record:unreadable']") == text


def test_a_store_of_a_newer_book_is_left_alone(context: Any, site_url: str) -> None:
    newer = json.dumps({**a_record(), "version": 2, "more": [1]})
    context.add_init_script(f"localStorage['ce:record'] = {newer!r}")
    tab = opened(context, site_url, "chapters/ch01_surprise.html")
    done(tab, kind="exercise", name="surprise", right=True)
    assert tab.evaluate("localStorage['ce:record']") == newer
    assert "newer version" in opened(context, site_url).locator(".record").inner_text()


def test_export_and_import_keep_everything_and_merge(
    context: Any, chromium: Any, site_url: str, tmp_path: Path
) -> None:
    tab = opened(context, site_url, "chapters/ch01_surprise.html")
    done(tab, kind="question", name="bits-or-nats", right=True, confidence=0.9, chosen="x")
    done(tab, kind="exercise", name="surprise", right=True)
    page = opened(context, site_url)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as a file").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    other = chromium.new_context()
    fresh = opened(other, site_url)
    earlier = a_record(
        exercise__surprise={"at": 5, "right": False}, question__twice_as_surprising={"at": 6, "right": True}
    )
    assert import_file(fresh, tmp_path, earlier).startswith("Imported")
    assert import_file(fresh, tmp_path, text).startswith("Imported")
    merged = entries_of(fresh)
    assert {*merged} == {"question:bits-or-nats", "exercise:surprise", "question:twice-as-surprising"}
    assert merged["exercise:surprise"]["right"] is False, "the earlier first answer"
    assert merged["exercise:surprise"]["passed"] == entries_of(tab)["exercise:surprise"]["passed"]
    assert merged["question:bits-or-nats"] == entries_of(tab)["question:bits-or-nats"]
    before = fresh.evaluate("localStorage['ce:record']")
    import_file(fresh, tmp_path, earlier)
    assert json.loads(fresh.evaluate("localStorage['ce:record']")) == json.loads(before), (
        "the same twice changes nothing"
    )
    other.close()


GOOD = {"at": NOW - 1000, "right": True}
HOSTILE = {
    "no JSON": "{",
    "no record": {"a": 1},
    "another version": {**a_record(), "version": "1"},
    "newer version": {**a_record(), "version": 99},
    "no list": {**a_record(), "entries": []},
    "cannot be one": a_record(**{"exercise:<img src=x onerror=alert(1)>": GOOD}),
    'name "__proto': '{"format":"cross-entropy-record","version":1,"entries":{"__proto__":{"at":1,"right":true}}}',
    "does not say": a_record(exercise__surprise={"at": 1}),
    "has the time": a_record(exercise__surprise={"at": NOW + 10**12, "right": True}),
    'the time "now': a_record(exercise__surprise={"at": "now", "right": True}),
    "the confidence 7": a_record(question__a={**GOOD, "confidence": 7}),
    "no short text": a_record(question__a={**GOOD, "chosen": "x" * 5000}),
    "names the page": a_record(question__a={**GOOD, "page": "javascript:alert(1)"}),
    "where you left": {**a_record(), "last": {"at": 1, "page": "../x", "title": "a", "place": "b"}},
    "5000 are the most": a_record(**{f"exercise:a{i}": GOOD for i in range(5001)}),
    "larger than": "x" * 2_000_001,
}


def test_hostile_and_corrupted_files_change_nothing_and_say_why(tab: Any, tmp_path: Path) -> None:
    import_file(tab, tmp_path, a_record(exercise__surprise=GOOD))
    before, found = tab.evaluate("localStorage['ce:record']"), []
    tab.on("dialog", lambda dialog: (found.append(dialog.message), dialog.dismiss()))
    for part, content in HOSTILE.items():
        said = import_file(tab, tmp_path, content)
        assert said.startswith("Nothing was imported."), (part, said)
        if part != "another version":
            assert part in said, (part, said)
        assert tab.evaluate("localStorage['ce:record']") == before, part
    assert found == []
    assert tab.locator(".record img").count() == 0
    assert tab.evaluate("({}).right") is None


def test_scores_diagram_and_what_to_reread(tab: Any, tmp_path: Path) -> None:
    answers = {f"question:made-up-{i}": {"at": NOW - i, "right": i % 5 > 0, "confidence": 0.8} for i in range(1, 11)}
    answers["question:bits-or-nats"] = {"at": NOW, "right": False, "confidence": 0.99}
    import_file(tab, tmp_path, a_record(**answers, exercise__surprise={"at": NOW, "right": False}))
    text = tab.locator(".record").inner_text()
    loss = (-8 * 0.22314355 + -2 * 1.6094379 - 4.6051702) / -11
    assert f"Your mean loss is {loss:.3f} nats" in text
    assert "80% sure: 8 of 10 right" in tab.get_by_role("img", name="Reliability diagram").get_attribute("aria-label")
    assert tab.locator(".record-point").count() == 2
    items = tab.locator(".record-view li")
    assert "99% sure" in items.first.inner_text(), "the dearest first"
    assert "not passed yet" in items.nth(1).inner_text()
    items.first.get_by_role("link").click()
    tab.wait_for_url("**/ch01_surprise.html#quiz-bits-or-nats")
    assert tab.locator("#quiz-bits-or-nats").is_visible()


def test_the_printed_sheet_has_the_tables_and_no_buttons(tab: Any, tmp_path: Path) -> None:
    import_file(tab, tmp_path, a_record(exercise__surprise=GOOD))
    tab.get_by_label("Name on the printed sheet").fill("A. Student")
    tab.emulate_media(media="print")
    assert tab.get_by_text("What is done").is_visible()
    assert tab.get_by_label("Name on the printed sheet").is_visible()
    assert not tab.get_by_role("button", name="Export as a file").is_visible()


def test_the_sidebar_ticks_what_was_read_and_offers_to_go_on(context: Any, site_url: str) -> None:
    tab = opened(context, site_url, "chapters/ch01_surprise.html")
    end = tab.locator(".prev-next-footer")
    end.scroll_into_view_if_needed()
    tab.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
    assert not entries_of(tab), "what is shut was not read"
    guesses = tab.evaluate("[...document.querySelectorAll('[data-predict]')].map((e) => e.dataset.predict)")
    assert len(guesses) > 1
    guess = {"at": NOW, "right": False, "chosen": "a"}
    record = {**a_record(), "entries": {f"prediction:{name}": guess for name in guesses}}
    tab.evaluate("(record) => localStorage.setItem('ce:record', JSON.stringify(record))", record)
    tab.reload()
    end.scroll_into_view_if_needed()
    tab.wait_for_selector(".bd-docs-nav .record-tick")
    assert "chapter:ch01_surprise" in entries_of(tab)
    section = tab.evaluate("[...document.querySelectorAll('.bd-article section section[id]')].at(-1).id")
    tab.evaluate(
        "(() => { Object.defineProperty(document, 'visibilityState', { value: 'hidden' });"
        "document.dispatchEvent(new Event('visibilitychange')); })()"
    )
    other = opened(context, site_url, "chapters/ch02_cross_entropy.html")
    offer = other.locator(".record-continue")
    assert offer.inner_text().startswith("Continue where you left")
    assert offer.get_attribute("href") == f"ch01_surprise.html#{section}"
    link = other.get_by_role("navigation", name="Chapters").get_by_role("link").first
    assert link.inner_text().split()[-3:] == ["Surprise", "✓", "read"]


def test_a_file_from_jupyterlab_is_taken_in(tab: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CE_RECORD", str(tmp_path))
    note_outcome("exercise", "surprise", True, cell=False)
    note_outcome("question", "bits-or-nats", False, confidence=0.7, chosen="ln", cell=False)
    made = json.loads(record_path().read_text(encoding="utf-8"))
    assert import_file(tab, tmp_path, record_path().read_text(encoding="utf-8")).startswith("Imported")
    assert entries_of(tab) == made["entries"]


@pytest.mark.parametrize(("width", "theme"), [(1200, "light"), (390, "dark")])
def test_it_fits_and_an_audit_finds_nothing(
    chromium: Any, site_url: str, tmp_path: Path, width: int, theme: str
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)
    tab = opened(context, site_url)
    audit = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    for content in (None, a_record(question__bits_or_nats={**GOOD, "confidence": 0.9}, exercise__surprise=GOOD)):
        if content:
            import_file(tab, tmp_path, content)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tab.evaluate(audit)
        found = tab.evaluate("axe.run('.record').then((r) => r.violations.map((v) => [v.id, v.nodes[0].html]))")
        assert found == []
    context.close()
