"""How surely: what is denied, doubted, asked or fails, and what only looks so."""

import pytest

from tests.clauses import at, main


def test_a_denied_phrase_has_its_own_row():
    assert at("Die Feier verlief ohne Streit.", "Streit").status == "negated"
    assert at("Die Feier verlief ohne Streit.", "verlief").status == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "Die Not war so groß wie nie zuvor.",
        "Es kam zu einer nie gekannten Not.",
        "Das ist nichts anderes als Not.",
        "Das ist nicht die erste Not.",
    ],
)
def test_what_denies_in_form_alone_denies_nothing(text):
    assert at(text, "Not" if "Not." in text else "Not war").status == "asserted"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("In der Mühle sollen sich zehn Leute befinden.", "hedged"),
        ("In der Mühle sollen zehn Leute arbeiten.", "asserted"),
        ("Es sieht so aus, als wäre der Deich alt.", "hedged"),
        ("So sieht der Deich aus.", "asserted"),
        ("Unter Umständen bricht der Deich.", "hedged"),
        ("Befürchtet wird ein Bruch des Deichs.", "hedged"),
        ("Der Landrat hegt den Verdacht, der Bauer könnte den Deich durchstochen haben.", "hedged"),
        ("Nach dem möglicherweise teuren Bau fehlt das Geld für den Steg.", "asserted"),
        ("Mit angeblich festen Deichen wirbt der Rat.", "asserted"),
        ("Hinter der angeblich neuen Mühle liegt der Deich.", "asserted"),
        ("Nach vielleicht drei Tagen brach der Deich.", "asserted"),
        ("Der Rat baut für das Dorf wahrscheinlich neue Deiche.", "hedged"),
        ("Von außen wirkt wohl alles dicht.", "hedged"),
        ("Dem Förster wird ein Hang zum Leichtsinn nachgesagt.", "hedged"),
        ("Der Bauer stand im Verdacht, den Deich durchstochen zu haben.", "hedged"),
        ("Gegen den Bauern besteht kein Verdacht.", "negated"),
        ("Die Frage lautet: Hält der Deich?", "asked"),
        ("Auf die Frage, ob der Deich hält, kam die Antwort aus dem Amt.", "asserted"),
        ("Wir müssen diese Frage beantworten: Hält der Deich?", "asserted"),
        ("Zum Vergleich: Die Zahl der Stege betrug zehn.", "asserted"),
        ("Es ist möglich, dass der Deich bricht.", "hedged"),
        ("Ob der Deich hält, ist noch nicht entschieden.", "hedged"),
        ("Kann sein, dass der Deich bricht.", "hedged"),
        ("Keine Ahnung, ob der Deich hält.", "hedged"),
        ("Gut möglich, dass der Deich bricht, meint Ruge.", "hedged"),
        ("Wie hoch der Deich ist, steht noch nicht fest.", "hedged"),
        ("Ob der Deich hält, muss das Amt klären.", "hedged"),
        ("Der Förster will den Bruch gesehen haben.", "hedged"),
        ("Dem Anschein nach hält der Deich.", "hedged"),
        ("Als möglich gilt ein Neubau des Deichs.", "hedged"),
        ("Man arbeitete unter schlechten Umständen am Deich.", "asserted"),
        ("Hier könnte man sagen, der Deich hält.", "asserted"),
        ("Warum der Deich brach, gab das Amt nicht bekannt.", "negated"),
        ("Wir dürfen den Deich nicht vergessen.", "negated"),
        ("Das ersetzt nicht den Deich.", "negated"),
        ("Das mag stimmen.", "hedged"),
        ("Die Stege, die alle kennen, befinden sich am Deich und könnten brechen.", "hedged"),
        ("Weiß jemand, wie man den Deich flickt", "asked"),
        ("Wir wissen, was der Deich kostet.", "asserted"),
        ("Wie der Deich hält", "asserted"),
        ("Nach unbestätigten Berichten bricht der Deich.", "hedged"),
        ("Im Dorf wird gemunkelt, der Deich habe Risse.", "hedged"),
        ("Er ging nirgendwohin.", "negated"),
        ("Ich finde, das Haus ist nicht schön.", "negated"),
        ("Ich finde das Haus, das nicht schön ist, zu teuer.", "asserted"),
        ("Der Steg soll bis Ende Mai fertiggestellt sein.", "asserted"),
        ("Im Herbst sollte der Steg fertiggestellt sein.", "asserted"),
        ("Der Steg soll im Mai gebrochen sein.", "hedged"),
        ("Das kommt darauf an.", "hedged"),
        ("Es kommt darauf an, dass alle helfen.", "asserted"),
        ("Ein Kabel gilt als mutmaßlicher Auslöser.", "hedged"),
        ("Die mutmaßliche Brandstifterin gilt als scheu.", "asserted"),
        ("Ein Umtausch sei möglich, wie der Laden mitteilte.", "asserted"),
        ("Vorausgesetzt, der Steg hält, könnte sie gewinnen.", "hedged"),
        ("Ein Verbot könne zu langen Staus führen, sagte Anna Roth.", "hedged"),
        ("Der Bus kann zehn Leute befördern.", "asserted"),
        ("Der Verband warnte, der Pass könne zu einer Falle werden.", "hedged"),
        ("Der Verband sagte, der Pass könne alle tragen.", "asserted"),
        ("Der Mond schien hell auf den See.", "asserted"),
        ("Die Sonne schien zu schlafen.", "hedged"),
        ("Der Vorsprung war denkbar knapp.", "asserted"),
        ("Ein Umzug wäre denkbar.", "hedged"),
        ("Meine Vermutung ist, dass der Steg bricht.", "hedged"),
        ("Die Frage bleibt, ob der Steg hält.", "asked"),
        ("Der Rat ist mit der Frage beschäftigt, ob der Steg hält.", "asserted"),
        ("Unklar, wann der Zug fährt.", "hedged"),
        ("Die Polizei schließt einen Anschlag nicht aus.", "hedged"),
        ("Die Polizei schließt einen Anschlag aus.", "asserted"),
        ("Ohne dass es jemand merkte, stieg die Flut.", "asserted"),
        ("Ohne Geld hält der Deich.", "asserted"),
    ],
)
def test_status_of_main_clauses(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Im Dorf wird gemunkelt, der Deich habe Risse.", "Risse", "hedged"),
        ("Seit Wochen steht im Raum, dass der Deich bricht.", "bricht", "hedged"),
        ("Im Raum steht ein Tisch, den alle kennen.", "kennen", "asserted"),
        ("Wegen Sturms unterbleibt die Fahrt.", "Fahrt", "negated"),
        ("Die Sitzung musste abgesagt werden.", "Sitzung", "negated"),
        ("Er hat nicht ein einziges Brett gekauft.", "gekauft", "negated"),
        ("Das war nicht das einzige Brett.", "Brett", "asserted"),
        ("Der Müller weist den Vorwurf zurück, altes Korn werde gemahlen.", "gemahlen", "negated"),
        ("Er stellt in Abrede, das Brett gekauft zu haben.", "gekauft", "negated"),
        ("Den Vorwurf, dass altes Korn gemahlen werde, wies der Müller gestern zurück.", "gemahlen", "negated"),
        ("Vorwürfe, wonach altes Korn gemahlen werde, bestreitet der Müller.", "gemahlen", "negated"),
        ("Die Müllerin erkundigte sich, ob das Korn schon gemahlen sei.", "gemahlen", "asked"),
        ("Die Müllerin sprach mit den Bauern ab, dass sie Korn bringen.", "Bauern", "asserted"),
        ("Den Bericht, den die Stadt im Mai schrieb, wies der Rat zurück.", "schrieb", "asserted"),
        ("Den Vorwurf, dass altes Korn gemahlen werde, wies niemand zurück.", "gemahlen", "asserted"),
        ("Es bleibt zu hoffen, dass die Mühle bald wieder mahlt.", "mahlt", "hedged"),
        ("Die Mühle wird wohl verkauft, aber wo mahlen wir dann?", "verkauft", "hedged"),
        ("Die Mühle wird wohl verkauft, aber wo mahlen wir dann?", "mahlen", "asked"),
        ("Im Dorf machte das Gerücht die Runde, der Deich könne brechen.", "brechen", "hedged"),
        ("Dem Dorf blieb ein Deichbruch erspart.", "Deichbruch", "negated"),
        ("Es stimmt nicht, dass das Korn vertrocknet ist.", "vertrocknet", "negated"),
        ("Der Müller schließt nicht aus, dass Korn fehlt.", "fehlt", "hedged"),
        ("Der Müller schließt aus, dass Korn verdarb.", "verdarb", "negated"),
        ("Die Mühle verzichtet auf den Umbau.", "Umbau", "negated"),
        ("Der Verein hat das Fest abgeblasen.", "Fest", "negated"),
        ("Hier wird nix gelöscht.", "gelöscht", "negated"),
        ("Die Bauern rätseln, ob der Deich hält.", "hält", "asked"),
        ("Wenn man den Gerüchten glauben darf, bricht er.", "Gerüchten", "hedged"),
        ("Er mochte den Umbau nicht loben, aber vermutlich räumt er bald das Feld.", "räumt", "hedged"),
    ],
)
def test_rumours_and_what_is_left_undone(text, words, status):
    assert at(text, words).status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Was am Deich nicht geht, ist ein Tor.", "negated"),
        ("Was auf keinen Fall geschehen darf, ist ein Bruch.", "negated"),
        ("Was dem Dorf gefällt, ist die Mühle.", "asserted"),
        ("Was nicht hält, wird abgerissen.", "asserted"),
    ],
)
def test_what_identifies_what_is_denied_is_denied(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Wenn der Müller klagt – er tut es oft –, hört der Rat nicht zu.", "negated"),
        ("Was den Deich betrifft (das wissen alle), dürfte der Bau teuer werden.", "hedged"),
        ("Wenn der Müller klagt – er tut es wohl oft –, hört der Rat zu.", "asserted"),
        ("Der Müller klagt nicht – das wundert alle – und mahlt.", "negated"),
    ],
)
def test_what_is_put_in_is_not_the_main_clause(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Sollte der Rat meinen, dass die Wirtin nicht gezahlt hat, könnte eine Strafe folgen.", "hedged"),
        ("Und darf man der Zeitung glauben, scheint der Steg fertig zu sein.", "hedged"),
        ("Sollte er zögern, dann ist es unwahrscheinlich, dass der Steg hält.", "hedged"),
        ("Kann er den Steg nicht flicken, kommt die Feuerwehr.", "asserted"),
        ("Kann er den Steg flicken, wenn es regnet?", "asked"),
    ],
)
def test_behind_a_verb_that_opens_a_condition_the_main_clause_follows(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Dass die Mühle schließt, hat sich als Irrtum herausgestellt.", "schließt", "negated"),
        ("Dass die Mühle schließt, hat sich als falsch erwiesen.", "schließt", "negated"),
        ("Dass die Mühle schließt, ist falsch.", "schließt", "negated"),
        ("Es ist falsch, dass die Mühle schließt.", "schließt", "asserted"),
        ("Die Chefin nannte es ein Märchen, dass die Mühle schließt.", "schließt", "negated"),
        ("Die Chefin nannte es kein Märchen, dass die Mühle schließt.", "schließt", "asserted"),
        ("Die Annahme, dass die Mühle schließt, hat sich als falsch erwiesen.", "schließt", "negated"),
        ("Es gibt keinen Hinweis darauf, dass die Mühle schließt.", "schließt", "negated"),
        ("Nichts deutet darauf hin, dass die Mühle schließt.", "schließt", "negated"),
        ("Alles deutet darauf hin, dass die Mühle schließt.", "schließt", "hedged"),
        ("Auch deshalb deutet manches darauf hin, dass die Mühle schließt.", "schließt", "hedged"),
        ("Die Müllerin glaubt gehört zu haben, dass die Mühle schließt.", "schließt", "hedged"),
        ("Dass die Mühle schließt, ist nicht bewiesen.", "schließt", "hedged"),
        ("Dass Honig gegen Husten hilft, zieht eine Studie in Zweifel.", "hilft", "hedged"),
        ("Dass Honig gegen Husten hilft, wird infrage gestellt.", "hilft", "hedged"),
        ("Der Richter wollte nicht ausschließen, dass der Zeuge log.", "log", "hedged"),
        ("In der Pause schloss die Trainerin nicht aus, dass sie aufhört.", "aufhört", "hedged"),
        ("Der Gärtner steht im Verdacht, die Rosen vergiftet zu haben.", "vergiftet", "hedged"),
        ("Der Gärtner wird verdächtigt, die Rosen vergiftet zu haben.", "vergiftet", "hedged"),
        ("Die Möbel sehen aus, als hätte man sie im Moor versenkt.", "versenkt", "hedged"),
        ("Die Möbel wirken, als wären sie im Moor versenkt worden.", "versenkt", "hedged"),
        ("Aller Voraussicht nach verliert der Verein seinen Platz.", "verliert", "hedged"),
        ("Gerüchten zufolge ist der Wirt pleite.", "pleite", "hedged"),
        ("Der Wirt soll, heißt es, bald schließen.", "Wirt", "hedged"),
        ("Der Wirt soll bald schließen, heißt es im Rat.", "Wirt", "asserted"),
        ("Der Wirt sei womöglich pleite und wisse es noch nicht.", "pleite", "hedged"),
        ("Voraussichtlich streicht die Firma 40 Stellen, aber wer muss gehen?", "streicht", "hedged"),
        ("Kann die Wirtin überhaupt verkaufen, fragen sich die Nachbarn.", "verkaufen", "asked"),
        ("Wem gehört das Haus, fragt der Rat.", "gehört", "asked"),
        ("Das Gericht ließ offen, ob der Wirt zahlen muss.", "zahlen", "hedged"),
    ],
)
def test_what_is_said_of_a_clause_tells_how_sure_it_is(text, words, status):
    assert at(text, words).status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Der Zug hielt noch rechtzeitig, keinen Schritt vor dem Prellbock.", "asserted"),
        ("Der Müller, selbst kein Freund des Deichs, lobte den Bau.", "asserted"),
        ("Mit etwas Glück hält der Deich.", "hedged"),
    ],
)
def test_what_is_added_denies_itself_alone(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nicht gelungen ist der Bau des Deichs.", "negated"),
        ("Nicht selten sind es die Gäste, die klagen.", "asserted"),
        ("Daran darf es keinen Zweifel geben.", "negated"),
        ("Anna Roth bestritt den Verkauf.", "negated"),
        ("Der Rat wies die Vorwürfe zurück.", "negated"),
        ("Der Rat lehnte den Verkauf ab.", "asserted"),
    ],
)
def test_what_is_disputed_or_opens_with_its_denial(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    "text",
    [
        "Ungeklärt ist nämlich, ob der Deich hält.",
        "Ein Dammbruch ist das wahrscheinlichste Ende.",
        "Wer den Brief schrieb, bleibt Spekulation.",
        "Man könnte denken, dass der Rat schläft.",
    ],
)
def test_what_stays_open_is_hedged(text):
    assert main(text, "status") == [["hedged"]]
