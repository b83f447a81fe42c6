import builtins
import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import rahmen
from rahmen.exchange import cas
from rahmen.exchange.cas import parse_cas, tells_cas
from rahmen.exchange.sheets import make_sheet, write_sheet

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "data" / "annotation_formats" / "webanno_tsv"
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
TEXT = "Es regnet \U0001f60a. Die Kurse fallen."
SENTENCES = pd.DataFrame(
    {"doc": "a", "sentence": [0, 1], "start": [0, 13], "end": [12, 30], "text": [TEXT[:12], TEXT[13:]], "part": "body"}
)


@pytest.fixture
def cassis():
    return pytest.importorskip("cassis", reason="install the extra: pip install 'rahmen[cas]'")


@pytest.fixture
def sheet():
    drawn = SENTENCES[["doc", "sentence"]].assign(probability=0.5, stratum="all")
    return make_sheet(SENTENCES, drawn, ["x", "y"]).assign(done="1", x=["1", ""], y=["1", ""])


def project(cassis, marks, layer="webanno.custom.Frame", features=("label",), base="uima.tcas.Annotation"):
    """Make a document as a project with a layer of its own exports it."""
    types = cassis.TypeSystem()
    types.create_feature(types.create_type(SENTENCE), "id", "uima.cas.String")
    made = types.create_type(layer, base)
    for name in features:
        types.create_feature(made, name, "uima.cas.String")
    types.create_feature(types.create_type("webanno.custom.Rel"), "Governor", "uima.tcas.Annotation")
    types.create_feature(
        types.create_type("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.TagsetDescription"),
        "name",
        "uima.cas.String",
    )
    whole = cassis.Cas(types)
    whole.sofa_string, whole.sofa_mime = TEXT, "text/plain"
    sentence, rel = types.get_type(SENTENCE), types.get_type("webanno.custom.Rel")
    tagset = types.get_type("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.TagsetDescription")
    spans = [made(begin=begin, end=end, **values) for begin, end, values in marks]
    whole.add_all([sentence(begin=0, end=12), sentence(begin=13, end=30), *spans, tagset(begin=0, end=30, name="t")])
    if spans:
        whole.add(rel(begin=0, end=2, Governor=spans[0]))
    return whole


def packed(path, files):
    path.parent.mkdir(exist_ok=True, parents=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def values(codes):
    return codes[["sentence", "label", "value", "coder"]].astype({"label": str, "coder": str}).values.tolist()


@pytest.mark.parametrize(("name", "format"), [("anna.xmi", None), ("anna.zip", None), ("anna.json", "cas")])
def test_a_sheet_comes_back(cassis, sheet, tmp_path, name, format):
    file = write_sheet(sheet, tmp_path / name, format)
    annotated = parse_cas(file)
    assert annotated.text == "\n".join(SENTENCES["text"])
    assert [(span.value, span.start, span.end) for span in annotated.spans if span.value] == [
        ("x", 0, 12), ("y", 0, 12), ("none", 13, 30),
    ]  # fmt: skip
    for told in (sheet, None):
        codes = rahmen.read_codes(file, SENTENCES, ["x", "y"], sheet=told)
        assert values(codes) == [[0, "x", 1, "anna"], [0, "y", 1, "anna"], [1, "x", 0, "anna"], [1, "y", 0, "anna"]]


def test_offsets_in_the_file_are_those_of_java(cassis, sheet, tmp_path):
    content = write_sheet(sheet, tmp_path / "a.xmi").read_text(encoding="utf-8")
    assert 'begin="14" end="31" label="none"' in content  # the smiley is two units of UTF-16


def test_written_files_are_the_same_each_time(cassis, sheet, tmp_path):
    for ending in (".xmi", ".zip"):
        one, two = (write_sheet(sheet, tmp_path / f"{name}{ending}").read_bytes() for name in "ab")
        assert one == two


def test_marks_are_seen_by_the_library_as_those_of_a_new_project(cassis, sheet, tmp_path):
    file = write_sheet(sheet, tmp_path / "a.zip")
    with zipfile.ZipFile(file) as archive:
        types = cassis.load_typesystem(archive.open("TypeSystem.xml"))
        whole = cassis.load_cas_from_xmi(archive.open("sheet.xmi"), typesystem=types)
    assert [mark.get_covered_text() for mark in whole.select("custom.Span")] == [TEXT[:12], TEXT[:12], TEXT[13:]]
    tokens = whole.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")
    assert [token.get_covered_text() for token in tokens][:3] == ["Es", "regnet", "\U0001f60a"]
    assert not whole.typecheck()


def test_a_whole_document_of_a_project(cassis, tmp_path):
    whole = project(cassis, [(3, 20, {"label": "x"}), (17, 22, {"label": "y"})])
    files = {"anna.xmi": whole.to_xmi(), "TypeSystem.xml": whole.typesystem.to_xml()}
    wanted = [[0, "x", 1, "anna"], [0, "y", 0, "anna"], [1, "x", 1, "anna"], [1, "y", 1, "anna"]]
    assert values(rahmen.read_codes(packed(tmp_path / "a.txt" / "anna.zip", files), SENTENCES)) == wanted
    (tmp_path / "b" / "a.txt").mkdir(parents=True)
    for name, content in files.items():
        (tmp_path / "b" / "a.txt" / name).write_text(content, encoding="utf-8")
    assert values(rahmen.read_codes(tmp_path / "b", SENTENCES)) == wanted
    (tmp_path / "b" / "a.txt" / "TypeSystem.xml").unlink()
    with pytest.raises(rahmen.CodedError, match=r"Frame.*; put the TypeSystem\.xml of the export beside it"):
        rahmen.read_codes(tmp_path / "b", SENTENCES)
    (tmp_path / "c" / "a").mkdir(parents=True)
    whole.to_json(tmp_path / "c" / "a" / "anna.json")
    assert values(rahmen.read_codes(tmp_path / "c" / "a" / "anna.json", SENTENCES)) == wanted


def test_a_layer_without_features_is_its_own_label(cassis, tmp_path):
    whole = project(cassis, [(0, 2, {})], layer="webanno.custom.Protest", features=())
    (tmp_path / "a.json").write_text(whole.to_json(), encoding="utf-8")
    assert [(span.layer, span.feature, span.value) for span in parse_cas(tmp_path / "a.json").spans] == [
        ("webanno.custom.Protest", "", None)
    ]
    assert values(rahmen.read_codes(tmp_path / "a.json", SENTENCES))[0][:3] == [0, "Protest", 1]


def test_a_mark_without_a_label_is_refused(cassis, tmp_path):
    whole = project(cassis, [(0, 2, {}), (3, 9, {"label": "x"})])
    (tmp_path / "a.json").write_text(whole.to_json(), encoding="utf-8")
    with pytest.raises(rahmen.CodedError, match=r"a\.json, 0–2: a mark of webanno\.custom\.Frame without a label"):
        rahmen.read_codes(tmp_path / "a.json", SENTENCES)


def test_json_of_other_tools_is_not_taken_for_a_cas(tmp_path):
    for content, wanted in [('[{"data": {}}]', False), ('{ "%TYPES" : {}}', True), ('{"text": "%TYPES"}', False)]:
        (tmp_path / "a.json").write_text(content, encoding="utf-8")
        assert tells_cas(tmp_path / "a.json") is wanted
    assert not tells_cas(tmp_path / "none.json")


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xmi", b"no", r"a\.xmi: cannot be read as a UIMA CAS \(XMLSyntaxError"),
        ("a.xmi", b"<a/>", r"a\.xmi: cannot be read as a UIMA CAS"),
        ("a.xmi", BOMB.encode(), r"a\.xmi: declares a document type, which is refused as unsafe"),
        ("a.zip", b"no", r"a\.zip: no readable archive"),
        ("a.json", b'{"%TYPES": 1}', r"a\.json: cannot be read as a UIMA CAS"),
    ],
)
def test_what_is_broken_or_unsafe_is_told_in_one_line(cassis, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(rahmen.CodedError, match=message) as caught:
        rahmen.read_codes(tmp_path / name, SENTENCES)
    assert "\n" not in str(caught.value)


def test_archives_hold_one_cas_of_fitting_size(cassis, tmp_path, monkeypatch):
    with pytest.raises(rahmen.CodedError, match=r"a\.zip: holds 2 files of a CAS .*, not one; unpack it"):
        parse_cas(packed(tmp_path / "a.zip", {"a.xmi": "", "b.xmi": "", "__MACOSX/._a.xmi": ""}))
    with pytest.raises(rahmen.CodedError, match="holds 0 files of a CAS"):
        parse_cas(packed(tmp_path / "b.zip", {"a.txt": ""}))
    monkeypatch.setattr(cas, "_LARGEST", 10)
    with pytest.raises(rahmen.CodedError, match="unpacks to more than"):
        parse_cas(packed(tmp_path / "c.zip", {"a.xmi": "x" * 99}))


def test_what_xml_cannot_hold_is_refused_by_name(cassis, sheet, tmp_path):
    for text, message in [
        ("Ja\x01.", r"row 2: the text holds '\\x01', which XML cannot"),
        ("  ", "row 2: .* without a"),
    ]:
        with pytest.raises(rahmen.CodedError, match=message):
            write_sheet(sheet.assign(text=text), tmp_path / "a.xmi")
    assert write_sheet(sheet.assign(text="Ja\x0b."), tmp_path / "b.xmi").stat().st_size


@pytest.mark.parametrize("name", ["a.xmi", "a.zip"])
def test_without_the_extra_one_line_says_what_to_install(sheet, tmp_path, monkeypatch, name):
    real = builtins.__import__

    def lacking(module, *rest):
        if module == "cassis":
            raise ModuleNotFoundError(f"No module named {module!r}")
        return real(module, *rest)

    monkeypatch.setattr(builtins, "__import__", lacking)
    (tmp_path / name).write_bytes(b"")
    for call in (
        lambda: write_sheet(sheet, tmp_path / name, force=True),
        lambda: rahmen.read_codes(tmp_path / name, SENTENCES),
    ):
        with pytest.raises(rahmen.CodedError, match=r"for UIMA CAS install the extra: pip install 'rahmen\[cas\]'"):
            call()


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files of WebAnno are not here")
def test_the_types_of_real_projects_are_read(cassis, tmp_path):
    for file in sorted(SAMPLES.glob("tsv3-suite/*/typesystem.xml")):
        types = cassis.load_typesystem(io.BytesIO(file.read_bytes()))
        layers = [each for each in types.get_types() if each.name.startswith("webanno.custom")]
        for layer in sorted(layers, key=lambda each: each.name):
            features = {each.name: each.rangeType.name for each in layer.all_features}
            if not {"begin", "end"} <= set(features) or {"Governor", "Dependent", "first", "next"} & set(features):
                continue  # no layer of spans: the host of a slot, a relation, a chain
            names = [name for name, kind in features.items() if kind == "uima.cas.String"]
            whole = cassis.Cas(types)
            whole.sofa_string, whole.sofa_mime = TEXT, "text/plain"
            whole.add(layer(begin=0, end=2, **dict.fromkeys(names, "x")))
            found = parse_cas(packed(tmp_path / f"{file.parent.name}.zip", {
                "a.xmi": whole.to_xmi(), "TypeSystem.xml": file.read_bytes(),
            }))  # fmt: skip
            told = [(span.feature, span.value, span.start, span.end) for span in found.spans]
            bare = set(features) == {"begin", "end", "sofa"}
            assert told == ([("", None, 0, 2)] if bare else [(name, "x", 0, 2) for name in names])
