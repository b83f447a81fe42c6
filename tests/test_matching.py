import pytest
from hypothesis import given
from hypothesis import strategies as st

from rahmen.codebook import parse
from rahmen.coders.matching import Globs, Matcher
from rahmen.german import Words, fold


def found(source, text):
    words = Words(text)
    matches = Matcher(list(parse(source))).find(words)
    return [text[words.spans[m.places[0]][0] : words.spans[m.places[-1]][1]] for m in matches]


@pytest.mark.parametrize(
    ("source", "text", "wanted"),
    [
        ("protest*", "Protestaktion und Protest", ["Protestaktion", "Protest"]),
        ("protest", "Proteste", []),
        ("*zensur*", "Internetzensurgesetz", ["Internetzensurgesetz"]),
        ("*zensur", "Selbstzensur", ["Selbstzensur"]),
        ("zensur*", "TikTok-Zensur", ["TikTok-Zensur"]),
        ("soft-power*", "Soft-Power-Gewinn", ["Soft-Power-Gewinn"]),
        ("ver*te", "verbannte", ["verbannte"]),
        ("sperr*n", "sperrten", ["sperrten"]),
        ("wehr* … gegen zensur", "wehren sich gegen Lob und gegen Zensur", ["wehren sich gegen Lob und gegen Zensur"]),
        ("maßnahme*", "MASSNAHMEN", ["MASSNAHMEN"]),
        ("löschung", "Loeschung", ["Loeschung"]),
        ("nutzerinnen", "Nutzer:innen", ["Nutzer:innen"]),
        ("Macht*", "Er macht es mit Macht", ["Macht"]),
        ("Macht*", "MACHT", ["MACHT"]),
        ("neue möglichkeiten", "eröffnet neue Möglichkeiten", ["neue Möglichkeiten"]),
        ("neue möglichkeiten", "eröffnet neue, Möglichkeiten", []),
        ("neue möglichkeiten", "neue „Möglichkeiten“", ["neue „Möglichkeiten"]),
        ("akt * widerstands", "Akt des Widerstands", ["Akt des Widerstands"]),
        ("wehr* … gegen", "wehren sich seit Jahren gegen", ["wehren sich seit Jahren gegen"]),
        ("wehr* … gegen", "wehren sich eins zwei drei vier fünf sechs gegen", []),
        ("ab|lehn*", "Sie lehnten das Gesetz entschieden ab.", ["lehnten das Gesetz entschieden ab"]),
        ("ab|lehn*", "Sie lehnten das Gesetz ab und gingen.", ["lehnten das Gesetz ab"]),
        ("ab|lehn*", "Sie lehnten ab heute Abend daran.", []),
        ("ab|lehn*", "Das abgelehnte Gesetz", ["abgelehnte"]),
        ("zensur*", "www.zensur.example und zensur@example.org", []),
    ],
)
def test_patterns_find_what_they_say(source, text, wanted):
    assert found(source, text) == wanted


FORMS = st.text(alphabet="abcäß-", min_size=1, max_size=9)
GLOBS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "*"]),
    st.text(alphabet="abcäß", min_size=1, max_size=4),
    st.sampled_from(["", "*"]),
)


@given(st.lists(GLOBS, min_size=1, max_size=6, unique=True), FORMS)
def test_the_tables_agree_with_a_plain_reading_of_the_globs(globs, form):
    from fnmatch import fnmatchcase

    table = Globs([tuple(globs[:2]), *((glob,) for glob in globs)])
    pieces = {fold(form), *(fold(part) for part in form.split("-") if part)}
    wanted = {n for word, n in table.number.items() if any(fnmatchcase(p, fold(g)) for p in pieces for g in word)}
    assert table.lookup[form] == wanted
