import json

import pandas as pd
import pytest
from typer.testing import CliRunner

import rahmen
from rahmen import views
from rahmen.cli import app

ROWS = [
    {"text": "Die Nutzer protestieren gegen das Gesetz.", "frames": ["resistance"], "doc": "a"},
    {"text": "Die Behörden sperrten das Konto des Journalisten.", "frames": ["censorship_risk"], "doc": "a"},
    {"text": "Es regnet.", "frames": [], "doc": "b"},
    {"text": "Die Preise steigen wieder.", "frames": ["economy"], "doc": "b"},
    {"text": "Der Verein feiert.", "frames": ["opportunity"], "doc": "c"},
]


@pytest.fixture
def data(tmp_path):
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    file = tmp_path_factory.mktemp("g") / "gold.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in ROWS * 3), encoding="utf-8")
    return rahmen.evaluate(file)


def test_tables_agree_with_a_count_by_hand(data):
    table = rahmen.evaluate(data, "codebook")["accuracy"].set_index("label")
    assert table.loc["resistance", ["tp", "fp", "fn", "tn"]].tolist() == [1, 0, 0, 4]
    assert table.loc["opportunity", ["tp", "fn"]].tolist() == [0, 1]
    assert "ranking" not in rahmen.evaluate(data, "codebook")


def test_a_coder_with_scores_is_ranked_and_calibrated(found):
    assert found["ranking"]["label"].iloc[-1] == "macro"
    assert {"brier", "slope", "error"} <= set(found["calibration"])


def test_neighbours_that_a_row_names_are_heeded():
    plain = {"text": "Alle sind dabei.", "frames": ["resistance"], "doc": "a"}
    among = plain | {"before": "Sie protestieren und streiken.", "after": "Der Protest geht weiter."}
    rows = [plain, among, plain | {"before": None, "after": float("nan")}]
    codes = rahmen.evaluate(pd.DataFrame(rows))["codes"]
    score = codes[codes["label"] == "resistance"]["score"].to_numpy()
    assert codes["sentence"].unique().tolist() == [0, 1, 2]
    assert codes["end"].unique().tolist() == [len(plain["text"])]
    assert len(score) == 3
    assert score[0] == score[2]
    assert score[1] > score[0] + 0.02


def test_a_coder_of_ones_own(data, tmp_path):
    texts, y = [row["text"] for row in ROWS] * 4, [row["frames"] for row in ROWS] * 4
    rahmen.FrameClassifier("frames", encoder=None).fit(texts, y).save(tmp_path / "mine.safetensors")
    assert rahmen.evaluate(data, tmp_path / "mine.safetensors")["accuracy"]["f1"].iloc[0] == 1


def test_figures_say_in_words_what_they_show(found):
    gold, codes = found["gold"], found["codes"]
    assert "Widerstand: precision" in views.precision_recall(gold, codes).alt
    assert "bins" in views.reliability(gold, codes).alt
    missed = int(((gold["value"] == 1) & (codes["value"] == 0)).sum())
    assert views.confusion(gold, codes).alt.startswith(f"Heat map of errors: {missed} labels missed")


def test_on_the_shell(data, tmp_path):
    done = CliRunner().invoke(app, ["evaluate", str(data), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "average_precision" in done.output
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {
        "accuracy.csv", "ranking.csv", "calibration.csv", "confusion.png", "precision_recall.png", "calibration.png",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "a", "frames": ["joy"]}', "g.jsonl, sentence 1: the coder does not know 'joy'"),
        ('{"text": "a"}', "line 1: needs 'text', a sentence, and 'frames'"),
        ("{", "line 1: no JSON"),
        ("", "holds no sentence"),
    ],
)
def test_mistakes_name_line_and_mend(tmp_path, line, message):
    file = tmp_path / "g.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", str(file)])
    assert done.exit_code == 1
    assert message in done.output
