"""Licences: none of what the package needs is under GPL or AGPL, and each part of the repository tells its own."""

import csv
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
FREE = re.compile(r"MIT|BSD|Apache|PSF|Python Software|ISC|Zope|ZPL|HPND|Unlicense|Public Domain|0BSD|CNRI")
STRONG = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public")
WEAK = re.compile(r"LGPL|Lesser General|MPL|Mozilla|EPL|CDDL|EUPL")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def closure(requirements):
    """Give all that is installed when these are, by name."""
    found, asked, waiting = {}, set(), [(one, "") for one in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        one = Requirement(requirement)
        if one.marker is not None and not one.marker.evaluate({"extra": extra}):
            continue
        name = re.sub(r"[-_.]+", "-", one.name).lower()
        for of in {"", *one.extras} - {given for known, given in asked if known == name}:
            asked.add((name, of))
            found[name] = distribution(name)
            waiting += [(each, of) for each in found[name].requires or ()]
    return found


def licence(installed):
    """Give what a distribution says of its licence: the expression, else the classifiers, else the free text."""
    about = installed.metadata
    named = [c.rpartition(":: ")[2] for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    return about.get("License-Expression") or "; ".join(named) or (about.get("License") or "").split("\n")[0]


@pytest.fixture(scope="module")
def needed():
    return {name: licence(one) for name, one in closure(PROJECT["dependencies"]).items()}


def test_nothing_that_it_needs_is_under_gpl(needed):
    assert len(needed) > 80
    assert not {name: said for name, said in needed.items() if STRONG.search(said)}
    assert not {name: said for name, said in needed.items() if not FREE.search(said) and not WEAK.search(said)}


def test_what_is_under_a_weaker_copyleft_is_told(needed):
    told = re.sub(r"\s+", " ", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    for name in {name for name, said in needed.items() if WEAK.search(said)}:
        assert f"`{name}`" in told, name


@pytest.mark.parametrize("extra", ["web", "cas", "cluster", "docs", "transformers"])
def test_extras_bring_no_gpl_either_unless_told(needed, extra):
    try:
        found = closure(EXTRAS[extra])
    except PackageNotFoundError as error:
        pytest.skip(f"not installed: {error}")
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name in set(found) - set(needed):
        said = licence(found[name])
        assert not (STRONG.search(said) or WEAK.search(said)) or f"`{name}`" in told, (name, said)


def test_the_tests_tell_a_licence_from_another():
    assert STRONG.search("GPL-3.0-only")
    assert STRONG.search("GNU General Public License v3 (GPLv3)")
    assert STRONG.search("AGPL-3.0")
    assert not STRONG.search("LGPL-2.1-or-later")
    assert not STRONG.search("GNU Lesser General Public License v2")
    assert WEAK.search("MPL-2.0 AND MIT")


def test_each_part_of_the_repository_tells_its_licence():
    assert PROJECT["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    corpus = ROOT / "corpus"
    for notice in (corpus / "LICENSE.md", corpus / "DATASHEET.md", corpus / "codes" / "DATASHEET.md"):
        assert "CC BY 4.0" in notice.read_text(encoding="utf-8"), notice
    assert "not known" in (corpus / "article" / "RIGHTS.md").read_text(encoding="utf-8")
    with (corpus / "metadata.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["group"], row["licence"].partition(" (")[0]) for row in csv.DictReader(file)}
    assert rows == {("article", "unknown"), ("comparison", "CC BY 4.0"), ("baseline", "CC BY 4.0")}
