import builtins
import socket
import warnings

import pytest

import rahmen
from rahmen.corpus import CorpusError, ReadingNote

BODY = """<nav><ul><li><a href="/">Start</a></li><li><a href="/politik">Politik</a></li></ul></nav>
<article><h1>Regen im Norden</h1>
<p>Am Montag hat es im Norden den ganzen Tag geregnet, und an der Küste stieg das Wasser über die Marke.</p>
<p>Die Behörden warnen vor Hochwasser. Wer an der Elbe wohnt, soll Keller räumen und Straßen meiden.</p>
</article><footer><p>Impressum Datenschutz Alle Rechte vorbehalten</p></footer>"""
TEXT = """Regen im Norden

Am Montag hat es im Norden den ganzen Tag geregnet, und an der Küste stieg das Wasser über die Marke.

Die Behörden warnen vor Hochwasser. Wer an der Elbe wohnt, soll Keller räumen und Straßen meiden."""
HEAD = """<title>Regen im Norden – Beispielblatt</title><meta property="og:site_name" content="Beispielblatt">
<link rel="canonical" href="https://www.example.org/wetter/regen.html">
<meta property="article:published_time" content="2024-02-03T10:00:00+01:00">"""


def page(path, head=HEAD, body=BODY, encoding="utf-8", before="<!DOCTYPE html>"):
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(f"{before}<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return path


@pytest.fixture
def web():
    pytest.importorskip("trafilatura", reason="install the extra: pip install 'rahmen[web]'")


def test_without_the_extra_one_line_says_what_to_install(tmp_path, monkeypatch):
    real = builtins.__import__

    def lacking(name, *rest):
        if name.startswith("trafilatura"):
            raise ModuleNotFoundError(f"No module named {name!r}")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", lacking)
    with pytest.raises(CorpusError, match=r"for web pages install the extra: pip install 'rahmen\[web\]'") as caught:
        rahmen.read_web(page(tmp_path / "a.html"))
    assert "\n" not in str(caught.value)


def test_text_and_what_the_page_tells(web, tmp_path):
    table = rahmen.read_web(page(tmp_path / "wetter" / "a.html"))
    assert table.drop(columns="duplicate_of").to_dict("records") == [
        {
            "doc": "a",
            "text": TEXT,
            "title": "Regen im Norden",
            "date": "2024-02-03",
            "outlet": "Beispielblatt",
            "address": "https://www.example.org/wetter/regen.html",
            "group": "wetter",
            "file": "a.html",
        }
    ]


def test_a_page_that_tells_nothing_leaves_it_empty(web, tmp_path):
    row = rahmen.read_web(page(tmp_path / "a.htm", head="")).iloc[0]
    assert row[["date", "outlet", "address"]].tolist() == ["", "", ""]
    assert "Hochwasser" in row["text"]


@pytest.mark.parametrize(
    "comment",
    [
        "<!DOCTYPE html><!-- saved from url=(0042)https://www.example.org/wetter/regen.html -->",
        "<!DOCTYPE html><!--\n Page saved with SingleFile \n url: https://www.example.org/wetter/regen.html \n-->",
    ],
)
def test_the_address_that_a_browser_wrote_is_found(web, tmp_path, comment):
    row = rahmen.read_web(page(tmp_path / "a.html", head="<title>Regen im Norden</title>", before=comment)).iloc[0]
    assert row[["address", "outlet"]].tolist() == ["https://www.example.org/wetter/regen.html", "example.org"]


def test_a_headline_that_stands_outside_the_text_is_put_first(web, tmp_path):
    body = BODY.replace("<h1>Regen im Norden</h1>", "")
    assert rahmen.read_web(page(tmp_path / "a.html", body=body))["text"].tolist() == [TEXT]


@pytest.mark.parametrize("said", ['<meta charset="iso-8859-1">', "", '<meta charset="windows-1252">'])
def test_pages_in_western_encodings(web, tmp_path, said):
    with pytest.warns(ReadingNote, match="read as Windows-1252"):
        assert rahmen.read_web(page(tmp_path / "a.html", said + HEAD, encoding="cp1252"))["text"].tolist() == [TEXT]


def test_pages_in_other_encodings_that_they_name(web, tmp_path):
    head = '<meta http-equiv="Content-Type" content="text/html; charset=macintosh">' + HEAD.replace("–", "-")
    assert rahmen.read_web(page(tmp_path / "a.html", head, encoding="mac-roman"))["text"].tolist() == [TEXT]


def test_a_folder_without_what_browsers_save_beside_a_page(web, tmp_path):
    page(tmp_path / "x" / "a.html")
    page(tmp_path / "y" / "b.XHTML".lower(), body=BODY.replace("Montag", "Dienstag"))
    for beside in ("a_files/ad.html", "a-Dateien/ad.htm", "a.files/frame.html", ".cache/z.html"):
        page(tmp_path / "x" / beside)
    table = rahmen.read_web(tmp_path)
    assert table[["doc", "group", "file"]].values.tolist() == [["x/a", "x", "x/a.html"], ["y/b", "y", "y/b.xhtml"]]


def test_pages_without_text_are_told(web, tmp_path):
    page(tmp_path / "a.html")
    page(tmp_path / "b.html", body="<script>fill()</script>")
    (tmp_path / "c.html").write_bytes(b"")
    with pytest.warns(ReadingNote, match=r"no text found on 2 of 3 pages, left out, first b\.html"):
        assert rahmen.read_web(tmp_path)["doc"].tolist() == ["a"]
    with pytest.raises(CorpusError, match=r"^b\.html: no text found on 1 page\(s\); save them as the browser shows"):
        rahmen.read_web(tmp_path / "b.html")


def test_nothing_is_fetched(web, tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a reader of saved pages went to the net")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    body = BODY + '<img src="https://www.example.org/x.png"><iframe src="https://www.example.org/y"></iframe>'
    assert len(rahmen.read_web(page(tmp_path / "a.html", body=body))) == 1


def test_errors_name_the_path(web, tmp_path):
    with pytest.raises(CorpusError, match="no file or folder"):
        rahmen.read_web(tmp_path / "none.html")
    with pytest.raises(CorpusError, match=r"no page \(\.html, \.htm, \.xhtml\) in"):
        rahmen.read_web(tmp_path)


def test_the_headline_is_known_to_the_splitter(web, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sentences = rahmen.split_sentences(rahmen.read_web(page(tmp_path / "a.html")))
    assert sentences["part"].tolist() == ["headline", "body", "body", "body"]
