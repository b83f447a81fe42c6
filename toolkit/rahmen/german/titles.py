"""Names in quotation marks, told from words that are quoted: »Der Spiegel«, »der „Bund für Vogelschutz“«."""

from .clauses import Sentence
from .cues import FOLDED, rule
from .words import find_words

NAME = 15  # a name in quotation marks has no more words


def is_named(text, a, b, size, agentless):
    """Tell a name that its article leads to, »der „Bund für Vogelschutz …“«, where nothing tells of speech."""
    before = text[max(0, a - 40) : a].split()
    if size > NAME or not before or not text[a + 1].isupper() or text[b - 2] in ".!?…,":
        return False
    if FOLDED[before[-1]] in rule("names_follow"):
        inside = Sentence(text[a:b])
        return not any(map(inside.finite, range(len(inside))))
    return agentless and before[-1][0].isupper() and before[-1][-1].isalpha()  # »das Programm „Schulen …“«


def is_title(text, a, b, framed):
    """Tell a name in quotation marks, »Der Spiegel«, from words that are quoted: »nannte ihn einen „Rebell“«."""
    before = text[max(0, a - 20) : a].split()
    if framed and before and FOLDED[before[-1]] in rule("quoted_follow") and text[b : b + 1] != "-":
        return False
    forms = [text[x:y] for x, y in ((a + p, a + q) for p, q in find_words(text[a:b]))]
    if len(forms) < 7 and any(mark in text[b - 2 : b] for mark in ".!?,…"):
        return False
    return all(form[0].isupper() or form[0].isdigit() or FOLDED[form] in rule("no_title") for form in forms)
