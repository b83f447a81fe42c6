from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rahmen
from rahmen.exchange import webanno
from rahmen.exchange.webanno import parse_tsv, read_webanno

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "data" / "annotation_formats" / "webanno_tsv"
HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n\n\n"
TOKENS = [(0, 4), (5, 7), (8, 9), (10, 14), (15, 16)]
here = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files of WebAnno are not here")


def wrote(path, body, head=HEAD):
    path.write_text(head + body, encoding="utf-8")
    return path


def suite(name):
    return SAMPLES / "tsv3-suite" / name / "reference.tsv"


def spans(path):
    return [(span.value, span.start, span.end) for span in parse_tsv(path).spans]


def test_offsets_are_code_points(tmp_path):
    body = "#Text=\U0001f60a a\n1-1\t0-2\t\U0001f60a\t_\t\n1-2\t3-4\ta\tx\t\n\n#Text=b\n2-1\t6-7\tb\ty\t\n"
    tsv = parse_tsv(wrote(tmp_path / "a.tsv", body))
    assert tsv.text == "\U0001f60a a  b"
    assert [(span.value, span.start, span.end) for span in tsv.spans] == [("x", 2, 3), ("y", 5, 6)]


def test_a_mark_gives_its_label_to_each_sentence_that_it_touches(tmp_path):
    body = "#Text=Ja du.\n1-1\t0-2\tJa\t_\t\n1-2\t3-5\tdu\tx[1]\t\n1-3\t5-6\t.\tx[1]|y[2]\t\n\n"
    body += "#Text=Er\n2-1\t7-9\tEr\tx[1]\t\n"
    file = wrote(tmp_path / "a.tsv", body)
    assert spans(file) == [("x", 3, 9), ("y", 5, 6)]
    assert read_webanno(file)["labels"].tolist() == [["x", "y"], ["x"]]
    table = read_webanno(file, doc="d", units=[(0, 2), (3, 6), (7, 9)])
    assert table[["doc", "start", "end", "text", "labels"]].values.tolist() == [
        ["d", 0, 2, "Ja", []], ["d", 3, 6, "du.", ["x", "y"]], ["d", 7, 9, "Er", ["x"]],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("#Text=Ja\n1-1\t0-9\tJa\t_\t\n", "line 6: the offsets 0-9 lie outside"),
        ("#Text=Ja\n1-1\t2-0\tJa\t_\t\n", "line 6: the offsets 2-0 lie outside"),
        ("#Text=Ja\n1-1\t0-2\tJo\t_\t\n", "line 6: 'Jo', but the text has 'Ja' there"),
        ("#Text=Ja\n1-1\t0-2\tJa\n", "line 6: 0 columns of 1"),
        ("#Text=Ja\n1-1\t0-2\tJa\t*\t\n", "line 6: a mark of custom.Span without a label"),
        ("1-1\t0-2\tJa\t_\t\n", "line 5: a token before any '#Text='"),
        ("#Text=Ja\nJa\n", "line 6: 'Ja' is neither a token nor"),
        (
            "#Text=Ja\n1-1\t0-2\tJa\t_\t\n\n#Text=Ja\n2-1\t1-3\tJa\t_\t\n",
            "line 8: the sentence begins at 1, the one before",
        ),
    ],
)
def test_what_is_broken_names_the_line(tmp_path, body, message):
    with pytest.raises(rahmen.CodedError, match=rf"a\.tsv, {message}"):
        read_webanno(wrote(tmp_path / "a.tsv", body))


def test_in_a_sheet_a_sentence_without_mark_is_not_coded_and_none_says_none(tmp_path):
    pointer = f"{'0' * 16}:s"
    body = f"#Sentence.id=a:0:2:{pointer}\n#Text=Ja\n1-1\t0-2\tJa\t_\t\n\n#Sentence.id=a:3:5:{pointer}\n#Text=Er\n"
    table = read_webanno(wrote(tmp_path / "a.tsv", body + "2-1\t3-5\tEr\tnone\t\n"))
    assert table[["start", "labels", "done"]].values.tolist() == [[0, [], False], [3, ["none"], True]]


def test_other_files_are_refused(tmp_path):
    for head in ("", "#FORMAT=WebAnno TSV 2\n", "a\tb\n"):
        with pytest.raises(rahmen.CodedError, match="does not begin with '#FORMAT=WebAnno TSV 3'"):
            parse_tsv(wrote(tmp_path / "a.tsv", "", head))


def test_a_sentence_of_a_sheet_without_its_id_is_refused(tmp_path):
    body = f"#Sentence.id=a:0:2:{'0' * 16}:s\n#Text=Ja\n1-1\t0-2\tJa\t_\t\n\n#Text=Er\n2-1\t3-5\tEr\t_\t\n"
    with pytest.raises(rahmen.CodedError, match="line 9: the id '' is not that of a sentence of a sheet"):
        read_webanno(wrote(tmp_path / "a.tsv", body))


def test_several_layers_ask_for_the_labels(tmp_path):
    head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.A|label\n#T_SP=custom.B|label\n\n\n"
    file = wrote(tmp_path / "a.tsv", "#Text=Ja\n1-1\t0-2\tJa\tx\ty\t\n", head)
    with pytest.raises(rahmen.CodedError, match=r"several layers could hold the labels \(custom.A\|label, custom.B"):
        read_webanno(file)
    assert read_webanno(file, {"y"})["labels"].tolist() == [["y"]]


def test_a_file_without_any_mark_is_told(tmp_path):
    with pytest.warns(UserWarning, match=r"a\.tsv holds no mark"):
        table = read_webanno(wrote(tmp_path / "a.tsv", "#Text=Ja\n1-1\t0-2\tJa\t_\t\n"))
    assert table[["labels", "done"]].values.tolist() == [[[], True]]


@settings(derandomize=True, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escapes_can_be_undone(value):
    assert webanno._unescape(webanno._escape(value)) == value
    assert webanno._unescape(webanno._controls(value)) == value
    assert "\n" not in webanno._escape(value) + webanno._controls(value)


@here
@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("testSentenceWithEmoji", [(None, 10, 11)]),
        ("testMultiTokenStackedSpanWithFeatureValue", [("PERSON", 0, 16), ("LOCATION", 0, 16)]),
        ("testCrossSentenceSpanWithFeatureValue", [("PERSON", 0, 34)]),
        ("testSubTokenPrefix", [("OTH", 0, 1)]),
        ("testZeroLengthSpansWithFeatureValues", [("PERSON", 0, 0), ("ORG", 16, 16)]),
        ("testSubMultiTokenSpanWithoutFeatureValue3", [(None, 1, 6), (None, 6, 12)]),
        ("testTokenBoundedSpanWithUnderscoreFeatureValue", [("_", *ends) for ends in TOKENS]),
        ("testSimpleChain", []),
    ],
)  # fmt: skip
def test_the_suite_of_webanno(name, found):
    assert spans(suite(name)) == found


@here
def test_escapes_and_line_breaks_of_the_suite():
    values = {span.value for span in parse_tsv(suite("testTokenBoundedSpanWithSpecialSymbolsValue")).spans}
    assert values == {"#*'\"`´\t:;{}|[ ]()\\§$%?=&_\n"}
    assert parse_tsv(suite("testSentenceWithLineBreak")).text == "This is\na test ."
    assert parse_tsv(suite("testSentenceWithTab")).text == "This is\ta test ."
    assert [each.id for each in parse_tsv(suite("testSentenceId")).sentences] == ["sent-1", "sent-2"]


@here
def test_whole_documents_of_webanno():
    table = read_webanno(SAMPLES / "tsv3" / "coref.tsv")
    assert len(table) == 200
    assert Counter(label for labels in table["labels"] for label in labels) == {"PER": 64}
    table = read_webanno(SAMPLES / "tsv3" / "example2.tsv")
    assert table["labels"].tolist() == [["PER", "OTH"], ["ORG", "LOC"], ["LOC"], ["ORG", "PER"], [], [], ["ORG", "LOC"]]


@here
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_every_sample_is_parsed_and_its_marks_read_or_refused():
    files = sorted(SAMPLES.rglob("*.tsv"))
    assert len(files) > 60
    for file in files:
        assert len(parse_tsv(file).sentences) > 0
        try:
            read_webanno(file)
        except rahmen.CodedError as refused:
            assert "without a label" in str(refused) or "several layers" in str(refused)
