"""The tables that carry everything: their columns, one checker for each kind of mistake, and two helpers.

All tables are plain pandas DataFrames, long and tidy. A room that receives a table calls :func:`require` once, at
its door, and trusts the table from there on.
"""

import numpy as np
import pandas as pd

DOCUMENTS = ("doc", "text")
SENTENCES = ("doc", "sentence", "start", "end", "text", "part")
CODES = (
    "doc", "sentence", "start", "end", "scheme", "label", "coder", "value", "score", "status", "voice", "speaker",
)  # fmt: skip
EVIDENCE = ("doc", "sentence", "scheme", "label", "coder", "start", "end", "text", "weight", "rule")
CLAUSES = ("doc", "sentence", "start", "end", "main", "status", "voice", "speaker")
COLUMNS = {
    "documents": DOCUMENTS, "sentences": SENTENCES, "codes": CODES, "evidence": EVIDENCE, "clauses": CLAUSES,
}  # fmt: skip
KEYS = {
    "documents": ["doc"],
    "sentences": ["doc", "sentence"],
    "codes": ["doc", "sentence", "scheme", "label", "coder"],
}

PARTS = ("headline", "lead", "body", "other", "repeat")
UNCOUNTED = ("other", "repeat")
"""Parts that statistics leave out unless told: the date line and rubric, and a headline printed twice."""
WHOLE = ("encoder", "neighbours", "start")
"""Rules in the evidence of learned coders that speak of the sentence as a whole, of no word in it."""
STATUS = ("asserted", "negated", "hedged", "asked")
VOICE = ("own", "named", "unnamed")


RESERVED = frozenset({*SENTENCES, *CODES, *EVIDENCE, "word", "n", "row"}) - {"doc", "text"}
"""Names that the tables give their own columns: metadata may not bear them."""


class TableError(ValueError):
    """A table that lacks a column, repeats a key or holds a value that it may not hold."""


def require(table, kind):
    """Check that `table` is a table of this `kind` and give it back.

    Parameters
    ----------
    table : pandas.DataFrame
        The table to check.
    kind : {"documents", "sentences", "codes", "evidence", "clauses"}
        Which table it has to be.

    Returns
    -------
    pandas.DataFrame
        The same table, untouched.

    Raises
    ------
    TableError
        It is no DataFrame, lacks a column, or repeats a key.

    Examples
    --------
    >>> require(pd.DataFrame({"doc": ["a"]}), "documents")
    Traceback (most recent call last):
    rahmen.tables.TableError: the documents table lacks the column 'text'; it has doc
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(f"the {kind} table must be a pandas DataFrame; not {type(table).__name__}")
    for column in COLUMNS[kind]:
        if column not in table.columns:
            have = ", ".join(map(str, table.columns)) or "no column"
            raise TableError(f"the {kind} table lacks the column {column!r}; it has {have}")
    if table["doc"].isna().any():
        raise TableError(f"the {kind} table has a row without an id in the column 'doc'")
    unique_key(table, kind)
    return table


def unique_key(table, kind):
    """Raise TableError where the key of a table of this `kind` stands in it twice."""
    key = KEYS.get(kind)
    if key is None or (kind == "sentences" and _numbered(table)):
        return
    twice = table.duplicated(key)
    if twice.any():
        row = table.loc[twice, key].iloc[0]
        named = ", ".join(f"{name} {value!r}" for name, value in row.items())
        raise TableError(f"the {kind} table has {named} more than once; each may stand there once")


def _numbered(table):
    """Tell quickly of sentences that none stands there twice: one document after another, numbers ascending in each."""
    doc, number = table["doc"].array, table["sentence"].to_numpy()
    if number.dtype.kind not in "iu":
        return False
    begins = np.append(True, np.asarray(doc[1:] != doc[:-1], dtype=bool))
    ascending = np.append(True, number[1:] > number[:-1])
    return bool((begins | ascending).all()) and table["doc"][begins[: len(doc)]].is_unique


def one_of(name, value, allowed):
    """Raise ValueError unless `value` is one of those `allowed`."""
    if value not in allowed:
        listed = ", ".join(map(repr, allowed))
        raise ValueError(f"the `{name}` parameter must be one of {listed}; not {value!r}")
    return value


def free_names(table, taken=()):
    """Rename metadata columns that bear a name of the tables' own, ``speaker`` to ``doc_speaker``.

    >>> free_names(pd.DataFrame(columns=["doc", "text", "speaker"])).columns.tolist()
    ['doc', 'text', 'doc_speaker']
    """
    clash = [column for column in table.columns if column in RESERVED or column in taken]
    return table.rename(columns={column: f"doc_{column}" for column in clash})


def levels(column):
    """Give the values of a column in their order: its categories, or as they first occur."""
    return list(column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column.dropna().unique())


def categorical(values):
    """Give values as a Categorical, in the order in which they occur; lists and the like as text.

    >>> categorical(["b", None, "a"]).categories.tolist()
    ['b', 'a']
    """
    values = values if isinstance(values, pd.Series) else pd.Series(list(values), dtype=object)
    try:
        return pd.Categorical(values, categories=values.dropna().unique())
    except TypeError:
        return categorical(values.astype(str))


def metadata(table, kind):
    """List the columns of a table that are neither the design's own nor text.

    >>> metadata(pd.DataFrame(columns=["doc", "text", "group"]), "documents")
    ['group']
    """
    own = {*COLUMNS[kind], "text"}
    return [column for column in table.columns if column not in own]


def counted(table):
    """Leave out the parts that statistics do not count (:data:`UNCOUNTED`), where the table tells parts.

    >>> counted(pd.DataFrame({"part": ["headline", "repeat", "body"]}))["part"].tolist()
    ['headline', 'body']
    """
    if "part" not in table.columns:
        return table
    return table[~table["part"].isin(UNCOUNTED)]


def stack(*codes):
    """Put codes tables, with whatever label sets, under one another.

    Labels stay Categoricals: first those of the first table in its order, then what later tables add.

    Parameters
    ----------
    *codes : pandas.DataFrame
        Codes tables, of one or several coders.

    Returns
    -------
    pandas.DataFrame
        One codes table; the key (doc, sentence, scheme, label, coder) is unique.

    Raises
    ------
    TableError
        Two tables hold the same key: two coders bear the same name.
    """
    if not codes:
        raise TypeError("stack needs at least one codes table")
    tables = [require(table, "codes") for table in codes]
    coders = [set(zip(table["scheme"], table["coder"], strict=True)) for table in tables]
    joined = join(tables)
    if len(set().union(*coders)) < sum(map(len, coders)):  # else each key stands in one table alone
        unique_key(joined, "codes")
    return joined


def join(tables):
    """Put tables under one another; what is a Categorical in one of them stays one, with the levels of all."""
    if len(tables) == 1:
        return tables[0].reset_index(drop=True)
    tables = [table.copy(deep=False) for table in tables]
    for column in _categorical(tables):
        having = [table for table in tables if column in table]
        order = list(dict.fromkeys(level for table in having for level in levels(table[column])))
        for table in having:
            known = isinstance(table[column].dtype, pd.CategoricalDtype)
            table[column] = (table[column].array if known else categorical(table[column])).set_categories(order)
    return pd.concat(tables, ignore_index=True)


def indicator(labels, classes):
    """Turn lists of labels into an indicator array.

    Parameters
    ----------
    labels : sequence of sequence of str, length n
        The labels of each sentence.
    classes : sequence of str, length k
        All labels, in the order of the columns.

    Returns
    -------
    numpy.ndarray of int8, shape (n, k)

    Raises
    ------
    ValueError
        A label is not among the classes, or a bare string stands where a list of labels should.

    Examples
    --------
    >>> indicator([["economy"], [], ["economy", "dialogue"]], ["dialogue", "economy"])
    array([[0, 1],
           [0, 0],
           [1, 1]], dtype=int8)
    """
    place = {label: column for column, label in enumerate(classes)}
    array = np.zeros((len(labels), len(place)), dtype=np.int8)
    for row, given in enumerate(labels):
        if isinstance(given, str):
            raise ValueError(f"row {row}: expected a list of labels; got the bare string {given!r}")
        for label in given:
            if label not in place:
                raise ValueError(f"row {row}: unknown label {label!r}; the classes are {', '.join(place)}")
            array[row, place[label]] = 1
    return array


def _categorical(tables):
    return dict.fromkeys(c for t in tables for c in t.columns if isinstance(t[c].dtype, pd.CategoricalDtype))


def require_coders(coders, who):
    """Refuse what is no coder, such as a list of them: coders are given to `who` one by one."""
    example = "such as rahmen.CodebookClassifier()"
    if not coders:
        raise TypeError(f"{who} needs at least one coder, {example}")
    wrong = next((coder for coder in coders if not hasattr(coder, "scheme")), None)
    if wrong is not None:
        raise TypeError(f"{who} takes coders one by one, {example}; {type(wrong).__name__!r} is none")
