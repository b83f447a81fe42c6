"""Bytes into text: byte-order marks, Windows-1252 and CRLF are handled, and what was done is told."""

import codecs
import re
import warnings
from collections import Counter

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


class CorpusError(ValueError):
    """A corpus that cannot be read as it is; the message names the file or row, and the mend."""


class ReadingNote(UserWarning):
    """What a reader had to do to a file: another encoding, other line ends."""


class Notes:
    """Collects what was done to files and tells it once, in one warning."""

    def __init__(self):
        self.counts, self.example = Counter(), {}

    def add(self, what, name):
        """Note that `what` was done to the file `name`."""
        self.counts[what] += 1
        self.example.setdefault(what, name)

    def tell(self):
        """Warn of everything noted, if anything was."""
        if self.counts:
            told = "; ".join(f"{what}: {n} file(s), first {self.example[what]}" for what, n in self.counts.items())
            warnings.warn(told, ReadingNote, stacklevel=4)


def decode(data, name, notes, encoding=None):
    """Decode the bytes of a file: drop a byte-order mark and turn CRLF into LF, nothing else.

    Parameters
    ----------
    data : bytes
    name : str
        The name of the file, for notes and errors.
    notes : Notes
    encoding : str, optional
        As the user says; without it a byte-order mark decides, then UTF-8, then Windows-1252.

    Returns
    -------
    str

    Raises
    ------
    CorpusError
        The bytes are no text in any of these.
    """
    text = _text(data, name, notes, encoding)
    if "\r" in text:
        notes.add("line ends turned into LF", name)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise CorpusError(f"{name}: holds a NUL character, so it is no text; wrong encoding or a binary file?")
    return text


def separator(text):
    """Tell what divides the fields of a CSV text: of comma, semicolon and tab the one that its first line has most of.

    >>> separator('id;"name, in full";body')
    ';'
    """
    head = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(",;\t", key=head.count)


def _text(data, name, notes, encoding):
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError) as error:
            raise CorpusError(f"{name}: cannot be read as {encoding} ({error}); try another encoding") from None
    for mark, codec in _MARKS:
        if data.startswith(mark):
            notes.add("byte-order mark dropped", name)
            try:
                return data.decode(codec).removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                raise CorpusError(
                    f"{name}: begins as {codec}, but byte {error.start} is none; save it as UTF-8, or say encoding="
                ) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        position = error.start
    replaced = data.decode("utf-8", "replace")
    broken, right = replaced.count("\ufffd"), sum(ord(c) > 127 for c in replaced)
    if right > 2 * broken:
        raise CorpusError(
            f"{name}: UTF-8 but for {broken} broken bytes (first at {position}); save it as UTF-8, or say encoding="
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = None
    if text is None or any(ord(c) < 32 and c not in "\t\n\r\f\x0b" for c in text):
        raise CorpusError(
            f"{name}: neither UTF-8 (byte {position}) nor Windows-1252; save it as UTF-8, or say encoding="
        )
    notes.add("no UTF-8, read as Windows-1252", name)
    return text
