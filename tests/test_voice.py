"""Status and voice of codes: from the clause that bears the evidence."""

import pandas as pd
import pytest

import rahmen

TEXT = (
    "Laut Anna Roth droht Zensur. Viele sehen darin einen Akt des Widerstands. Das ist keine Zensur. "
    "Könnte die Zensur kommen? Die Zensur wächst, doch Kritiker fordern Widerstand."
)


@pytest.fixture(scope="module")
def sentences():
    return rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [TEXT]}))


def test_each_label_takes_the_clause_of_its_evidence(sentences):
    codes = rahmen.annotate(sentences, rahmen.CodebookClassifier())
    present = codes[codes["value"] == 1].set_index(["sentence", "label"])
    assert present.loc[(0, "censorship_risk"), ["status", "voice", "speaker"]].tolist() == [
        "asserted",
        "named",
        "Anna Roth",
    ]
    assert present.loc[(1, "resistance"), ["status", "voice"]].tolist() == ["asserted", "unnamed"]
    assert present.loc[(2, "censorship_risk"), ["status", "voice"]].tolist() == ["negated", "own"]
    assert present.loc[(3, "censorship_risk"), "status"] == "asked"
    assert present.loc[(4, "censorship_risk"), "voice"] == "own"
    assert present.loc[(4, "resistance"), "voice"] == "unnamed"


def test_voice_can_be_left_out(sentences):
    codes = rahmen.annotate(sentences, rahmen.CodebookClassifier(), voice=False)
    assert codes[["status", "voice", "speaker"]].isna().all().all()


def test_documents_that_are_not_whole_are_told(sentences):
    with pytest.warns(UserWarning, match="status and voice stay empty: the document 'a' lacks sentences"):
        codes = rahmen.annotate(sentences.iloc[1:], rahmen.CodebookClassifier())
    assert codes["voice"].isna().all()


def test_a_coder_without_evidence_takes_the_main_clause(sentences):
    class Always:
        name, scheme, classes_ = "always", "own", ["it"]

        def predict(self, texts):
            return pd.DataFrame([[1]] * len(texts)).to_numpy()

    codes = rahmen.annotate(sentences, Always())
    assert codes["voice"].tolist() == ["named", "unnamed", "own", "own", "own"]
    assert codes["status"].tolist()[2:4] == ["negated", "asked"]


def test_shares_by_voice_keep_all_sentences_as_base(sentences):
    """Counted by hand: censorship in four of five sentences, in the text's own words in three."""
    codes = rahmen.annotate(sentences, rahmen.CodebookClassifier())
    shares = rahmen.prevalence(codes).set_index("label")["share"]
    own = rahmen.prevalence(codes, where="voice == 'own'").set_index("label")["share"]
    claimed = rahmen.prevalence(codes, where="voice == 'own' and status == 'asserted'").set_index("label")["share"]
    assert shares["censorship_risk"] == pytest.approx(4 / 5)
    assert own["censorship_risk"] == pytest.approx(3 / 5)
    assert claimed["censorship_risk"] == pytest.approx(1 / 5)
    assert own["resistance"] == 0
