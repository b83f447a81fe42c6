import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rahmen.german import PerForm, Words, find_words, fold


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("TikTok-Nutzer:innen kommen.", ["TikTok-Nutzer:innen", "kommen"]),
        (
            "Nutzer*innen, NutzerInnen, Nutzer/-innen und Nutzer_innen",
            ["Nutzer*innen", "NutzerInnen", "Nutzer/-innen", "und", "Nutzer_innen"],
        ),
        ("Er sagte: „Geht's?“", ["Er", "sagte", "Geht's"]),
        ("3,5 Mio. am 1.000. Tag um 20.15 Uhr, 3:1", ["3,5", "Mio", "am", "1.000", "Tag", "um", "20.15", "Uhr", "3:1"]),
        (
            "siehe https://example.org/zensur?x=1 und a.b@example.org",
            ["siehe", "https://example.org/zensur?x=1", "und", "a.b@example.org"],
        ),
        ("#Widerstand jetzt!", ["Widerstand", "jetzt"]),
        ("Ver\u00adbot", ["Ver\u00adbot"]),
        ("Lo\u0308schung", ["Lo\u0308schung"]),
        ("", []),
        ("…!?", []),
    ],
)
def test_words_stay_whole(text, words):
    assert [text[start:end] for start, end in find_words(text)] == words


@pytest.mark.parametrize(
    ("forms", "folded"),
    [
        (
            ["Nutzer:innen", "Nutzer*innen", "NutzerInnen", "Nutzer/-innen", "Nutzer_innen", "nutzerinnen"],
            "nutzerinnen",
        ),
        (["Löschung", "Lo\u0308schung", "Loeschung", "LÖSCHUNG", "Lö\u00adschung"], "loeschung"),
        (["Maßnahme", "Massnahme", "MASSNAHME", "MAẞNAHME"], "massnahme"),
        (["NUTZER:INNEN", "Nutzer:innen"], "nutzerinnen"),
        (["geht’s", "geht's"], "geht's"),
    ],
)
def test_variants_fold_together(forms, folded):
    assert {fold(form) for form in forms} == {folded}


@given(st.text(max_size=80))
def test_words_are_stretches_of_the_text(text):
    words = Words(text)
    last = 0
    for (start, end), form in zip(words.spans, words.forms, strict=True):
        assert last <= start < end <= len(text)
        assert text[start:end] == form
        last = end
    assert len(words.breaks) == len(words)
    assert not words.breaks or words.breaks[-1]


@given(st.text(max_size=30))
def test_folding_is_done_after_once(form):
    assert fold(fold(form)) == fold(form)


def test_perform_asks_once_and_forgets_beyond_its_cap():
    asked = []
    memory = PerForm(lambda form: asked.append(form) or len(form), cap=2)
    assert [memory[form] for form in ("aa", "b", "aa", "ccc")] == [2, 1, 2, 3]
    assert asked == ["aa", "b", "ccc"]
    assert len(memory) <= 2
    assert pickle.loads(pickle.dumps(PerForm(len))) == {}
