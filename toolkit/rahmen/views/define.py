"""The labels of a codebook, defined: what a reader must know before the first number."""

from html import escape

from ..codebook import load_codebook
from .read import Reading


def define(codebook="frames", language="en"):
    """Give the titles and definitions of a codebook's labels, and the number of their indicators.

    Parameters
    ----------
    codebook : str, pathlib.Path or rahmen.codebook.Codebook, default "frames"
    language : str, default "en"
        Of the definitions; titles are given in each language that the codebook has.

    Returns
    -------
    Reading

    Examples
    --------
    >>> print(repr(define())[:24])
    Widerstand (Resistance):
    """
    book = load_codebook(codebook)
    html, plain = [], []
    for label in book.labels:
        titles = {one: title for one, title in label.title.items() if title} or {"en": label.name}
        first, *others = titles.items()
        also = [(one, title) for one, title in others if title.casefold() != first[1].casefold()]
        definition = label.definition.get(language) or next(iter(label.definition.values()), "no definition is given")
        tongue = language if label.definition.get(language) else next(iter(label.definition), "en")
        count = f"{len(label.rules)} indicators" if label.rules else "no indicators of its own"
        told = "".join(f" ({_in(one, title)})" for one, title in also)
        html.append(f"<dt>{_in(*first)}{told}</dt><dd>{_in(tongue, definition)} <small>{count}</small></dd>")
        plain.append(f"{first[1]}{''.join(f' ({title})' for _, title in also)}: {definition}")
    return Reading(f'<dl class="rahmen-definitions">{"".join(html)}</dl>', "\n".join(plain))


def _in(language, text):
    return f'<span lang="{escape(language)}">{escape(text)}</span>'
