import re
from html import unescape

import matplotlib.figure
import numpy as np
import pandas as pd
import pytest

import rahmen
from rahmen import views


@pytest.fixture
def table(codes):
    return rahmen.prevalence(codes)


def test_the_text_stays_whole_and_escaped(book, coder):
    text = 'Nutzer <b>protestieren</b> & "wehrten" sich gegen den Druck Chinas.'
    sentences = rahmen.split_sentences(rahmen.documents(pd.DataFrame({"doc": ["a"], "text": [text]})))
    html = views.read(sentences, rahmen.explain(sentences, coder), codebook=book).html
    assert "<b>" not in html
    body = re.sub(r"<sup>.*?</sup>|<style>.*?</style>|<ul.*?</ul>", "", html, flags=re.DOTALL)
    assert unescape(re.sub(r"<[^>]+>", "", body)) == text
    assert 'title="Widerstand: »protestieren«' in html
    assert "(rule: protest*)" in html
    assert 'lang="de"' in html


def test_the_legend_counts_sentences_and_the_repeat_is_unmarked(article):
    coder = rahmen.CodebookClassifier()
    evidence = rahmen.explain(article, coder)
    reading = views.read(article, evidence)
    repeat = re.search(r'<p class="rahmen-repeat">(.*?)</p>', reading.html)[1]
    assert "<mark" not in repeat
    counted = evidence[evidence["sentence"] != 3].astype({"label": str}).groupby("label")["sentence"].nunique()
    for label, title in rahmen.load_codebook().titles().items():
        assert (f"{title} ({counted.get(label)})" in reading.html) == (label in counted)
    assert repr(reading) == reading.plain
    assert reading._repr_html_() == reading.html


def test_no_evidence_is_told(sentences, coder, book):
    reading = views.read(sentences, rahmen.explain(sentences, coder).iloc[:0], codebook=book)
    assert "no frame found" in reading.html


def test_overlapping_labels_both_show(tmp_path):
    path = tmp_path / "two.toml"
    path.write_text(
        '[[label]]\nname = "a"\nindicators = ["neue chance"]\n[[label]]\nname = "b"\nindicators = ["chance"]\n',
        encoding="utf-8",
    )
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["d"], "text": ["Eine neue Chance kommt."]}))
    reading = views.read(sentences, rahmen.explain(sentences, rahmen.CodebookClassifier(str(path))), codebook=str(path))
    assert reading.plain == "Eine neue Chance[a, b] kommt."


def test_the_profile_draws_each_label_once_and_says_it(table, book):
    figure = views.profile(table, codebook=book)
    assert isinstance(figure, matplotlib.figure.Figure)
    axes = figure.axes[0]
    widths = sorted(bar.get_width() for bar in axes.patches)
    assert np.allclose(widths, sorted(table["share"] * 100))
    assert "Widerstand 33%" in figure.alt
    with pytest.raises(ValueError, match="one group"):
        views.profile(pd.concat([table, table]), codebook=book)


def test_groups_side_by_side(codes, book):
    figure = views.compare_groups(rahmen.prevalence(codes, by="group"), codebook=book)
    assert [text.get_text() for text in figure.axes[0].get_yticklabels()] == ["Widerstand", "Chance"]
    assert len(figure.legends[0].get_texts()) == 2
    assert "Widerstand: x 20%, y 100%" in figure.alt
    with pytest.raises(ValueError, match="no column 'group'"):
        views.compare_groups(rahmen.prevalence(codes))
    many = pd.DataFrame({"group": list("abcdefg"), "label": "resistance"})
    with pytest.raises(ValueError, match="cannot be told apart"):
        views.compare_groups(many, codebook=book)


def test_groups_within_groups_are_drawn_under_one_name(codes):
    figure = views.plot(rahmen.prevalence(codes.assign(half="first"), by=["group", "half"]))
    assert "by group and half" in figure.alt and "x, first" in figure.alt


def test_the_answer_speaks_from_the_table(table, book):
    answer = views.answer(table, codebook=book)
    assert "Widerstand: 2 of 6 sentences (33.3%)" in answer.plain
    empty = views.answer(table.assign(share=0.0), codebook=book)
    assert empty.plain.splitlines()[0] == "not found: Widerstand, Chance"


def test_tables_are_escaped_and_cut_with_a_word():
    shown = views.show_table(pd.DataFrame({"label": ["economy", "<x>"], "share": [0.5, np.nan]}), "Caption <1>", rows=1)
    assert "50.0 %" in shown
    assert "Wirtschaft" in shown
    assert "Caption &lt;1&gt;" in shown
    assert "1 more rows" in shown
    assert "&lt;x&gt;" in views.show_table(pd.DataFrame({"label": ["<x>"]}))


def test_the_machines_own_count_is_shown_where_it_was_corrected(table):
    assert "machine alone" not in views.show_table(table)
    assert "machine alone" in views.show_table(table.assign(share=table["share"] / 2))
    assert "machine alone" in views.show_table(table.assign(coded=3))


def test_numbers_stand_right_with_their_heads():
    shown = views.show_table(pd.DataFrame({"label": ["economy"], "share": [0.5], "sure": [True]}))
    assert '<th scope="col" class=number>share</th>' in shown
    assert "<td class=number>50.0 %</td>" in shown
    assert '<th scope="col">sure</th>' in shown and "<td>True</td>" in shown


def test_one_label_in_many_groups_keeps_its_intervals(codes, book):
    six = codes.assign(group=[f"g{n // 2}" for n in range(len(codes))])
    table = rahmen.prevalence(six, by="group").query("label == 'resistance'").assign(low=0.1, high=0.9)
    figure = views.plot(table, by="group", codebook=book)
    assert len(figure.axes[0].get_yticklabels()) == len(table) > 4
    assert len(figure.axes[0].collections[0].get_segments()) == 6
    assert figure.alt.startswith("Dot chart of the share of sentences with Widerstand by")
    with pytest.raises(ValueError, match="one label"):
        views.across_groups(rahmen.prevalence(codes, by="group"), codebook=book)


def test_letters_tell_titles_apart():
    from rahmen.views.colours import colours, letters

    titles = rahmen.load_codebook().titles()
    assert len(set(letters(titles).values())) == len(titles)
    assert len(set(colours(titles).values())) == len(titles)


def test_labels_that_the_codebook_does_not_know_are_drawn_by_name(sentences, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('[[label]]\nname = "solidarity"\nindicators = ["tee*"]\n', encoding="utf-8")
    coder = rahmen.CodebookClassifier(path)
    codes = rahmen.annotate(sentences, coder)
    figure = views.plot(rahmen.prevalence(codes, by="group"))
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["solidarity"]
    assert "solidarity (1)" in views.read(sentences, rahmen.explain(sentences, coder)).html


def test_learned_evidence_marks_words_and_the_whole_sentence_only_where_nothing_else_carries_the_label():
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": ["Nutzer protestieren laut. Alle gehen."]}))
    columns = ["doc", "sentence", "scheme", "label", "coder", "start", "end", "text", "weight", "rule"]
    rows = [
        ("a", 0, "frames", "resistance", "m", 7, 19, "protestieren", 0.9, "word"),
        ("a", 0, "frames", "resistance", "m", 20, 24, "laut", 0.01, "word"),
        ("a", 0, "frames", "resistance", "m", 0, 25, "Nutzer protestieren laut.", 0.5, "encoder"),
        ("a", 0, "frames", "resistance", "m", 0, 25, "Nutzer protestieren laut.", -2.0, "start"),
        ("a", 1, "frames", "flight_metaphor", "m", 26, 37, "Alle gehen.", 1.5, "encoder"),
    ]
    evidence = pd.DataFrame(rows, columns=columns)
    plain = views.read(sentences, evidence).plain
    assert plain == "Nutzer protestieren[Widerstand] laut. Alle gehen.[Fluchtmetapher]"


def test_the_reading_view_tells_voice_and_status(coder, book):
    text = "Laut Anna Roth gibt es keinen Protest. Nutzer protestieren."
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]}))
    evidence, clauses = rahmen.explain(sentences, coder), rahmen.find_status(sentences)
    reading = views.read(sentences, evidence, codebook=book, clauses=clauses)
    assert 'class="rahmen-said" title="named (Anna Roth)"' in reading.html
    assert "<sup>¬" in reading.html
    assert "[Widerstand negated named]" in reading.plain
    assert reading.plain.endswith("protestieren[Widerstand].")
    body = re.sub(
        r"<sup>.*?</sup>|<style>.*?</style>|<ul.*?</ul>|<p class=.rahmen-key.*?</p>", "", reading.html, flags=re.DOTALL
    )
    assert unescape(re.sub(r"<[^>]+>", "", body)) == text
