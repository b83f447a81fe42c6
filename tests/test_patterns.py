import pytest
from hypothesis import given
from hypothesis import strategies as st

from rahmen.codebook import PatternError, parse


def words(source):
    return [pattern.words for pattern in parse(source)]


def test_braces_are_written_out():
    assert words("{ruft,rief} … auf") == [(("ruft", "rief"), ("auf",))]
    assert words("protest{,e,en}") == [(("protest", "proteste", "protesten"),)]
    assert words("{a,b}x {c,d}y") == [(("ax", "bx"), ("cy", "dy"))]
    assert words("gegen {,die,den} plan") == [(("gegen",), ("die", "den"), ("plan",)), (("gegen",), ("plan",))]
    assert words("{auf die,in der} Straße") == [(("auf",), ("die",), ("Straße",)), (("in",), ("der",), ("Straße",))]


def test_gaps_and_phrases():
    phrase, gap = parse("akt des widerstands")[0], parse("wehr* … gegen")[0]
    assert phrase.gaps == (0, 0, 0)
    assert gap.gaps == (0, 6)
    assert parse("wehr* ... gegen") == parse("wehr* … gegen")


def test_a_separable_verb_stands_joined_and_parted():
    joined, parted = parse("ab|lehn*")
    assert joined.words == (("ablehn*", "abgelehn*", "abzulehn*"),)
    assert parted.words == (("lehn*",), ("ab",))
    assert parted.clause_end


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("", "not empty"),
        ("  ", "not empty"),
        (7, "must be a text"),
        ("{a,b", "braces must come in pairs"),
        ("a}", "braces must come in pairs"),
        ("… gegen", "a gap .* stands between"),
        ("gegen …", "a gap .* stands between"),
        ("a … … b", "a gap .* stands between"),
        ("* wort", "a star alone"),
        ("ab|lehn* sofort", "stands alone"),
        ("a*", "too general"),
        ("*ab*", "too general"),
        ("was?", "means nothing"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(source, why):
    with pytest.raises(PatternError, match=why):
        parse(source)


@given(st.text(alphabet=list("abÄß*… {},|-'"), max_size=25))
def test_any_text_is_read_or_refused(source):
    try:
        patterns = parse(source)
    except PatternError:
        return
    for pattern in patterns:
        assert len(pattern.words) == len(pattern.gaps) > 0
        assert pattern.gaps[0] == 0
        assert all(pattern.words)
