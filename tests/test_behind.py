import re

import rahmen
from rahmen import views


def test_every_linked_number_has_its_sentences(sentences, codes, book):
    shares = rahmen.prevalence(codes, by="group")
    table = views.show_table(shares, links="groups")
    listed = views.behind(codes, sentences, by="group", name="groups", codebook=book)
    targets = re.findall(r'href="#([^"]+)"', table)
    assert len(targets) == (shares["share"] > 0).sum() == 3
    for target in targets:
        items = re.search(rf'<ol id="{target}"[^>]*>(.*?)</ol>', listed.html)[1]
        row = shares.iloc[[f"groups--{r.group}--{r.label}" == target for r in shares.itertuples()]].iloc[0]
        assert items.count("<li>") == round(row["share"] * row["n"])


def test_sentences_are_escaped_and_named(coder, book):
    import pandas as pd

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
