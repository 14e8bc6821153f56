"""What runs the book elsewhere: workflows, Binder, a development container, Docker. Here they are only read."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = {*re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)}


def commands(workflow: Path) -> list[str]:
    jobs: dict[str, Any] = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]
    return [str(step["run"]) for job in jobs.values() for step in job["steps"] if "run" in step]


def told_to_make(text: str) -> set[str]:
    """Return the targets that the commands make."""
    return {name for call in re.findall(r"\bmake((?: [a-z-]+)+)", text) for name in call.split()}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_run_what_there_is(workflow: Path) -> None:
    read = yaml.safe_load(workflow.read_text("utf-8"))
    assert {"name", "permissions", "jobs"} <= {*read}
    assert all("timeout-minutes" in job for job in read["jobs"].values())
    text = "\n".join(commands(workflow))
    assert told_to_make(text) <= TARGETS
    named = re.findall(r"(?:tools|tests)/[\w/]+(?:\.py)?", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_a_release_publishes_without_a_token() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))["jobs"]
    assert jobs["pypi"]["permissions"] == {"id-token": "write"}
    assert any("pypa/gh-action-pypi-publish" in step.get("uses", "") for step in jobs["pypi"]["steps"])
    assert "password" not in json.dumps(jobs)
    assert {"wheel", "book", "pdf", "epub"} <= told_to_make("\n".join(commands(ROOT / ".github/workflows/release.yml")))


def test_the_weekly_run_has_every_system_and_python() -> None:
    weekly = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text("utf-8"))
    matrix = weekly["jobs"]["everywhere"]["strategy"]["matrix"]
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    assert matrix["python"] == ["3.11", "3.12", "3.13"]


def test_containers_make_what_there_is() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))
    assert told_to_make(container["postCreateCommand"]) <= TARGETS
    docker = (ROOT / "Dockerfile").read_text("utf-8")
    assert told_to_make(docker.partition("RUN make")[1] + docker.partition("RUN make")[2]) <= TARGETS
    asked = json.loads(re.search(r"^CMD (\[.*\])$", docker, re.M)[1])  # type: ignore[index]
    assert asked[0] == "make"
    assert asked[1] in TARGETS
    assert asked[2].partition("=")[0] in (ROOT / "Makefile").read_text("utf-8")
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert {".venv", "node_modules", "_build"} <= {*ignored}


def test_binder_installs_what_the_chapters_import() -> None:
    script = ROOT / ".binder" / "postBuild"
    assert os.name == "nt" or os.access(script, os.X_OK)
    text = script.read_text("utf-8")
    extras = re.search(r"'\.\[([\w,]+)\]'", text)
    assert extras
    assert {"all", "lab"} <= {*extras[1].split(",")}
    assert (ROOT / ".binder" / "runtime.txt").read_text().strip() in ("python-3.11", "python-3.12", "python-3.13")
