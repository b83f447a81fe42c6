"""Plenary protocols of the Bundestag in the official XML, one document a speech."""

import re
import warnings
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pandas as pd

from .decode import CorpusError, ReadingNote
from .markup import parse_xml, words_of
from .readers import documents

_NOTES = ("fussnote", "a")  # foot notes, and anchors of printed pages
_PARAGRAPHS = ("p", "zitat")
_HEADINGS = ("T_NaS", "T_ZP_NaS")


@dataclass
class _Speech:
    """What stands in a speech: the paragraphs kept, and how many comments and words of others there were."""

    paragraphs: list = field(default_factory=list)
    comments: int = 0
    interjections: int = 0
    own: int = 0


def read_protocols(path, interjections=False, empty="drop", duplicates=True, language=True):
    r"""Read plenary protocols of the Bundestag in the official XML (``dbtplenarprotokoll``, since 2017).

    Parameters
    ----------
    path : str or pathlib.Path
        A file, or a folder of such files (``.xml``, at any depth). Nothing is fetched from the net.
    interjections : bool, default False
        Keep comments (applause, calls) and what the chair and other members say within a speech, each as a paragraph
        of its own in its place. Without it they are left out and counted.
    empty : {"drop", "raise"}
        What to do with speeches without words; a warning tells how many were dropped.
    duplicates, language
        As for :func:`documents`.

    Returns
    -------
    pandas.DataFrame
        ``doc`` (the speech's id), ``text`` (its paragraphs, divided by blank lines), ``title`` (of the agenda item),
        ``doc_speaker``, ``speaker_id``, ``party`` (the parliamentary group; empty for ministers and guests), ``role``
        (such as that of a minister), ``date`` (ISO 8601), ``session`` (term/number), ``agenda_item``, ``comments`` and
        ``interjections`` (how many comments, and paragraphs of others, stand within the speech), ``file``.

    Raises
    ------
    CorpusError
        No such file, broken or unsafe XML, or another kind of file; the message names it.

    Notes
    -----
    Within a speech a new ``<p klasse="redner">`` gives the floor to another member or back to the speaker, a ``<name>``
    gives it to the chair. What stands in no ``<rede>`` is left out: what the chair says between speeches, and question
    times that the file does not divide into speeches. Speeches that were handed in on paper stand in the annexes
    (``agenda_item`` »Anlage …«). Names are those of the file's own fields, which lack some particles and titles. Of an
    item with several motions ``title`` names the first.

    Examples
    --------
    >>> import tempfile
    >>> xml = '''<dbtplenarprotokoll wahlperiode="20" sitzung-nr="7" sitzung-datum="01.02.2022"><sitzungsverlauf>
    ... <tagesordnungspunkt top-id="Tagesordnungspunkt 1"><rede id="ID1"><p klasse="redner"><redner id="1"><name>
    ... <vorname>Ada</vorname><nachname>Muster</nachname><fraktion>X</fraktion></name></redner>Ada Muster (X):</p>
    ... <p klasse="J">Es regnet.</p><kommentar>(Beifall)</kommentar><p klasse="O">Endlich.</p></rede>
    ... </tagesordnungspunkt></sitzungsverlauf></dbtplenarprotokoll>'''
    >>> file = Path(tempfile.mkdtemp()) / "20007.xml"
    >>> _ = file.write_text(xml, encoding="utf-8")
    >>> read_protocols(file)[["doc", "text", "doc_speaker", "party", "date", "comments"]].values.tolist()
    [['ID1', 'Es regnet.\n\nEndlich.', 'Ada Muster', 'X', '2022-02-01', 1]]
    """
    rows = [row for file in _files(Path(path)) for row in _protocol(file, interjections)]
    if empty == "drop":
        bare = [row["doc"] for row in rows if not row["text"].strip()]
        if bare:
            warnings.warn(f"{len(bare)} speeches without words left out, first {bare[0]!r}", ReadingNote, stacklevel=2)
    table = documents(pd.DataFrame(rows), empty=empty, duplicates=duplicates, language=language)
    if not len(table):
        raise CorpusError(f"{Path(path).name}: holds no speech with words; is it the whole protocol?")
    return table


def _files(path):
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise CorpusError(f"no file or folder {str(path)!r}")
    found = sorted(file for file in path.rglob("*.xml") if file.is_file() and not file.name.startswith("."))
    if not found:
        raise CorpusError(f"no file '*.xml' in {str(path)!r}")
    return found


def _protocol(file, interjections):
    """Give the speeches of a protocol as rows."""
    root = parse_xml(file.read_bytes(), file.name)
    if root.tag != "dbtplenarprotokoll":
        raise CorpusError(
            f"{file.name}: begins with <{root.tag}>, not <dbtplenarprotokoll>; of protocols before the 19th term the "
            "XML tells no speeches"
        )
    session = {
        "date": _date(root, file.name),
        "session": f"{root.get('wahlperiode', '')}/{root.get('sitzung-nr', '')}",
    }
    _drop_note_marks(root)
    rows = []
    for item, speech in _speeches(root, None):
        if not speech.get("id"):
            raise CorpusError(f"{file.name}: speech {len(rows) + 1} has no id; write one into <rede id=…>")
        rows.append({**_row(speech, interjections), **_agenda(item), **session, "file": file.name})
    if not rows:
        raise CorpusError(f"{file.name}: holds no <rede>; is it the whole protocol?")
    return rows


def _drop_note_marks(root):
    """Empty the raised numbers before foot notes; other raised text, such as that of square metres, stays."""
    for paragraph in root.iter("p"):
        for mark, note in pairwise(paragraph):
            if mark.tag == "sup" and note.tag == "fussnote":
                mark.text = ""


def _date(root, name):
    said = root.get("sitzung-datum") or next((node.get("date", "") for node in root.iter("datum")), "")
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", said.strip())
    if not found:
        raise CorpusError(f"{name}: sitzung-datum is {said!r}, no date such as 01.02.2022")
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"


def _speeches(node, item):
    """Give (agenda item or annex, speech) in the order of the file."""
    for child in node:
        if child.tag == "rede":
            yield item, child
        elif child.tag != "vorspann":
            yield from _speeches(child, child if child.tag in ("tagesordnungspunkt", "anlage") else item)


def _agenda(item):
    """Name the agenda item or annex, and its title."""
    if item is None:
        return {"agenda_item": "", "title": ""}
    if item.tag == "anlage":
        title = item.find("anlagen-titel")
        whole = words_of(title) if title is not None else ""
        number = re.match(r"Anlage \d+", whole)
        return {"agenda_item": number[0] if number else "Anlage", "title": whole}
    return {"agenda_item": item.get("top-id", ""), "title": _title(item)}


def _title(item):
    """Give the title of a motion, which stands in bold below the first heading of an item, else that heading."""
    heading = ""
    for paragraph in item.iterfind("p"):
        kind, words = paragraph.get("klasse"), words_of(paragraph, _NOTES)
        if kind == "T_fett" and not words.startswith("Drucksache"):
            return words
        if kind in _HEADINGS and heading:
            break
        heading = words if kind in _HEADINGS else heading
    return heading


def _row(rede, interjections):
    speaker = rede.find("p[@klasse='redner']/redner")
    parts = {} if speaker is None else {node.tag: words_of(node) for node in speaker.iter() if node is not speaker}
    name = " ".join(filter(None, (parts.get(part) for part in ("vorname", "namenszusatz", "nachname"))))
    speech = _words(rede, None if speaker is None else speaker.get("id"), interjections)
    return {
        "doc": rede.get("id"),
        "text": "\n\n".join(speech.paragraphs) if speech.own else "",
        "speaker": name,
        "speaker_id": "" if speaker is None else speaker.get("id", ""),
        "party": parts.get("fraktion", ""),
        "role": parts.get("rolle_lang", ""),
        "comments": speech.comments,
        "interjections": speech.interjections,
    }


def _words(rede, speaker, interjections):
    """Go through a speech: whose turn it is, what is kept, and what is counted."""
    speech, own = _Speech(), True
    for node in rede:
        words, mine = words_of(node, _NOTES), False
        if node.tag == "p" and node.get("klasse") == "redner":
            told = node.find("redner")
            own = told is not None and told.get("id") == speaker
            words = "" if own else words_of(node, (*_NOTES, "redner"))
        elif node.tag == "name" or (node.tag == "p" and node.get("klasse") == "N"):
            own = False
        elif node.tag == "kommentar":
            speech.comments += 1
        elif node.tag in _PARAGRAPHS and words:
            mine = own
            speech.own += own
            speech.interjections += not own
        else:
            words = ""
        if words and (mine or interjections):
            speech.paragraphs.append(words)
    return speech
