import re

import pandas as pd

import rahmen
from rahmen import views


def test_every_linked_number_has_its_sentences(sentences, codes, book):
    shares = rahmen.prevalence(codes, by="group")
    table = views.show_table(shares, links="groups")
    listed = views.behind(codes, sentences, by="group", name="groups", codebook=book)
    targets = re.findall(r'href="#([^"]+)"', table)
    assert len(targets) == len(shares) == 4
    for target in targets:
        row = shares.iloc[[f"groups--{r.group}--{r.label}" == target for r in shares.itertuples()]].iloc[0]
        count = round(row["share"] * row["n"])
        if count:
            items = re.search(rf'<ol id="{target}"[^>]*>(.*?)</ol>', listed.html)[1]
            assert items.count("<li>") == count
        else:
            assert re.search(rf'<p id="{target}"[^>]*>.*?: none</p>', listed.html)


def test_a_long_list_shows_a_part_and_says_so(coder, book):
    made = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [" ".join(["Protest!"] * 25)]}))
    codes, evidence = rahmen.annotate(made, coder), rahmen.explain(made, coder)
    html = views.behind(codes, made, codebook=book, evidence=evidence, most=5).html
    assert re.findall(r"\(a, (\d+)\)", html) == ["0", "5", "10", "15", "20"]
    assert ": 25 (5 of them are shown, spread evenly over the texts)</summary>" in html
    assert "<details open><summary><span" not in html
    everything = views.behind(codes, made, codebook=book, most=None).html
    assert everything.count("<li>") == 25
    assert "of them are shown" not in everything


def test_the_places_of_a_word_are_marked(sentences):
    hits = rahmen.kwic(sentences, "es").assign(label="es")
    html = views.behind(hits, sentences, name="word", evidence=hits).html
    assert html.count("<mark>Es</mark> ") == 2
    assert 'id="word--es"' in html


def test_sentences_and_groups_and_words_have_addresses(sentences, coder, book):
    evidence = rahmen.explain(sentences, coder)
    text = views.read(sentences, evidence, codebook=book, name="text").html
    numbers = views.show_table(sentences[["doc", "sentence", "text"]], links="text")
    wide = views.show_table(pd.DataFrame({"label": ["resistance"], "own words": [0.5], "both": [2]}), links="w")
    places = views.show_table(pd.DataFrame({"group": ["x"], "word": ["es"], "n": [2], "n_rest": [1]}), links="w")
    files = views.show_table(pd.DataFrame({"group": ["x"], "documents": [2]}), links="docs")
    listed = views.listing(pd.DataFrame({"doc": ["a", "b"], "group": ["x", "x"], "title": ["T<", None]}), name="docs")
    assert re.findall(r'id="(text--[^"]+)"', text) == re.findall(r'href="#([^"]+)"', numbers)
    assert re.findall(r'href="#([^"]+)">([^<]+)', wide) == [
        ("w--own-words--resistance", "50.0 %"), ("w--both--resistance", "2"),
    ]  # fmt: skip
    assert re.findall(r'href="#([^"]+)"', places) == ["w--x--es", "w--not-x--es"]
    assert re.findall(r'href="#([^"]+)"', files) == re.findall(r'<ol id="([^"]+)"', listed.html) == ["docs--x"]
    assert "T&lt;" in listed.html


def test_sentences_are_escaped_and_named(coder, book):
    made = rahmen.split_sentences(pd.DataFrame({"doc": ["<d>"], "text": ["Protest & <b>Widerstand</b>!"]}))
    html = views.behind(rahmen.annotate(made, coder), made, codebook=book).html
    assert "&lt;b&gt;" in html
    assert "&lt;d&gt;" in html
    assert "<b>" not in html


def test_evidence_is_marked_and_told_for_the_label_alone(sentences, codes, coder, book):
    listed = views.behind(codes, sentences, evidence=rahmen.explain(sentences, coder), codebook=book)
    assert listed.plain == "Widerstand: 2\nChance: 1"
    first = re.search(r"<li>(.*?)</details></li>", listed.html, re.DOTALL)[1]
    assert re.search(r"Nutzer <mark [^>]*>protestieren<sup>Wi", first)
    assert "»protestieren« (rule: protest*)" in first
    assert "asserted, voice: own" in first
    assert "<b>Nutzer protestieren.</b> Eine Chance." in first
    assert "tabindex" not in first  # within something to click on


def test_a_learned_coder_may_have_no_word_to_mark(sentences, codes, coder, book):
    none = rahmen.explain(sentences, coder).iloc[:0]
    html = views.behind(codes, sentences, evidence=none, codebook=book).html
    assert "<mark" not in html and "asserted, voice: own" in html


def test_voices_that_are_not_resolved_are_not_told(sentences, coder, book):
    codes = rahmen.annotate(sentences, coder, voice=False)
    html = views.behind(codes, sentences, evidence=rahmen.explain(sentences, coder), codebook=book).html
    assert "voice:" not in html and "(rule: protest*)" in html


def test_an_answer_leads_to_its_sentences(sentences, codes, book):
    shares = rahmen.prevalence(codes, by="group")
    answer = views.answer(shares, by="group", links=("groups",), codebook=book)
    listed = views.behind(codes, sentences, by="group", name="groups", codebook=book)
    targets = re.findall(r'href="#([^"]+)"', answer.html)
    assert len(targets) == 3
    assert all(f'id="{target}"' in listed.html for target in targets)
