"""An editable answer of a built page, as tests of the page's Python handle it."""

from __future__ import annotations

from typing import Any

from pages import until

DONE = """(name) => !["loading", "running"].includes(document.querySelector(`[data-answer="${name}"]`).dataset.state)"""

#: Runs before the page's scripts: keeps the workers that they start, and what they announce.
WATCH = """
window.workers = [];
window.Worker = class extends Worker { constructor(...given) { super(...given); window.workers.push(this); } };
window.announced = [];
document.addEventListener("ce:done", (event) => window.announced.push(event.detail));
"""


class Answer:
    """One editable answer of a page."""

    def __init__(self, page: Any, name: str) -> None:
        self.page, self.name = page, name
        self.root = page.locator(f'[data-answer="{name}"]')
        self.area = self.root.locator("textarea")
        self.out = self.root.locator('output[name="result"]')

    def button(self, name: str) -> Any:
        return self.root.locator(f'button[name="{name}"]')

    @property
    def state(self) -> str:
        return str(self.out.get_attribute("data-state"))

    @property
    def text(self) -> str:
        return str(self.out.text_content())

    def start(self, code: str | None = None) -> None:
        if code is not None:
            self.area.fill(code)
        self.button("check").click()

    def wait(self) -> str:
        """Wait until it is done and return its state."""
        until(self.page, DONE, arg=self.name, seconds=120)
        return self.state

    def check(self, code: str | None = None) -> tuple[str, str]:
        """Return the state and the text that come of `code`."""
        self.start(code)
        return self.wait(), self.text
