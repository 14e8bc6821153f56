"""What students type finds what they look for; results come while they type, and none is cut out of another word."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

#: What is typed, and a piece of the address of a section that must be among the first three results.
QUERIES = {
    "why not MSE": "ch09_squared_error_and_hinge",
    "cross entropy vs mse": "ch09_squared_error_and_hinge",
    "class imbalance": "class-weight",
    "overfitting": "ch10_likelihood",
    "regularization": "ch10_likelihood",
    "backprop": "ch08_gradients",
    "chain rule": "ch08_gradients",
    "softmax derivative": "ch08_gradients",
    "vanishing gradient": "ch0",
    "KL": "ch03_decomposition",
    "kullback leibler": "ch03_decomposition",
    "jensen shannon": "ch03_decomposition",
    "mutual information": "term-mutual-information",
    "what is entropy": "term-entropy",
    "perplexity": "ch05_compression",
    "arithmetic coding": "ch05_compression",
    "huffman": "ch04_codes",
    "bce": "ch0",
    "BCEWithLogitsLoss": "ch0",
    "logsumexp": "ch07_numerics",
    "nan loss": "ch07_numerics",
    "log(0)": "ch01_surprise",
    "maximum likelihood": "ch10_likelihood",
    "temperature": "ch06_softmax",
    "hinge": "ch09_squared_error_and_hinge",
    "brier": "ch11_why_the_logarithm",
    "nats": "ch01_surprise",
    "surprisal": "term-surprisal",
    "label smoothing": "term-label-smoothing",
    "mean or sum": "ch02_cross_entropy",
    "one-hot": "one-hot",
    "kl_divergence": "ce_helpers.information",
    "temperatur": "ch06_softmax",
    "calibrated": "alibration",
}

#: What waits for a prediction and what is said to answers, on all pages; of these, what the index could quote.
WAITING = """(async () => {
  const texts = [];
  for (const { address } of bookIndex.pages) {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    for (const part of page.querySelectorAll("[data-after] :is(p, td, pre), .quiz-answers li"))
      if (!part.querySelector(".katex")) texts.push(part.textContent.split(/\\s+/).join(" ").trim());
  }
  const long = texts.filter((text) => text.length > 40);
  return [long, long.filter((text) => bookIndex.sections.some((s) => s[3].includes(text) || s[4].includes(text)))];
})()"""


@pytest.fixture(scope="module")
def page(chromium: Any, site_url: str) -> Any:
    """The search page, its index read."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site_url}/search.html?q=entropy")
    page.locator(".found li").first.wait_for()
    yield page
    context.close()


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_typed_is_found(page: Any, query: str) -> None:
    found = page.evaluate("(query) => bookSearch(query, 3)", query)
    assert any(QUERIES[query] in entry["address"] for entry in found), [entry["address"] for entry in found]
    for entry in found:
        said = "".join(text for text, _ in entry["excerpt"])
        assert len(said) <= 200
        assert not any(sign in said for sign in ("\\", "$", "¶", "<span"))


def test_a_word_is_not_found_within_another(page: Any) -> None:
    hits = page.evaluate(
        'bookSearch("KL", 40).flatMap((e) => e.excerpt.filter((part) => part[1]).map((part) => part[0]))'
    )
    assert hits
    assert not {hit for hit in hits if "sk" in hit.lower()}


def test_what_waits_for_a_guess_is_found_and_not_quoted(page: Any) -> None:
    waiting, quoted = page.evaluate(WAITING)
    assert len(waiting) > 10
    assert quoted == []
    guarded = page.evaluate("bookSearch('a hesitant right call can cost more than a narrow miss', 1)")[0]
    assert "ch02_cross_entropy.html#" in guarded["address"]
    assert "hesitant" not in "".join(text for text, _ in guarded["excerpt"])


def test_nothing_is_found_for_nonsense_and_hostile_text_stays_text(page: Any) -> None:
    page.get_by_role("searchbox").last.fill("<zzqx onzzqx=zzqx>")
    page.get_by_text("Nothing was found for").wait_for()
    assert page.locator(".found-status img").count() == 0


def test_results_come_while_one_types_and_lead_to_a_place(chromium: Any, site_url: str) -> None:
    context = chromium.new_context()
    page, troubles = context.new_page(), []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_url}/index.html")
    page.locator("html[data-settled]").wait_for(state="attached")
    assert not [url for url in asked if "search" in url], "the index is fetched before anybody searches"
    page.keyboard.press("Control+k")
    page.keyboard.type("surpris")
    first = page.locator("#pst-search-dialog .found a").first
    first.wait_for()
    field, sign = (page.locator(f"#pst-search-dialog {part}").bounding_box() for part in ("input", "i"))
    assert sign["x"] + sign["width"] <= field["x"], "the magnifier covers what is typed"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=surpris")
    first = page.locator(".bd-search-container .found a").first
    first.wait_for()
    first.click()
    page.wait_for_url("**/chapters/**")
    assert not troubles
    context.close()
