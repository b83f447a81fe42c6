import pytest
from hypothesis import given
from hypothesis import strategies as st

from rahmen.codebook import parse
from rahmen.codebook.patterns import PatternError
from rahmen.coders.globs import Globs
from rahmen.coders.matching import Matcher
from rahmen.german.tokens import read_tokens
from rahmen.german.words import Words
from tests import oracle


def found(source, text):
    tokens = read_tokens([text])
    places = sorted(
        tuple(p for p in row if p >= 0) for row in Matcher(list(parse(source))).find(tokens).places.tolist()
    )
    start, end = tokens.spans()
    return [text[start[row[0]] : end[row[-1]]] for row in places]


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


LETTERS = st.text(alphabet="abcäß", min_size=1, max_size=4)
GLOBS = st.builds("{}{}{}".format, st.sampled_from(["", "*"]), LETTERS, st.sampled_from(["", "*"])) | st.sampled_from(
    ["a*b", "*a*b", "A*", "Bc", "*"]
)
FORMS = st.text(alphabet="abcABCäß-", min_size=1, max_size=9) | st.just("www.abc.de")


@given(
    st.lists(st.lists(GLOBS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=5), st.lists(FORMS, max_size=5)
)
def test_globs_agree_with_a_plain_reading(words, forms):
    table = Globs(words)
    count, numbers = table.of(forms)
    ends = count.cumsum()
    for form, begin, end in zip(forms, ends - count, ends, strict=True):
        wanted = sorted(n for word, n in table.number.items() if any(oracle.fits(glob, form) for glob in word))
        assert numbers[begin:end].tolist() == wanted


WORDS = st.sampled_from(["ab", "a*", "*c", "{a,b}", "b", "c", "und", "*"])
SOURCES = st.one_of(
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
    st.lists(WORDS, min_size=2, max_size=3).map(" … ".join),
    st.sampled_from(["ab|a*", "b|c*", "a … b c", "a b … c … a", "{,a} b c", "c * a", "a … a … a", "a … b … a … b"]),
).filter(lambda source: not source.startswith("*") and not source.endswith(("* ", " *", "…")) and source != "*")
SENTENCES = st.lists(st.sampled_from(["a", "b", "c", "ab", "bc", "a,", "c.", "und", "A-b"]), max_size=14).map(" ".join)


@given(st.lists(SOURCES, min_size=1, max_size=5), st.lists(SENTENCES, min_size=1, max_size=4))
def test_patterns_agree_with_a_plain_reading(sources, texts):
    patterns = [pattern for source in sources for pattern in _parsed(source)]
    tokens = read_tokens(texts)
    matches = Matcher(patterns).find(tokens)
    mine = sorted(
        (n, tuple(p for p in row if p >= 0))
        for n, row in zip(matches.pattern.tolist(), matches.places.tolist(), strict=True)
    )
    wanted = []
    for row, text in enumerate(texts):
        words, begin = Words(text), int(tokens.bounds[row])
        for n, pattern in enumerate(patterns):
            paths = (oracle.follow(pattern, words, place) for place in range(len(words)))
            wanted += [(n, tuple(begin + p for p in path)) for path in paths if path]
    assert mine == sorted(wanted)


def _parsed(source):
    try:
        return parse(source)
    except PatternError:
        return ()


def test_paths_that_meet_do_not_multiply():
    patterns = list(parse("ab* … ab* … ab* … ab* … ab* … ab*"))
    tokens = read_tokens(["ab " * 4000])
    places = Matcher(patterns).find(tokens).places
    assert places.tolist() == [list(range(n, n + 6)) for n in range(3995)]
