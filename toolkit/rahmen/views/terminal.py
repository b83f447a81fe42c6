"""The reading view of a terminal: marked words in the colour of their frame, and in letters beside it."""

from collections import Counter
from itertools import pairwise

from ..codebook import load_codebook
from ..tables import require
from .colours import colours, letters
from .marks import SIGNS, by_sentence, innermost, worth_marking
from .read import paragraphs
from .titles import titles_of


def read_terminal(sentences, evidence, codebook="frames", language="de", clauses=None):
    """Show sentences with the words that carry each label marked, for a terminal.

    Parameters
    ----------
    sentences, evidence, codebook, language, clauses
        As for :func:`read`.

    Returns
    -------
    rich.text.Text
        A legend, then the text. After marked words stands in brackets the label, in letters, with ¬ where it is
        denied, ~ where doubted, ? where asked, and the speaker, where that is somebody else than the text itself,
        whose words are in italics. As `str` it is the same without colours.

    Raises
    ------
    rahmen.TableError
        One of the tables is none.

    Examples
    --------
    >>> import pandas as pd, rahmen
    >>> sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": ["Nutzer protestieren laut."]}))
    >>> print(read_terminal(sentences, rahmen.explain(sentences, rahmen.CodebookClassifier())))
     Wid  Widerstand: 1 sentence
    <BLANKLINE>
    Nutzer protestieren[Wid] laut.
    """
    from rich.text import Text

    require(sentences, "sentences"), require(evidence, "evidence")
    brush = _Brush(load_codebook(codebook).titles(language) | titles_of(evidence["label"], codebook, language))
    told = by_sentence(worth_marking(evidence))
    spoken = by_sentence(None if clauses is None else require(clauses, "clauses"))
    body = Text()
    for doc, part in sentences.groupby("doc", sort=False, observed=True):
        if sentences["doc"].nunique() > 1:
            body.append(f"== {doc} ==\n", "bold")
        for paragraph in paragraphs(part):
            for row in paragraph:
                key = (row.doc, row.sentence)
                brush.sentence(body, row, told.get(key, ()), spoken.get(key, ()))
                body.append(" ")
            body.right_crop(1)
            body.append("\n\n")
    body.rstrip()
    return Text.assemble(brush.legend(clauses is not None), "\n", body)


class _Brush:
    """Paints sentences, and remembers in how many each label was used."""

    def __init__(self, titles):
        self.titles, self.colour, self.letter = titles, colours(titles), letters(titles)
        self.used = Counter()

    def sentence(self, body, row, hits, clauses):
        """Append a sentence to a rich Text."""
        base = {"headline": "bold", "other": "dim", "repeat": "dim"}.get(row.part, "")
        if row.part == "repeat":
            body.append(row.text, base)
            return
        self.used.update({str(hit.label) for hit in hits})
        cuts = sorted({row.start, row.end, *(edge for one in (*hits, *clauses) for edge in (one.start, one.end))})
        for begin, end in pairwise(cuts):
            if not row.start <= begin < row.end:
                continue
            clause = innermost(clauses, begin)
            said = " italic" if clause is not None and clause.voice != "own" else ""
            here = [hit for hit in hits if hit.start < end and hit.end > begin]
            mark = f" {self.paint(here[0].label)}" if here else ""
            body.append(row.text[begin - row.start : end - row.start], f"{base}{said}{mark}".strip())
            last = [hit for hit in here if hit.end == end]
            if last:
                body.append(self.tag(last, clause), "bold")

    def paint(self, label):
        """Give the style of a label: its colour behind, and ink that can be read on it."""
        shade = self.colour[str(label)]
        red, green, blue = (int(shade[n : n + 2], 16) / 255 for n in (1, 3, 5))
        ink = "#000000" if 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2 > 0.18 else "#ffffff"
        return f"bold {ink} on {shade}"

    def tag(self, hits, clause):
        """Give the label, in letters, its status, and who says it."""
        names = ", ".join(dict.fromkeys(self.letter[str(hit.label)] for hit in hits))
        if clause is None:
            return f"[{names}]"
        who = "" if clause.voice == "own" else f", {clause.speaker or clause.voice}"
        return f"[{names}{SIGNS.get(clause.status, '')}{who}]"

    def legend(self, clauses):
        """Give the labels used, and what the signs mean."""
        from rich.text import Text

        legend = Text()
        for label, title in self.titles.items():
            if self.used[label]:
                n = self.used[label]
                legend.append(f" {self.letter[label]} ", self.paint(label))
                legend.append(f" {title}: {n} sentence{'s' * (n > 1)}\n")
        if not self.used:
            legend.append("no label found\n")
        if clauses:
            signs = ", ".join(f"{sign} {status}" for status, sign in SIGNS.items())
            legend.append(f"{signs}; ", "dim").append("in italics", "dim italic").append(": somebody else\n", "dim")
        return legend
