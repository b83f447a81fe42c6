"""Reported speech: what is told as somebody's words, and who speaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from tests.spoken import told


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "within"),
    [
        (
            "Die Kämmerin Rosa Veit sagte, die Kasse sei leer.",
            "indirect",
            "Die Kämmerin Rosa Veit",
            "die Kasse sei leer",
        ),
        ("Laut Kämmerin Rosa Veit ist die Kasse leer.", "indirect", "Kämmerin Rosa Veit", "ist die Kasse leer"),
        ("Nach Angaben der Polizei brannten drei Autos.", "indirect", "der Polizei", "brannten drei Autos"),
        ("Der Feuerwehr zufolge brannten drei Autos.", "indirect", "Der Feuerwehr", "brannten drei Autos"),
        ("Das Werk teilte mit, dass niemand verletzt wurde.", "indirect", "Das Werk", "dass niemand verletzt wurde"),
        ("Die Ernte falle aus, sagte Bauer Jens Ruge.", "indirect", "Bauer Jens Ruge", "Die Ernte falle aus"),
        ("Wie Bauer Jens Ruge erklärte, fällt die Ernte aus.", "indirect", "Bauer Jens Ruge", "fällt die Ernte aus"),
        ("Es gibt die Befürchtung, dass der Deich bricht.", "indirect", "", "dass der Deich bricht"),
        ("»Das Wasser steigt und steigt«, sagte Bauer Jens Ruge.", "direct", "Bauer Jens Ruge", "»Das Wasser steigt"),
        ("Bauer Jens Ruge forderte höhere Deiche.", "reported", "Bauer Jens Ruge", "höhere Deiche"),
        ("Der Deich gilt Anwohnern als Ruine.", "reported", "Anwohnern", "als Ruine"),
        ("Der Deich wird von vielen als Ruine betrachtet.", "reported", "vielen", "als Ruine"),
        ("Der Bauer soll den Deich durchstochen haben.", "free_indirect", "", "soll den Deich"),
        ("Der Deich hält, so schätzen die Gutachter, noch zehn Jahre.", "indirect", "die Gutachter", "noch zehn Jahre"),
        ("Wie nun bekannt wird, bricht der Deich.", "indirect", "", "bricht der Deich"),
        ("Der Landrat zeigte sich zuversichtlich, dass der Deich hält.", "indirect", "Der Landrat", "der Deich hält"),
        ("Der Kreis hält es für möglich, dass der Deich bricht.", "indirect", "Der Kreis", "dass der Deich bricht"),
        ("Gemäß der Feuerwehr brannten drei Autos.", "indirect", "der Feuerwehr", "brannten drei Autos"),
        ("Es gibt Gerüchte, nach denen der Deich bricht.", "indirect", "", "der Deich bricht"),
        ("Nach Angaben des Leiters, Jens Ruge, fehlt Sand.", "indirect", "des Leiters", "fehlt Sand"),
        (
            "Der Förster sagte im Rathaus, der Bestand der alten Eichen sei gefährdet.",
            "indirect",
            "Der Förster",
            "der Bestand der alten Eichen sei",
        ),
        ("Seit Montag ist der Steg gesperrt, teilte das Amt mit.", "indirect", "das Amt", "Seit Montag ist der Steg"),
        ("Der Rat beschloss, den Steg im Mai zu erneuern.", "indirect", "Der Rat", "den Steg im Mai zu erneuern"),
        ("Das Werk bot an, den Steg zu erneuern.", "indirect", "Das Werk", "den Steg zu erneuern"),
        ("Der Bauer hat die These, die Mauer sei alt.", "indirect", "Der Bauer", "die Mauer sei alt"),
        ("Der Rat fasste den Beschluss, den Steg zu erneuern.", "indirect", "Der Rat", "den Steg zu erneuern"),
        ("Gesucht wird ein Mann, der den Deich durchstochen haben soll.", "free_indirect", "", "der den Deich"),
    ],
)
def test_kinds_and_speakers(text, kind, speaker, within):
    rows = [row for row in told(text) if row[0] == kind]
    assert rows
    assert any(within in passage for _, passage, _ in rows)
    assert rows[0][2] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Die Leute protestierten laut gegen den Bescheid.",
        "Nach zwei Stunden war die Sitzung vorbei.",
        "Der Film „Der Untergang“ läuft im Kino.",
        "Meiner Meinung nach ist das ein Fehler.",
        "Er arbeitet so lange wie sein Bruder.",
        "Ich glaube, dass das gut geht.",
        "Die Sitzung verlief gemäß dem Wassergesetz.",
        "Der Deich soll im Mai erneuert werden.",
        "Trockener Sand ist ein Zeichen dafür, dass der Deich hält.",
        "Sie müssen den Leuten erklären, warum der Deich bricht.",
        "Der Leiter erklärte das Treffen für beendet.",
        "Aus rechtlicher Sicht fehlt ein Beleg.",
        "Sie leitet den „Verein für sauberes Wasser und helle Wege“.",
        "Der Landrat kritisierte den Bauern.",
        "Seit Montag ist der Steg gesperrt.",
    ],
)
def test_the_texts_own_words(text):
    assert not told(text)


@pytest.mark.parametrize(
    "text",
    [
        "„Wir bleiben alle hier“, sagte Anna Roth, „und das gern.“",
        "Der Plan sei gut, sagte Anna Roth, und werde bald kommen.",
    ],
)
def test_a_passage_broken_by_its_cue_stays_one(text):
    found = rahmen.find_speech(text)
    assert found["passage"].tolist() == [0, 0]
    assert set(found["speaker"]) == {"Anna Roth"}


def test_the_konjunktiv_goes_on_without_a_cue():
    text = "Anna Roth sagte, der Plan sei gut. Er habe Rückhalt. Niemand müsse zahlen. Es regnete."
    assert [passage for _, passage, _ in told(text)][1:] == ["Er habe Rückhalt", "Niemand müsse zahlen"]
    assert {speaker for _, _, speaker in told(text)} == {"Anna Roth"}


def test_the_konjunktiv_that_goes_on_is_his_who_said_so_not_of_what_was_told():
    text = "Das Brot sei teuer, sagte Ute Lenz. Die Hefe fehle."
    assert [(passage, speaker) for _, passage, speaker in told(text)] == [
        ("Das Brot sei teuer", "Ute Lenz"),
        ("Die Hefe fehle", "Ute Lenz"),
    ]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Kommt der Rat zum Schluss, dass der Steg hält, könnte gebaut werden.", "dass der Steg hält"),
        ("Sollte Ida Kranz gesagt haben, dass der Steg hält, folgt eine Strafe.", "dass der Steg hält"),
    ],
)
def test_what_is_told_in_a_condition_ends_where_the_main_clause_begins(text, passage):
    assert [said for _, said, _ in told(text)] == [passage]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Wie die in Kiel ansässige Deichstelle mitteilte, brach der Steg.", "die in Kiel ansässige Deichstelle"),
        ("Der für Deiche zuständige Minister sagte, er bleibe.", "Der für Deiche zuständige Minister"),
        ("Am Abend sprach die Agentur Nord von 50.000 Gästen.", "die Agentur Nord"),
        ("Ida Kranz begrüßte, dass der Steg bleibt.", "Ida Kranz"),
        ("Als Fehler werten viele den Umbau.", "viele"),
    ],
)
def test_the_phrase_that_names_a_speaker(text, speaker):
    assert {who for _, _, who in told(text)} == {speaker}


def test_words_before_a_quotation_name_no_speaker():
    assert told("Mit den Worten „Jetzt reicht es“ verließ sie den Saal.") == []
    assert told("Mit den Worten „Jetzt reicht es uns allen“ verließ sie den Saal.")[0][2] == ""


def test_what_something_leads_to_is_nobodys_view():
    assert told("Die Regeln dürfen nicht dazu führen, dass der Steg fällt.") == []


@pytest.mark.parametrize("sentence", ["Das bedeute viel Arbeit", "Dies basiere auf Zahlen", "Jens Ruge behaupte viel"])
def test_the_konjunktiv_of_more_verbs_goes_on(sentence):
    found = told(f"Anna Roth sagte, der Plan sei gut. {sentence}.")
    assert sentence in [passage for _, passage, _ in found]


def test_what_stands_before_the_colon_of_a_quotation_is_not_said():
    found = told("Der Deich war für den Bauern eine Plage: „Er bricht jedes Jahr“, sagte Jens Ruge.")
    assert [passage for _, passage, _ in found] == ["„Er bricht jedes Jahr“"]


def test_the_konjunktiv_behind_a_fact_begins_with_its_own_clause():
    found = told("Anna Roth forderte einen Plan. Die Klage ist vom Tisch, sie sei zu teuer.")
    assert [passage for _, passage, _ in found][1:] == ["sie sei zu teuer"]


def test_the_konjunktiv_of_a_clause_that_leads_to_speech_is_told_with_it():
    found = told("Anna Roth sagte, der Plan sei gut. Jens Ruge habe behauptet, dass niemand zahlt.")
    assert ("indirect", "Jens Ruge habe behauptet", "Anna Roth") in [(k, p.rstrip(", "), who) for k, p, who in found]


def test_who_judges_is_named_for_what_follows():
    found = told("Anna Roth lobte den Plan. Er sei gut.")
    assert found == [("indirect", "Er sei gut", "Anna Roth")]


def test_a_source_ends_where_the_main_clause_begins():
    found = told("Während der Deich nach Ansicht der Anwohner bröckelt, war der Wald gesund.")
    assert not any("Wald" in passage for _, passage, _ in found)
    assert any("bröckelt" in passage for _, passage, _ in found)


def test_a_source_in_a_noun_phrase_brings_that_phrase():
    assert told("Die ihrer Ansicht nach hohe Miete traf die Bäcker.") == [("indirect", "hohe Miete", "ihrer")]


def test_a_source_in_a_subordinate_clause_leaves_the_main_clause_alone():
    found = told("Der Deich wurde erneuert, was sich laut Amt auch auszahlt.")
    assert not any("erneuert" in passage for _, passage, _ in found)


def test_a_sentence_that_points_back_tells_the_one_before():
    found = told("Der Deich bricht. Das teilte der Landrat mit.")
    assert ("indirect", "Der Deich bricht", "der Landrat") in found


def test_a_plan_is_told_where_something_is_told_already():
    found = told("Anna Roth sagte, der Plan sei gut. Der Deich soll im Mai erneuert werden.")
    assert any("soll im Mai" in passage for _, passage, _ in found)


def test_a_pronoun_never_means_the_author():
    assert told("Ich war bei Anna Roth. Sie sagte, der Plan sei gut.")[0][2] == "Sie"


def test_a_pronoun_is_resolved_where_a_name_is_near():
    text = "Anna Roth sagte, der Plan sei gut. Sie betonte, dass alle ihn wollen."
    assert told(text)[-1][2] == "Anna Roth"
    assert told("Sie betonte, dass alle ihn wollen.")[0][2] == "Sie"


def test_the_cue_behind_a_long_quotation_tells_who_speaks():
    text = "Das sei gut, sagte Anna Roth. „Nein. Der Deich ist alt“, erklärte Jens Ruge."
    assert rahmen.find_speech(text).query("kind == 'direct'")["speaker"].tolist() == ["Jens Ruge"]


def test_quotations_over_several_sentences_have_one_speaker():
    text = "„Wir bleiben hier. Wir gehen nicht fort. Punkt.“ Das sagte Anna Roth."
    assert told(text) == [("direct", "„Wir bleiben hier. Wir gehen nicht fort. Punkt.“", "Anna Roth")]


WORDS = [
    "Anna",
    "Roth",
    "sagte",
    "dass",
    "laut",
    "er",
    "sei",
    "gut",
    "teilte",
    "mit",
    "so",
    "wie",
    "nach",
    "Angaben",
    "gilt",
    "als",
    "soll",
    "haben",
]
MARKS = [" ", " ", ", ", ". ", ": ", " „", "“ ", "\n\n", "? "]
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=25)


@given(TEXTS.map(lambda pairs: "".join(word + mark for word, mark in pairs)))
def test_spans_lie_within_any_text(text):
    found = rahmen.find_speech(text)
    assert ((found["start"] >= 0) & (found["start"] < found["end"]) & (found["end"] <= len(text))).all()
    assert found["kind"].isin(["direct", "indirect", "reported", "free_indirect"]).all()


def test_a_long_sentence_and_empty_text():
    assert rahmen.find_speech("").empty
    rahmen.find_speech("Wort, " * 5_000 + "sagte Anna Roth.")


def test_a_noun_in_marks_is_quoted_behind_an_indefinite_article_and_a_name_behind_a_definite_one():
    assert ("direct", "„Fehler“", "Anna Roth") in told("Anna Roth nannte den Vertrag einen „Fehler“.")
    assert not any(kind == "direct" for kind, *_ in told("Anna Roth nannte das „Abendblatt“ wichtig."))


def test_a_sentence_of_thousands_of_clauses_is_read():
    text = "Sie sagt, dass es regnet, " * 4000
    found = rahmen.find_speech(text)
    assert set(found["speaker"]) == {"Sie"}
    assert len(found) == 4000
