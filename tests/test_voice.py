"""Status and voice of codes: from the clause that bears the evidence."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rahmen
from rahmen.coders import store
from rahmen.coders.weighing import TOLD, Case, Weights, learn, shipped_weights
from rahmen.german.status import Clause
from rahmen.tables import STATUS, VOICE

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


@pytest.fixture(scope="module")
def article():
    documents = rahmen.load_corpus().query("group == 'article'")
    sentences = rahmen.split_sentences(documents)
    codes = rahmen.annotate(sentences, rahmen.CodebookClassifier(), rahmen.FrameClassifier.pretrained())
    return codes[codes["value"] == 1].merge(sentences[["sentence", "text"]], on="sentence")


@pytest.mark.parametrize(
    ("words", "label", "status", "voice", "speaker"),
    [
        ("Akt des Widerstands", "resistance", "asserted", "unnamed", "vielen"),
        ("historische Chance", "opportunity", "asserted", "named", "Einige chinesische Nutzer"),
        ("Zensoren", "censorship_risk", "asked", "own", None),
        ("nationale Sicherheit", "security_threat", "asserted", "named", "die US-Regierung"),
        ("Digitale Flucht", "flight_metaphor", "asserted", "own", None),
        ("Rich Bishop", "flight_metaphor", "asserted", "named", "Rich Bishop von AppInChina"),
    ],
)
def test_codes_of_the_article(article, words, label, status, voice, speaker):
    here = article[article["text"].str.contains(words) & (article["label"] == label)]
    assert here["coder"].nunique() == 2
    assert set(here["status"]) == {status}
    assert set(here["voice"]) == {voice}
    assert set(here["speaker"].astype(object).where(here["speaker"].notna(), None)) == {speaker}


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


def test_status_and_voice_are_told_for_every_present_label(sentences):
    codes = rahmen.annotate(sentences, rahmen.CodebookClassifier())
    present = codes["value"] == 1
    assert codes.loc[present, ["status", "voice"]].notna().all().all()
    assert codes.loc[~present, ["status", "voice", "speaker"]].isna().all().all()


WORDS = ["Zensur", "Widerstand", "Geld", "nicht", "könnte", "sagte", "Anna", "keine", "laut", "wächst", "?", ".", ","]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join))
def test_any_text_has_status_and_voice_where_a_label_is(text):
    split = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]}))
    codes = rahmen.annotate(split, rahmen.CodebookClassifier())
    present = codes[codes["value"] == 1]
    assert present[["status", "voice"]].notna().all().all()
    assert present.loc[present["voice"] == "own", "speaker"].isna().all()


CLAUSE = Clause(0, 30, True, "negated", "own", "")
CASES = [
    Case("resistance", "Die Stadt lehnt den Plan ab.", 0, 10, "negated", "own", CLAUSE, [CLAUSE], [(2, {3, 4})]),
    Case("resistance", "Es gibt keinen Widerstand.", 0, 15, "negated", "own", CLAUSE, [CLAUSE], [(2, {3})]),
] * 8


def test_weights_are_learned_the_same_way_each_time_and_read_without_pickle(tmp_path):
    told = (["asserted", "negated"] * 8, ["own", "named"] * 8, [1.0] * 16)
    for name in "ab":
        known, arrays = learn(CASES, *told)
        store.write(tmp_path / f"{name}.safetensors", arrays, known)
    assert (tmp_path / "a.safetensors").read_bytes() == (tmp_path / "b.safetensors").read_bytes()
    weights = Weights(store.about(tmp_path / "a.safetensors"), store.read(tmp_path / "a.safetensors"))
    assert [weights.tell(case) for case in CASES[:2]] == [("asserted", "own"), ("negated", "named")]


def test_the_shipped_weights_know_all_frames_and_values():
    weights = shipped_weights()
    assert weights.labels == set(rahmen.load_codebook().names)
    assert {value for what in TOLD for value in weights.values[what]} <= {*STATUS, *VOICE}
    assert all(len(weights.arrays[what]) == len(weights.place) for what in TOLD)


def test_labels_of_other_codebooks_keep_what_the_rules_tell(sentences):
    class Mine:
        name, scheme, classes_ = "mine", "own", ["resistance"]

        def predict(self, texts):
            return pd.DataFrame([[1]] * len(texts)).to_numpy()

    clauses = rahmen.find_status(sentences).query("main")
    codes = rahmen.annotate(sentences, Mine())
    assert codes["status"].tolist() == clauses["status"].tolist()
    assert codes["voice"].tolist() == clauses["voice"].tolist()
