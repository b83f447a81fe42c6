import pytest

from rahmen.corpus import CorpusError
from rahmen.corpus.markup import parse_xml, words_of

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(9))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (f"<!DOCTYPE a [\n{BOMB}]><a>&e8;</a>", r"^x\.xml, line 2: declares or uses the entity 'e0', which is refused"),
        ('<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]><a>&f;</a>', "declares or uses the entity 'f'"),
        ('<!DOCTYPE a [<!ENTITY % f SYSTEM "http://localhost/x">%f;]><a/>', "declares or uses the entity 'f'"),
        ('<!DOCTYPE a SYSTEM "a.dtd"><a>\n&auml;</a>', "line 2: declares or uses the entity 'auml'"),
        ("<a>&auml;</a>", r"is no well-formed XML \(undefined entity: line 1"),
        ("<a>\n<b></a>", r"is no well-formed XML \(mismatched tag: line 2"),
        ("", "is no well-formed XML"),
        ('<?xml version="1.0" encoding="nonsense"?><a/>', "is no well-formed XML"),
        ("<a>" * 101 + "</a>" * 101, "line 1: more than 100 elements in one another"),
    ],
)
def test_what_is_broken_or_unsafe_is_refused_in_one_line(data, message):
    with pytest.raises(CorpusError, match=message) as caught:
        parse_xml(data.encode(), "x.xml")
    assert "\n" not in str(caught.value)


def test_a_document_type_alone_is_no_harm():
    root = parse_xml(
        b'\xef\xbb\xbf<?xml version="1.0"?><!DOCTYPE a SYSTEM "a.dtd"><a>T\xc3\xbcr &amp; Tor</a>', "x.xml"
    )
    assert words_of(root) == "Tür & Tor"


def test_other_encodings_are_read():
    assert parse_xml('<?xml version="1.0" encoding="iso-8859-1"?><a>Tür</a>'.encode("latin-1"), "x.xml").text == "Tür"


def test_words_leave_out_what_stands_in_named_elements():
    root = parse_xml("<p>Eins<sup>2</sup> <a><b>x</b></a>zwei\u00a0<i>drei</i>.</p>".encode(), "x.xml")
    assert words_of(root, without=("a",)) == "Eins2 zwei drei."
