import pytest

from rahmen.corpus import CorpusError
from rahmen.corpus.mapping import load_mapping

FIELDS = '\n[fields]\ntext = "Volltext"\ndate = "Datum"\n'


def wrote(tmp_path, text, encoding="utf-8"):
    (tmp_path / "m.toml").write_bytes(text.encode(encoding))
    return tmp_path / "m.toml"


def test_a_mapping_is_the_same_from_a_file_and_from_a_dict(tmp_path):
    text = (
        'separator = ";"\ndate_format = "%d.%m.%Y"\n[fields]\ntext = ["Titel", "Text"]\ndate = "Datum"\nparty = "P"\n'
    )
    table = {
        "separator": ";",
        "date_format": "%d.%m.%Y",
        "fields": {"text": ["Titel", "Text"], "date": "Datum", "party": "P"},
    }
    for encoding in ("utf-8", "utf-8-sig"):
        read, told = load_mapping(wrote(tmp_path, text, encoding)), load_mapping(table)
        assert vars(read) | {"name": ""} == vars(told) | {"name": ""}
    assert read.name == "m.toml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("text = Volltext", r"m\.toml: no valid TOML \(.*line 1, column 8.*\); names stand in quotes"),
        ('seperator = ";"' + FIELDS, r"m\.toml: unknown key 'seperator'; did you mean 'separator'\?"),
        ('text = "Volltext"', r"unknown key 'text'; fields stand below \[fields\]"),
        (
            "xyz = 1" + FIELDS,
            r"unknown key 'xyz'; there are format, encoding, separator, .*, header, \[fields\]",
        ),
        ("separator = 3" + FIELDS, "separator must be a text in quotes; not 3"),
        ('separator = ";;"' + FIELDS, "separator must be one character"),
        ('quote = "<<"' + FIELDS, "quote must be one character"),
        ('header = "no"' + FIELDS, "header must be true or false, without quotes; not 'no'"),
        ('format = "docx"' + FIELDS, "format must be one of csv, json, jsonl, xlsx, xml; not 'docx'"),
        ('date_format = "dd.mm.yyyy"' + FIELDS, "date_format is written as '%d.%m.%Y'; not 'dd.mm.yyyy'"),
        ('date_format = "%d"\n[fields]\ntext = "a"', r"has a date_format, but \[fields\] names no date"),
        ("", r'does not say where the text stands; write \[fields\] and below it text = "…"'),
        ('fields = "text"', "does not say where the text stands"),
        ("[fields]\ntext = []", r"text in \[fields\] must be a name in quotes, or a list of these; not \[\]"),
        ('[fields]\ntext = "a"\ndoc = ["a", "b"]', r"doc in \[fields\] must be a name in quotes; not \['a', 'b'\]"),
    ],
)
def test_a_wrong_mapping_is_told_with_the_mend(tmp_path, text, message):
    with pytest.raises(CorpusError, match=message) as caught:
        load_mapping(wrote(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_a_mapping_in_another_encoding_or_not_there(tmp_path):
    with pytest.raises(CorpusError, match=r"no valid TOML .* files are UTF-8"):
        load_mapping(wrote(tmp_path, '[fields]\ntext = "Länge"', "cp1252"))
    with pytest.raises(CorpusError, match="no file"):
        load_mapping(tmp_path / "none.toml")
