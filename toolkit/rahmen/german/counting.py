"""Words counted by document: the table that keyness reads."""

from collections import Counter

import pandas as pd

from ..tables import counted, metadata, require
from .words import PerForm, find_words, fold, is_address


def count_words(sentences):
    """Count the words of each document.

    Parameters
    ----------
    sentences : pandas.DataFrame
        A sentences table; parts ``other`` and ``repeat`` are left out.

    Returns
    -------
    pandas.DataFrame
        ``doc, word, n`` and the metadata of the document. Spellings that fold together (case, ß/ss, Nutzer:innen) are
        one word, shown in its most frequent spelling; numbers and addresses are left out.

    Raises
    ------
    rahmen.TableError
        No sentences table.

    Examples
    --------
    >>> import rahmen
    >>> table = pd.DataFrame({"doc": ["a"], "text": ["Die Flucht, die Flucht."]})
    >>> count_words(rahmen.split_sentences(table)).values.tolist()
    [['a', 'die', 2], ['a', 'Flucht', 2]]
    """
    require(sentences, "sentences")
    used = counted(sentences)
    texts, shown = spelled(used["text"])
    counts = Counter((doc, word) for doc, words in zip(used["doc"], texts, strict=True) for word in words if word)
    rows = [(doc, shown[word], n) for (doc, word), n in counts.items()]
    table = pd.DataFrame(rows, columns=["doc", "word", "n"])
    own = used[["doc", *metadata(used, "sentences")]].drop_duplicates("doc")
    return table.merge(own, on="doc", how="left")


def spelled(texts):
    """Give the words of each text in their order, folded ("" for numbers and addresses), and how each is spelled most.

    >>> spelled(["Die Flucht, die Flucht.", "Um 12 Uhr"])[0]
    [['die', 'flucht', 'die', 'flucht'], ['um', '', 'uhr']]
    """
    folded = PerForm(lambda form: "" if is_address(form) or form[0].isdigit() else fold(form))
    spellings, found = {}, []
    for text in texts:
        forms = [text[start:end] for start, end in find_words(text)]
        found.append([folded[form] for form in forms])
        for place, form in enumerate(forms):
            # the first word of a sentence is capitalised in any case: it tells less about the spelling
            spellings.setdefault(folded[form], Counter())[form] += 1 if place else 0.01
    return found, {word: forms.most_common(1)[0][0] for word, forms in spellings.items()}
