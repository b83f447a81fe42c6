"""The page on the study says nothing that the data no longer say."""

import re
from pathlib import Path

import pytest

import rahmen

PAGE = Path(__file__).parent.parent / "docs" / "study.md"


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
