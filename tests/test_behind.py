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


def test_an_answer_leads_to_its_sentences(sentences, codes, book):
    shares = rahmen.prevalence(codes, by="group")
    answer = views.answer(shares, by="group", links=("groups",), codebook=book)
    listed = views.behind(codes, sentences, by="group", name="groups", codebook=book)
    targets = re.findall(r'href="#([^"]+)"', answer.html)
    assert len(targets) == 3
    assert all(f'id="{target}"' in listed.html for target in targets)
