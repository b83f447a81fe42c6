import pandas as pd
import pytest

import rahmen


@pytest.fixture(scope="module")
def study(corpus):
    sentences = rahmen.split_sentences(corpus)
    return sentences, rahmen.annotate(sentences, rahmen.CodebookClassifier(), voice=False)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".jsonl", ".json", ".tsv", ".xmi"])
def test_from_draw_to_correction_in_every_format(study, tmp_path, ending):
    """A sheet is drawn, filled with the machine's own codes and read back; they agree with it, and serve as gold."""
    sentences, codes = study
    sheet = rahmen.coding_sheet(sentences, 40, design="enriched", codes=codes, seed=2)
    given = codes.astype({"label": str}).pivot_table(index=["doc", "start"], columns="label", values="value")
    for row in sheet.index:
        values = given.loc[(sheet.loc[row, "doc"], sheet.loc[row, "start"])]
        sheet.loc[row, ["coder", "done"]] = ["anna", "x"]
        for label, value in values.items():
            sheet.loc[row, label] = "1" if value else ""
    rahmen.write_sheet(sheet, tmp_path / f"anna{ending}")
    human = rahmen.read_codes(tmp_path / f"anna{ending}", sentences, sheet=sheet)
    assert len(human) == 40 * 8
    assert set(human["coder"]) == {"anna"}
    agreed = rahmen.agreement(human, codes.astype({"label": str}))
    assert (agreed.loc[agreed["measure"] == "agreement", "value"] == 1).all()
    table = rahmen.prevalence(codes, gold=human)
    assert set(table["coded"]) == {40}
    assert "drawn with the probabilities given" in table.attrs["note"]


def test_the_sheet_is_blind(study):
    sentences, codes = study
    sheet = rahmen.coding_sheet(sentences, 30, design="enriched", codes=codes, seed=1)
    assert (sheet[list(codes["label"].cat.categories)] == "").all().all()
    own = {"doc", "start", "end"}  # where the sentence stands; nothing else of the codes
    assert set(codes.columns) & set(sheet.columns) - own == {"scheme", "coder"}
    assert set(sheet["coder"]) == {""}
    pd.testing.assert_frame_equal(sheet, rahmen.coding_sheet(sentences, 30, design="enriched", codes=codes, seed=1))


def test_labels_are_needed(study):
    with pytest.raises(ValueError, match="needs labels="):
        rahmen.coding_sheet(study[0], 10)
