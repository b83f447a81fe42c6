"""The explorer: choose a frame, a group, a voice; the figure and the sentences behind each number follow."""

from ..claims import prevalence
from ..claims.prevalence import fulfilling
from ..tables import levels, one_of, require
from .behind import behind
from .read import Reading
from .table import show_table
from .titles import titles_of

_SHOWN = ("label", "share", "low", "high", "n", "docs")


def explore(
    codes, sentences, evidence=None, by=None, columns=("group", "event"), name="explore", lists=True,
    codebook="frames", language="de",
):  # fmt: skip
    """Explore shares and the sentences behind them, in a notebook.

    Menus choose the label, the documents (`columns`), the voice and the status, where the codes tell them. Below them
    stand the figure, each share as a button, and the sentences behind the share that was clicked last, evidence marked;
    a sentence opens to tell the rules and what stands around it.

    Parameters
    ----------
    codes : pandas.DataFrame
        A codes table of one coder and scheme.
    sentences : pandas.DataFrame
        The sentences they code.
    evidence : pandas.DataFrame, optional
        From :func:`rahmen.explain`; without it no words are marked.
    by : str, optional
        The column whose groups stand side by side at first; by default the first of `columns` that the codes have.
    columns : sequence of str, default ("group", "event")
        Columns of the documents to choose by; those that the codes lack are passed over.
    name : str, default "explore"
        What the addresses of the static table's sentences begin with; one for each explorer of a page.
    lists : bool, default True
        Whether the static table brings the lists of its sentences; False where :func:`behind` shows them by that name.
    codebook, language
        Where the labels' titles come from.

    Returns
    -------
    Explorer
        Shown in JupyterLab and Jupyter Notebook. Where no kernel runs (a report, nbconvert, GitHub) or ipywidgets is
        missing, a table of the shares and the lists of their sentences stand in its place.

    Raises
    ------
    ValueError
        The codes are of several coders or schemes, or lack the column `by`.

    Notes
    -----
    Shares are those of :func:`rahmen.prevalence`. Documents are chosen whole. Voice and status are given to ``where=``:
    a code that stands in another voice counts as absent, and all sentences of the documents stay the base.

    Examples
    --------
    >>> import pandas as pd, rahmen
    >>> texts = ["Nutzer protestieren.", "Es regnet."]
    >>> sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a", "b"], "group": ["x", "y"], "text": texts}))
    >>> coder = rahmen.CodebookClassifier()
    >>> explorer = explore(rahmen.annotate(sentences, coder), sentences, rahmen.explain(sentences, coder))
    >>> explorer
    x – Widerstand: 1
    >>> explorer.shares(label="resistance", voice="own")[["group", "share", "n"]].values.tolist()
    [['x', 1.0, 1], ['y', 0.0, 1]]
    >>> explorer.sentences("resistance", "x").plain
    'Widerstand: 1'
    """
    require(codes, "codes"), require(sentences, "sentences")
    for column in ("scheme", "coder"):
        if codes[column].nunique() > 1:
            raise ValueError(f"explore shows one {column}; the codes have {', '.join(map(str, levels(codes[column])))}")
    columns = [column for column in columns if column in codes.columns]
    if by is not None and by not in codes.columns:
        raise ValueError(f"no column {by!r} in the codes to group them by")
    if by is not None and by not in columns:
        columns.insert(0, by)
    by = by or next(iter(columns), None)
    return Explorer(codes, sentences, evidence, by, columns, (name, lists), codebook, language)


class Explorer:
    """What :func:`explore` gives: the shares and sentences of a choice, and how a notebook shows them.

    Attributes
    ----------
    choices : dict of str to list
        What can be chosen, by column: ``label``, the columns of the documents, ``voice`` and ``status``.
    static : Reading
        Table and lists that need no kernel.
    """

    def __init__(self, codes, sentences, evidence, by, columns, static, codebook, language):
        self._codes, self._sentences, self._evidence = codes, sentences, evidence
        self.by, self.columns = by, list(columns)
        self.name, self._lists = static
        self._shown = {"codebook": codebook, "language": language}
        self.titles = titles_of(codes["label"], codebook, language)
        present = codes[codes["value"] == 1]
        told = {column: [v for v in levels(present[column]) if (present[column] == v).any()]
                for column in ("voice", "status")}  # fmt: skip
        known = {column: [v for v in levels(codes[column]) if (codes[column] == v).any()] for column in self.columns}
        self.choices = {"label": list(self.titles)} | known | {key: found for key, found in told.items() if found}

    def shares(self, by=None, label=None, **chosen):
        """Give the shares of a choice.

        Parameters
        ----------
        by : str, optional
            The column whose groups stand side by side; by default the explorer's own.
        label : str, optional
            Of this label alone.
        **chosen
            ``voice=`` and ``status=``; a value of each column of documents.

        Returns
        -------
        pandas.DataFrame
            What :func:`rahmen.prevalence` gives; empty where no document fits.
        """
        table = prevalence(self._documents(chosen), by=by or self.by, where=_where(chosen))
        return table if label is None else table[table["label"] == label]

    def sentences(self, label, group=None, /, by=None, **chosen):
        """List the sentences behind one share, evidence marked.

        Parameters
        ----------
        label : str
        group : object, optional
            The value of the column `by`.
        by, **chosen
            As for :meth:`shares`.

        Returns
        -------
        Reading
        """
        codes = fulfilling(self._documents(chosen), _where(chosen))
        if group is not None:
            codes = codes[codes[by or self.by] == group]
        codes = codes[codes["label"] == label]
        return behind(
            codes,
            self._sentences,
            name=f"{self.name}-chosen",
            evidence=self._evidence,
            opened=True,
            most=None,
            **self._shown,
        )

    def figure(self, table, by=None):
        """Draw what :meth:`shares` gives."""
        from .plot import plot

        return plot(table, **({"by": by or self.by} if by or self.by else {}), **self._shown)

    @property
    def static(self):
        """Give the table of shares and the lists of their sentences."""
        shares = self.shares()
        table = shares[[*([self.by] if self.by else []), *_SHOWN]]
        caption = f"Share of sentences{' by ' + self.by if self.by else ''}; each leads to its sentences."
        shown = show_table(table, caption, rows=len(table), links=self.name, **self._shown)
        lists = behind(self._codes, self._sentences, self.by, self.name, evidence=self._evidence, **self._shown)
        below = lists.html if self._lists else ""
        return Reading(f'<div id="rahmen-static-{self.name}">{shown}{below}</div>', lists.plain)

    def __repr__(self):
        return self.static.plain

    def _documents(self, chosen):
        codes = self._codes
        for column, value in chosen.items():
            one_of("column", column, (*self.columns, "voice", "status"))
            if column in self.columns and value is not None:
                codes = codes[codes[column] == value]
        return codes

    def _ipython_display_(self):
        """Show the static table; the panel, where it comes to life, hides it."""
        from IPython.display import display

        static = self.static
        display({"text/html": static.html, "text/plain": static.plain}, raw=True)
        panel = _panel(self)
        if panel is not None:  # what cannot show a widget shows nothing for it: the table is there
            display({**panel._repr_mimebundle_(), "text/plain": "", "text/html": ""}, raw=True)


def _where(chosen):
    conditions = [f"{column} == {chosen[column]!r}" for column in ("voice", "status") if chosen.get(column)]
    return " and ".join(conditions) or None


def _panel(explorer):
    """Give the panel of menus and buttons; None where there is no kernel to answer it, or no ipywidgets."""
    from IPython import get_ipython

    if getattr(get_ipython(), "kernel", None) is None:
        return None
    try:
        from .panel import Panel
    except ImportError:
        return None
    return Panel(explorer).box
