"""A pytest plugin for `make nbval`: the time of each notebook, and a failure where one takes over ten seconds."""

from __future__ import annotations

import os
from collections import Counter

import pytest

LIMIT = float(os.environ.get("CE_NOTEBOOK_SECONDS", "10"))
seconds: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count every phase of every cell; the first one starts the kernel."""
    seconds[report.nodeid.split("::")[0]] += report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which all cells passed, but too slowly."""
    if hasattr(session.config, "workerinput"):
        return
    if session.exitstatus == pytest.ExitCode.OK and max(seconds.values(), default=0) > LIMIT:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the times, slowest first."""
    for notebook, taken in seconds.most_common():
        verdict = f"  — slower than the {LIMIT:g} s that a notebook may take" if taken > LIMIT else ""
        terminalreporter.write_line(f"{taken:6.1f} s  {notebook}{verdict}", red=bool(verdict))
