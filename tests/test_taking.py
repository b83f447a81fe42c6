"""What nouns, adjectives and correlates take, »die Ansicht, dass …«, and what a clause makes of the one it takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rahmen.german.clausal import find_pieces
from rahmen.german.clauses import Sentence
from rahmen.german.taken import taken_as
from tests.clauses import at, main
from tests.spoken import told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die Wirtin vertritt die Ansicht, dass Bier altert.", [("dass Bier altert", "Die Wirtin")]),
        ("Die Meldung, das Bier sei warm, kam am Abend.", [("das Bier sei warm", "")]),
        ("Die Kritik der Gäste, dass das Bier warm sei, kam an.", [("dass das Bier warm sei", "der Gäste")]),
        ("Meine Vermutung, dass Bier altert, stimmt.", []),
        ("Die Hoffnung, dass Bier altert, stirbt.", []),  # nobody's
        ("Der Koch will den Eindruck vermitteln, dass Bier altert.", []),
        ("Der Koch schloss mit dem Satz: Das Bier ist warm.", [("Das Bier ist warm", "Der Koch")]),
        ("Der Koch schloss den Satz: Das Bier war warm.", []),
    ],
)
def test_what_nouns_take(text, found):
    assert [(passage, speaker) for _, passage, speaker in told(text)] == found


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("Die Wirtin ist überzeugt, dass Bier altert.", "named", "Die Wirtin"),
        ("Es ist wichtig, dass Bier altert.", "own", ""),
        ("Das Bier reicht, da ist sich die Wirtin sicher.", "named", "die Wirtin"),
        ("Sicher reicht es, da ist die Wirtin schnell.", "own", ""),
        ("Die Wirtin zeigte sich enttäuscht über das Bier.", "named", "Die Wirtin"),
        ("Die Wirtin zeigte sich am Fenster.", "own", ""),
        ("Lob am Bier kam von der Köchin.", "named", "der Köchin"),
        ("Der Zug kam von der Küste.", "own", ""),
        ("Der Wirt ärgerte sich darüber, dass Bier altert.", "named", "Der Wirt"),
        ("Das war ein Zeichen dafür, dass Bier altert.", "own", ""),
    ],
)
def test_whose_views_adjectives_and_correlates_tell(text, voice, speaker):
    assert main(text, "voice", "speaker") == [[voice, speaker]]


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Der Wirt bestreitet, dass Bier altert.", "altert", "negated"),
        ("Der Wirt bestreitet nicht, dass Bier altert.", "altert", "asserted"),
        ("Der Wirt wird verdächtigt, das Bier verschüttet zu haben.", "verschüttet", "hedged"),
        ("Das Bier wirkt, als wäre es warm.", "warm", "hedged"),
        ("Das Bier wirkt trüb, als er es hebt.", "hebt", "asserted"),
        ("Wir wollen wissen, wann Bier altert.", "altert", "asked"),
        ("Wir wissen, wann Bier altert.", "altert", "asserted"),
        ("Wo steht das Bier, fragt der Wirt.", "Bier", "asked"),
        ("Wo das Bier steht, sagt der Wirt.", "Bier", "asserted"),
        ("Es stimmt nicht, dass Bier altert.", "altert", "negated"),
        ("Es stimmt, dass Bier altert.", "altert", "asserted"),
        ("Im Ort wird gemunkelt, dass Bier altert.", "altert", "hedged"),
        ("Im Ort wird gesungen, dass Bier altert.", "altert", "asserted"),
        ("Unklar ist, ob der Zug, der seit Mai fährt, noch hält.", "hält", "hedged"),
        ("Klar ist, dass der Zug, der seit Mai fährt, noch hält.", "hält", "asserted"),
        ("Die Behauptung, dass der Deich bricht, ist frei erfunden.", "bricht", "negated"),
        ("Die Behauptung, dass der Deich bricht, ist alt.", "bricht", "asserted"),
        ("Das Amt wies Berichte zurück, wonach der Deich bricht.", "bricht", "negated"),
    ],
)
def test_what_a_clause_makes_of_the_clause_it_takes(text, words, status):
    assert at(text, words).status == status


WORDS = ("Es", "Gerücht", "ist", "unklar", "nicht", "ob", "dass", "als", "sei", "bestreitet", "wissen", "zu", "fragt")


@given(st.lists(st.sampled_from([*WORDS, ",", ":", "–", "?"]), min_size=1, max_size=25).map(" ".join))
def test_each_clause_is_taken_for_one_thing_or_none(text):
    sentence = Sentence(text)
    pieces = find_pieces(sentence) if len(sentence) else []
    taken = taken_as(sentence, pieces)
    assert len(taken) == len(pieces)
    assert set(taken) <= {"asked", "hedged", "negated", None}
    if len(pieces) < 2:
        assert set(taken) <= {None}
