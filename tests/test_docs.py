"""The README and the page on the study say nothing that the data and the measured figures no longer say."""

import re
from pathlib import Path

import pytest
import yaml

import rahmen

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "study.md"


@pytest.fixture(scope="module")
def codes(corpus):
    return rahmen.annotate(rahmen.split_sentences(corpus), rahmen.CodebookClassifier())


def test_what_it_says_of_the_article_holds(codes):
    shares = rahmen.prevalence(codes[codes["group"] == "article"]).set_index("label")
    order = shares["share"].sort_values(ascending=False)
    assert order.index[:2].tolist() == ["flight_metaphor", "censorship_risk"]
    assert order.iloc[0] > order.iloc[1] > order.iloc[2]
    assert shares.loc["economy", "share"] == 0
    rest = shares.drop(["flight_metaphor", "censorship_risk", "economy"])
    assert (rest["share"] * rest["n"]).round().between(1, 2).all()
    assert shares["n"].unique().tolist() == [13]


def test_what_it_says_of_the_comparison_holds(codes):
    result = rahmen.compare(codes, "article", "comparison").set_index("label")
    assert result.loc["flight_metaphor", "percentile"] == 1.0
    assert result["share_b"].idxmax() == "economy"


def test_its_links_lead_somewhere():
    for address in re.findall(r"\]\(([^)#]+)\)", PAGE.read_text(encoding="utf-8")):
        assert (PAGE.parent / address).exists(), address


def test_the_readme_tells_the_measured_figures_of_status_and_voice():
    results = (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")
    readme = re.sub(r"\s+", " ", (ROOT / "README.md").read_text(encoding="utf-8"))
    told = {}
    for what in ("status", "voice"):
        cells = re.search(rf"^\| all \| {what} \| (.*) \|$", results, re.MULTILINE)[1].split(" | ")
        told[what] = int(cells[0]), *(round(100 * float(cell)) for cell in cells[-2:])
    n, status, asserted = told["status"]
    _, voice, own = told["voice"]
    assert f"on {n} codes of real frozen sentences the status was right in {status} %, the voice in {voice} %" in readme
    assert f"always saying »asserted« gets {asserted} % and always »own« {own} %" in readme


def test_the_readme_tells_the_coverage_that_was_simulated():
    results = (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")
    readme = re.sub(r"\s+", " ", (ROOT / "README.md").read_text(encoding="utf-8"))
    section = results.split("## Claims: coverage")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| random |")]
    known = [(float(row[6]), 100 * float(row[7])) for row in rows]
    above, below = ([held for n, held in known if (n >= 20) == many] for many in (True, False))
    assert f"held it in {min(above):.1f} to {max(above):.1f} % of cases where 20 or more" in readme
    assert f"in {min(below):.1f} to {max(below):.1f} % below that" in readme


def test_the_citation_file_holds_what_its_format_asks_for():
    """The keys of the Citation File Format 1.2.0 that a software entry may have."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    needed = {"cff-version", "message", "title", "authors"}
    free = {
        "abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license", "license-url",
        "preferred-citation", "references", "repository", "repository-artifact", "repository-code", "type", "url",
        "version",
    }  # fmt: skip
    assert needed <= set(cited) <= needed | free
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] in ("software", "dataset")
    assert str(cited["version"]) == rahmen.__version__
    person = {"family-names", "given-names", "name-particle", "name-suffix", "alias"}
    shared = {"address", "affiliation", "city", "country", "email", "orcid", "website", "name", "fax", "tel"}
    assert cited["authors"]
    for author in cited["authors"]:
        assert set(author) <= person | shared
        assert "name" in author or {"family-names", "given-names"} & set(author)
    assert all(isinstance(word, str) for word in cited["keywords"])


def test_the_readme_tells_the_measured_speed():
    section = (
        (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8").split("\n## Speed\n")[1].split("\n## ")[0]
    )
    readme = re.sub(r"\s+", " ", (ROOT / "README.md").read_text(encoding="utf-8"))
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    rows = {row[0]: [float(cell) if re.fullmatch(r"[\d.]+", cell) else cell for cell in row[1:]] for row in cells}
    road, times = rows["rahmen, fast road"][0], {name: row[2] for name, row in rows.items() if len(row) >= 3}
    assert f"take {1 / road:.2f} s of one core for each megabyte" in readme
    assert f"{times['spaCy PhraseMatcher']:.2f} times as fast as spaCy" in readme
    assert f"{times['scikit-learn, words + characters']:.0f} times scikit-learn's" in readme
    assert f"{times['textblob-de']:.0f} times textblob-de, and half the speed of counting" in readme
    assert round(1 / times["Counter(text.split())"]) == 2
    assert f"it is {times['rahmen, fast road, first time']:.2f} times as slow" in readme
    first = rows["rahmen, fast road, first time"][0] / rows["spaCy PhraseMatcher"][0]
    assert f"{first:.2f} times as fast as spaCy. The learned coder" in readme
    slow, fast = (round(rows[f"learned coder{how}"][0]) for how in ("", ", fast"))
    assert f"The learned coder is slower: about {slow} sentences a second and core, {fast} with" in readme
