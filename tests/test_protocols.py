import warnings

import pytest

import rahmen
from rahmen.corpus import CorpusError, ReadingNote

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE dbtplenarprotokoll SYSTEM "dbtplenarprotokoll.dtd">\n'
CHAIR = "<name>Vizepräsidentin Erna Beispiel:</name>"


def speaker(id, first, last, more="<fraktion>Fraktion\u00a0A</fraktion>", said=""):
    name = f"<name><vorname>{first}</vorname><nachname>{last}</nachname>{more}</name>"
    return f'<p klasse="redner"><a id="r1"/><redner id="{id}">{name}</redner>{said or f"{first} {last} (A):"}</p>'


ADA = speaker("11", "Ada", "Muster")
BEN = speaker("22", "Ben", "Probe", "<fraktion>B</fraktion>")
CARL = speaker(
    "99", "Carl", "Tor", "<rolle><rolle_lang>Bundesminister für Regen</rolle_lang><rolle_kurz>BMR</rolle_kurz></rolle>"
)
FIRST = f"""<rede id="ID1">{ADA}
<p klasse="J_1">Frau Präsidentin! Es regnet<a id="S7" name="S7" typ="druckseitennummer"/> seit\nTagen.</p>
<kommentar>(Beifall bei der Fraktion A)</kommentar><p klasse="J">Wir fordern Schirme.</p>
{CHAIR}<p klasse="J">Gestatten Sie eine Zwischenfrage?</p>{ADA}<p klasse="O">Ja, gern.</p>
{BEN}<p klasse="O">Warum erst jetzt?</p><kommentar>(Zuruf: Hört!)</kommentar>{ADA}
<zitat>»Es gab keine.«</zitat><p klasse="O">Das war der Grund.</p></rede>"""
SECOND = f'<rede id="ID2">{CARL}<p klasse="J">Schirme sind bestellt.</p></rede>'
PAPER = f'<rede id="ID3">{BEN}<p klasse="J">Ich gebe das zu Protokoll.</p></rede>'


def protocol(tmp_path, body, attributes='wahlperiode="20" sitzung-nr="7" sitzung-datum="1.02.2022"', name="20007.xml"):
    table = (
        "<vorspann><inhaltsverzeichnis><redner id='0'><name><vorname>X</vorname></name></redner></inhaltsverzeichnis>"
    )
    file = tmp_path / name
    file.write_text(
        f"{HEAD}<dbtplenarprotokoll {attributes}>{table}</vorspann>{body}</dbtplenarprotokoll>", encoding="utf-8"
    )
    return file


def sitting(*speeches, title='<p klasse="T_NaS">Erste Beratung des Antrags</p><p klasse="T_fett">Mehr Schirme</p>'):
    item = (
        f'<tagesordnungspunkt top-id="Tagesordnungspunkt 3">{title}{CHAIR}<p klasse="J">Das Wort hat Frau Muster.</p>'
    )
    return f"<sitzungsverlauf>{item}{''.join(speeches)}</tagesordnungspunkt></sitzungsverlauf>"


def test_a_speech_is_what_its_speaker_says(tmp_path):
    first = rahmen.read_protocols(protocol(tmp_path, sitting(FIRST, SECOND))).to_dict("records")[0]
    assert first["text"].split("\n\n") == [
        "Frau Präsidentin! Es regnet seit Tagen.", "Wir fordern Schirme.", "Ja, gern.", "»Es gab keine.«",
        "Das war der Grund.",
    ]  # fmt: skip
    assert (first["comments"], first["interjections"]) == (2, 2)


def test_who_when_and_on_what(tmp_path):
    table = rahmen.read_protocols(protocol(tmp_path, sitting(FIRST, SECOND)))
    columns = ["doc", "doc_speaker", "speaker_id", "party", "role", "date", "session", "agenda_item", "title", "file"]
    where = ["2022-02-01", "20/7", "Tagesordnungspunkt 3", "Mehr Schirme", "20007.xml"]
    assert table[columns].values.tolist() == [
        ["ID1", "Ada Muster", "11", "Fraktion A", "", *where],
        ["ID2", "Carl Tor", "99", "", "Bundesminister für Regen", *where],
    ]


@pytest.mark.parametrize(
    ("paragraphs", "title"),
    [
        ([("T_NaS", "5 a) Zweite Beratung"), ("T_fett", "Drucksache 20/1"), ("T_NaS", "b) Antrag"), ("T_fett", "B")],
         "5 a) Zweite Beratung"),
        ([("J", "Ich rufe auf"), ("T_NaS", "Beratung"), ("T_Drs", "Drucksache 20/1"), ("T_fett", "Mehr Schirme")],
         "Mehr Schirme"),
        ([("T_fett", "Fragestunde"), ("T_Drs", "Drucksache 20/1")], "Fragestunde"),
        ([("T_ZP_NaS", "ZP 1 Aktuelle\tStunde")], "ZP 1 Aktuelle Stunde"),
        ([("J", "Wir kommen zur Wahl.")], ""),
    ],
)  # fmt: skip
def test_titles_of_agenda_items(tmp_path, paragraphs, title):
    head = "".join(f'<p klasse="{kind}">{words}</p>' for kind, words in paragraphs)
    assert rahmen.read_protocols(protocol(tmp_path, sitting(SECOND, title=head)))["title"].tolist() == [title]


def test_marks_of_foot_notes_are_left_out_and_other_raised_text_stays(tmp_path):
    noted = "<p>Auf 9 km<sup>2</sup> regnet es.<sup>1</sup>\n<fussnote>Anlage 2</fussnote>\n</p>"
    speech = f'<rede id="ID4">{ADA}{noted}</rede>'
    assert rahmen.read_protocols(protocol(tmp_path, sitting(speech)))["text"].tolist() == ["Auf 9 km2 regnet es."]


def test_interjections_may_be_kept_in_their_place(tmp_path):
    table = rahmen.read_protocols(protocol(tmp_path, sitting(FIRST)), interjections=True)
    assert table["text"][0].split("\n\n")[1:] == [
        "(Beifall bei der Fraktion A)", "Wir fordern Schirme.", "Vizepräsidentin Erna Beispiel:",
        "Gestatten Sie eine Zwischenfrage?", "Ja, gern.", "Ben Probe (A):", "Warum erst jetzt?", "(Zuruf: Hört!)",
        "»Es gab keine.«", "Das war der Grund.",
    ]  # fmt: skip


def test_speeches_handed_in_on_paper_are_in_the_annex(tmp_path):
    annex = f"<anlagen><anlage><anlagen-titel>Anlage 2 Zu Protokoll</anlagen-titel>{PAPER}</anlage></anlagen>"
    table = rahmen.read_protocols(protocol(tmp_path, sitting(SECOND) + annex))
    assert table[["doc", "agenda_item", "title"]].values.tolist()[1] == ["ID3", "Anlage 2", "Anlage 2 Zu Protokoll"]


def test_a_speech_without_words_of_its_own_is_told_and_left_out(tmp_path):
    bare = f'<rede id="ID9">{ADA}{CHAIR}<p klasse="J">Bitte.</p><kommentar>(Lachen)</kommentar></rede>'
    file = protocol(tmp_path, sitting(bare, SECOND))
    for kept in (False, True):
        with pytest.warns(ReadingNote, match="1 speeches without words left out, first 'ID9'"):
            assert rahmen.read_protocols(file, interjections=kept)["doc"].tolist() == ["ID2"]
    with pytest.raises(CorpusError, match="the text of document 'ID9' is empty"):
        rahmen.read_protocols(file, empty="raise")


def test_a_folder_of_protocols(tmp_path):
    protocol(tmp_path, sitting(FIRST))
    (tmp_path / "more").mkdir()
    other = 'wahlperiode="20" sitzung-nr="8" sitzung-datum="02.02.2022"'
    protocol(tmp_path / "more", sitting(SECOND, title=""), other, "20008.xml")
    table = rahmen.read_protocols(tmp_path)
    assert table[["doc", "session", "title"]].values.tolist() == [["ID1", "20/7", "Mehr Schirme"], ["ID2", "20/8", ""]]


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda p: (p / "a.xml").write_text("<DOKUMENT/>"), r"a\.xml: begins with <DOKUMENT>.* before the 19th term"),
        (lambda p: (p / "a.xml").write_text("<a>"), r"a\.xml: is no well-formed XML"),
        (lambda p: protocol(p, "<sitzungsverlauf/>", name="a.xml"), r"a\.xml: holds no <rede>"),
        (lambda p: protocol(p, sitting("<rede><p>Ja.</p></rede>"), name="a.xml"), "a.xml: speech 1 has no id"),
        (lambda p: protocol(p, sitting(SECOND), 'sitzung-datum="2022"', "a.xml"), "sitzung-datum is '2022', no date"),
        (lambda p: protocol(p, sitting(SECOND, SECOND), name="a.xml"), "the id 'ID2' stands more than once"),
        (
            lambda p: protocol(p, sitting('<rede id="I"><kommentar>(x)</kommentar></rede>'), name="a.xml"),
            "no speech with",
        ),
        (lambda p: None, "no file or folder"),
    ],
)
def test_errors_name_culprit_and_mend(tmp_path, write, message):
    write(tmp_path)
    with warnings.catch_warnings(), pytest.raises(CorpusError, match=message):
        warnings.simplefilter("ignore")
        rahmen.read_protocols(tmp_path / "a.xml")


def test_a_folder_without_protocols(tmp_path):
    with pytest.raises(CorpusError, match=r"no file '\*\.xml' in"):
        rahmen.read_protocols(tmp_path)


def test_speeches_go_the_whole_way(tmp_path):
    sentences = rahmen.split_sentences(rahmen.read_protocols(protocol(tmp_path, sitting(FIRST, SECOND))))
    assert sentences.groupby("party", observed=True).size().to_dict() == {"": 1, "Fraktion A": 6}
