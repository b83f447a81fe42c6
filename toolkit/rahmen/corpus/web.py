"""Saved web pages as documents: the running text without menus, and title, date, outlet and address from the page."""

import re
import warnings
from pathlib import Path

import pandas as pd

from .decode import CorpusError, Notes, ReadingNote, decode
from .readers import documents

_ENDINGS = (".html", ".htm", ".xhtml")
_PARTS_OF_A_PAGE = re.compile(r".*([_-]files|[_-]dateien|\.files)", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)")


def read_web(path, encoding=None, duplicates=True, language=True):
    r"""Read saved web pages (extra ``rahmen[web]``).

    Parameters
    ----------
    path : str or pathlib.Path
        A page (``.html``, ``.htm``, ``.xhtml``), or a folder of them, at any depth; what a browser saves beside a page
        (folders such as ``Seite_files`` or ``Seite-Dateien``) is passed over. Nothing is fetched from the net.
    encoding : str, optional
        Without it: UTF-8, else what the page says, else Windows-1252.
    duplicates, language
        As for :func:`documents`.

    Returns
    -------
    pandas.DataFrame
        ``doc`` (the path below the folder, without its ending), ``text`` (paragraphs divided by blank lines, the title
        first), ``title``, ``date`` (ISO 8601), ``outlet`` (the site's name, else its host), ``address``, ``group`` (the
        subfolder, if any), ``file``; what a page does not tell is empty.

    Raises
    ------
    CorpusError
        The extra is missing, no such page, or none of them holds a text.

    Notes
    -----
    Text and metadata are found by trafilatura (Barbaresi 2021), which guesses: look at some pages beside their texts.
    It leaves out comments of readers; the date is that of first publication as far as the page tells. A warning names
    pages without text (such as those that a script fills only in the browser: save them as shown, »complete«).

    References
    ----------
    Barbaresi, A. (2021). Trafilatura: A web scraping library and command-line tool for text discovery and extraction.
    Proceedings of ACL-IJCNLP 2021: System Demonstrations, 122–131.

    Examples
    --------
    >>> import tempfile
    >>> page = '''<html><head><title>Regen</title><link rel="canonical" href="https://www.example.org/regen">
    ... <meta property="og:site_name" content="Beispielblatt"></head><body><article>
    ... <h1>Regen</h1><p>Am Montag hat es im Norden den ganzen Tag geregnet.</p></article></body></html>'''
    >>> file = Path(tempfile.mkdtemp()) / "regen.html"
    >>> _ = file.write_text(page, encoding="utf-8")
    >>> read_web(file)[["doc", "text", "outlet", "address"]].values.tolist()
    [['regen', 'Regen\n\nAm Montag hat es im Norden den ganzen Tag geregnet.', 'Beispielblatt',
      'https://www.example.org/regen']]
    """
    extract = _extractor()
    folder, files = _pages(Path(path))
    notes, rows = Notes(), []
    for file in files:
        below = file.relative_to(folder)
        content = file.read_bytes()
        page = decode(content, below.as_posix(), notes, encoding or _said(content))
        group = below.parts[0] if len(below.parts) > 1 else folder.resolve().name
        known = {"doc": below.with_suffix("").as_posix(), "group": group, "file": below.as_posix()}
        rows.append({**_extracted(page, extract), **known})
    notes.tell()
    bare = [row["file"] for row in rows if not row["text"]]
    if len(bare) == len(rows):
        raise CorpusError(f"{bare[0]}: no text found on {len(bare)} page(s); save them as the browser shows them")
    if bare:
        told = f"no text found on {len(bare)} of {len(rows)} pages, left out, first {bare[0]}"
        warnings.warn(told, ReadingNote, stacklevel=2)
    columns = ["doc", "text", "title", "date", "outlet", "address", "group", "file"]
    return documents(pd.DataFrame(rows)[columns], empty="drop", duplicates=duplicates, language=language)


def _pages(path):
    """Give the folder and the pages in it, without the frames and advertisements that browsers save beside them."""
    if path.is_file():
        return path.parent, [path]
    if not path.is_dir():
        raise CorpusError(f"no file or folder {str(path)!r}")
    found = []
    for file in sorted(path.rglob("*")):
        parts = file.relative_to(path).parts
        hidden = any(part.startswith(".") for part in parts)
        beside = any(_PARTS_OF_A_PAGE.fullmatch(part) for part in parts[:-1])
        if file.suffix.lower() in _ENDINGS and file.is_file() and not hidden and not beside:
            found.append(file)
    if not found:
        raise CorpusError(f"no page ({', '.join(_ENDINGS)}) in {str(path)!r}")
    return path, found


def _said(content):
    """Give the encoding that a page names, where it is no UTF-8; what calls itself Latin-1 is Windows-1252."""
    found = _CHARSET.search(content[:4096])
    try:
        content.decode("utf-8")
        return None
    except UnicodeDecodeError:
        said = found[1].decode("ascii", "ignore").lower() if found else ""
        return None if said in ("", "utf-8", "utf8", "iso-8859-1", "latin1", "windows-1252") else said


def _extractor():
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise CorpusError(f"for web pages install the extra: pip install 'rahmen[web]' ({error})") from None
    return bare_extraction


def _extracted(page, extract):
    """Give text and metadata of a page."""
    saved = _SAVED_FROM.search(page[:20_000])
    found = extract(page, url=saved[1] if saved else None, with_metadata=True, include_comments=False)
    told = {} if found is None else found.as_dict()
    title = " ".join((told.get("title") or "").split())
    paragraphs = [line.strip() for line in (told.get("text") or "").split("\n") if line.strip()]
    if paragraphs and title and title.casefold() not in " ".join(" ".join(paragraphs[:3]).split()).casefold():
        paragraphs.insert(0, title)
    outlet = told.get("sitename") or told.get("hostname") or ""
    return {
        "text": "\n\n".join(paragraphs),
        "title": title,
        "date": told.get("date") or "",
        "outlet": outlet,
        "address": told.get("url") or "",
    }
