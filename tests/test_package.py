"""The package as it is built, and what is said of its version. `make wheel` installs it in an empty environment."""

from __future__ import annotations

import re
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from flit_core import buildapi

import ce_helpers

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The files of the wheel and of the sdist, those of the sdist without its first folder."""
    folder = tmp_path_factory.mktemp("dist")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        wheel, sdist = buildapi.build_wheel(str(folder)), buildapi.build_sdist(str(folder))
    with zipfile.ZipFile(folder / wheel) as archive, tarfile.open(folder / sdist) as packed:
        inside = {name.partition("/")[2] for name in packed.getnames()}
        return {"wheel": {*archive.namelist()}, "sdist": inside}


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_all_that_the_package_reads_is_in_it(built: dict[str, set[str]], kind: str) -> None:
    package = Path(ce_helpers.__file__).parent
    wanted = {
        p.relative_to(ROOT).as_posix() for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts
    }
    assert wanted <= built[kind], sorted(wanted - built[kind])
    assert {Path(name).suffix for name in wanted} >= {".py", ".mjs", ".css", ".json", ".csv"}
    assert "ce_helpers/py.typed" in built[kind]


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_nothing_else_is_in_it(built: dict[str, set[str]], kind: str) -> None:
    about = {"pyproject.toml", "README.md", "LICENSE", "PKG-INFO", ""}
    strange = [
        name
        for name in built[kind] - about
        if not name.startswith(("ce_helpers/", f"ce_helpers-{ce_helpers.__version__}.dist-info/"))
        or re.search(r"__pycache__|\.py[co]$|/tests?/|test_|\.ipynb|node_modules|\.map$", name)
    ]
    assert not strange


def test_version_changelog_and_citation_agree() -> None:
    changes = re.search(r"^## (\S+?),", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    cited = re.search(r"^version: (\S+)", (ROOT / "CITATION.cff").read_text("utf-8"), re.M)
    assert changes
    assert cited
    assert ce_helpers.__version__ == changes[1] == cited[1]


def test_what_is_not_light_is_an_extra() -> None:
    assert PROJECT["dependencies"] == ["anywidget", "matplotlib", "numpy"]
    extras = PROJECT["optional-dependencies"]
    assert extras["all"] == ["ce_helpers[data,learn]"]
    named = {
        name
        for path in Path(ce_helpers.__file__).parent.rglob("*.py")
        for name in re.findall(r"""with extra\(["'](\w+)["'],""", path.read_text("utf-8"))
    }
    assert named <= {*extras}


def test_every_package_that_is_imported_is_asked_for() -> None:
    extras = PROJECT["optional-dependencies"]
    asked = {*PROJECT["dependencies"], *extras["data"], *extras["learn"], "ce_helpers"}
    brought = {"ipywidgets", "traitlets", "IPython", "cycler", "PIL", "sklearn"}  # by those that are asked for
    there = {*(re.split(r"\W", name)[0] for name in asked), *brought}
    missing = {}
    for path in Path(ce_helpers.__file__).parent.rglob("*.py"):
        found = re.findall(r"^\s*(?:import|from) ([A-Za-z_]\w*)", path.read_text("utf-8"), re.M)
        found = [name for name in found if name not in there and not _of_python(name)]
        if found:
            missing[path.name] = found
    assert not missing


def _of_python(name: str) -> bool:
    return name in sys.stdlib_module_names or name in {"planets", "__future__"}
