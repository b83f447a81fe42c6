"""Words: where they stand, and what depends on a word form alone.

A word keeps its compounds, hyphens and gender form whole: »TikTok-Nutzer:innen« is one word. All that depends on the
form alone (folding, which indicators it matches, whether it negates) is computed once for each distinct form, through
:class:`PerForm`; a long text has many words but few forms.
"""

import re
import unicodedata

# Marks that belong to a letter although they are none: combining accents (NFD), soft hyphen, zero-width characters.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = rf"[^\W_][\u0300-\u036f{_INVISIBLE}]*"
_GENDER = r"(?:[:*_·/]-?|/-|\()(?i:innen|in|n|r|e|s)\b\)?"
_WORD = re.compile(
    rf"""
    (?P<address> (?:https?://|www\.)[^\s<>"„“”»«]+             # one word, that no rule speaks of
      | (?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+ )
  | \d+(?:[.,:]\d+)+                                # 3,5   1.000   20.15   3:1
  | (?:{_LETTER})+
    (?: [-‐‑'’&](?:{_LETTER})+ | {_GENDER} )*       # EU-Kommission, geht's, Nutzer:innen
    """,
    re.VERBOSE,
)
_STRIP = dict.fromkeys(map(ord, _INVISIBLE))
_UMLAUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "’": "'", "‐": "-", "‑": "-"})
_FOLD_GENDER = re.compile(r"(?<=\w)(?:[:*_·/]-?|\()(innen|in|n|r|e|s)\)?$", re.MULTILINE)
_BINNEN_I = re.compile(r"(?<=[a-zäöüß])I(?=n(?:nen)?(?:$|-))", re.MULTILINE)
UNBROKEN = "-„“”»«\"'’‘‚›‹"
"""Marks that, as white space does, leave the flow from word to word as it is."""
_NO_BREAK = re.compile(rf"[\s{re.escape(UNBROKEN)}]*")


class PerForm(dict):
    """What `compute` says of a word form, asked once for each distinct form.

    Parameters
    ----------
    compute : callable
        Takes a word form, gives anything.
    cap : int, default 500_000
        So many forms are remembered; then the memory starts anew, so that it cannot grow without end.

    Examples
    --------
    >>> length = PerForm(len)
    >>> length["Widerstand"], len(length)
    (10, 1)
    """

    def __init__(self, compute, cap=500_000):
        super().__init__()
        self.compute, self.cap = compute, cap

    def __missing__(self, form):
        if len(self) >= self.cap:
            self.clear()
        value = self[form] = self.compute(form)
        return value

    def __reduce__(self):  # a memory need not travel with a pickled or copied coder
        return PerForm, (self.compute, self.cap)


class Words:
    """A sentence taken apart: spans and forms of its words, what stands between, and after which the flow breaks.

    >>> words = Words("Ja, das „neue“ Netz.")
    >>> words.forms, words.breaks
    (['Ja', 'das', 'neue', 'Netz'], [True, False, False, True])
    """

    def __init__(self, text):
        self.text = text
        self.spans = find_words(text)
        self.forms = [text[start:end] for start, end in self.spans]
        begins, ends = [begin for begin, _ in self.spans], [end for _, end in self.spans]
        self.gaps = [text[end:begin] for end, begin in zip([0, *ends], [*begins, len(text)], strict=True)]
        self.breaks = [gap != " " and _NO_BREAK.fullmatch(gap) is None for gap in self.gaps[1:]]
        if self.breaks:
            self.breaks[-1] = True

    @classmethod
    def known(cls, text, spans, forms, breaks):
        """Make one of words found already."""
        words = cls.__new__(cls)
        words.text, words.spans, words.forms, words.breaks = text, spans, forms, breaks
        return words

    def __len__(self):
        return len(self.forms)

    def ends_clause(self, place):
        """Tell whether the word at `place` is the last of its clause."""
        return self.breaks[place] or self.forms[place + 1] in ("und", "oder", "sowie", "aber")


def find_words(text):
    """Find the words of a text.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of tuple (int, int)
        Start and end of each word, in code points of `text`.

    Examples
    --------
    >>> text = "TikTok-Nutzer*innen strömen, geht's?"
    >>> [text[start:end] for start, end in find_words(text)]
    ['TikTok-Nutzer*innen', 'strömen', "geht's"]
    """
    return [match.span() for match in _WORD.finditer(text)]


def fold(form):
    """Fold a word form to the shape in which forms are compared.

    Case, accents written as two characters, soft hyphens, ß/ss, ä/ae and gender forms no longer tell words apart.

    >>> fold("Nutzer:innen"), fold("Maßnahme"), fold("Öffentlich\u00adkeit"), fold("LeserInnen")
    ('nutzerinnen', 'massnahme', 'oeffentlichkeit', 'leserinnen')
    """
    return _folded(form)


FOLDED = PerForm(fold)
"""The folded shape of each word form."""


def fold_all(forms):
    """Fold many word forms, all of them as one text: a list of str, as :func:`fold` gives each.

    >>> fold_all(["Nutzer:innen", "Maßnahme"])
    ['nutzerinnen', 'massnahme']
    """
    known = _FOLDS[-1]
    if len(known) > 1_000_000:  # begun anew, so that it cannot grow without end
        known = _FOLDS[-1] = {}
    new = [form for form in dict.fromkeys(forms) if form not in known]
    if new:
        known.update(zip(new, _folded("\n".join(new)).split("\n"), strict=True))
    return [known[form] for form in forms]


_FOLDS = [{}]  # what is known of each form


def _folded(lines):
    """Fold a form, or many, one a line."""
    plain = unicodedata.normalize("NFKC", lines.translate(_STRIP))
    plain = _BINNEN_I.sub("i", plain)
    plain = plain.casefold().translate(_UMLAUT)
    while (shorter := _FOLD_GENDER.sub(r"\1", plain)) != plain:  # until nothing is left to fold
        plain = shorter
    return plain


def is_address(form):
    """Tell whether a word is a web or mail address, of which no rule speaks."""
    return form.startswith(("http://", "https://", "www.")) or "@" in form
