"""Other tools at work on German text, as the bench times them; those not installed are left out with a message."""

import sys
from collections import Counter
from importlib.util import find_spec

import rahmen
from rahmen.codebook import load_codebook


def cheap_frames():
    """Give the shipped learned coder without its encoder: codebook and n-grams, with the weights that they have."""
    coder = rahmen.FrameClassifier.pretrained(fast=True)
    known = coder.learned_
    known.parts, known.mix.weights = known.parts[:2], known.mix.weights[:2]
    coder.encoder = None
    return coder


def rivals():
    """Give the tools: name to (function of texts, how many characters it gets)."""
    made = {
        "Counter(text.split())": (_count, 8_000_000),
        "textblob-de": (_textblob(), 40_000),
        "NLTK word_tokenize, Snowball + dictionary": (_snowball("word_tokenize"), 400_000),
        "NLTK wordpunct_tokenize, Snowball + dictionary": (_snowball("wordpunct_tokenize"), 400_000),
        "scikit-learn, words + characters": (_pipeline(), 800_000),
    }
    if find_spec("spacy"):
        made["spaCy PhraseMatcher"] = (_spacy(), 800_000)
    else:
        print("left out: spaCy is not installed (pip install spacy)", file=sys.stderr)
    return made


def _words(n=2000):
    """Give plain words of the codebook, as a dictionary method has them."""
    rules = (rule for label in load_codebook().labels for rule in label.rules)
    words = (glob.strip("*") for rule in rules for p in rule.patterns for word in p.words for glob in word)
    return list(dict.fromkeys(word for word in words if word.isalpha()))[:n]


def _count(texts):
    counts = Counter()
    for text in texts:
        counts.update(text.split())
    return counts


def _textblob():
    from textblob_de import PatternAnalyzer

    analyzer = PatternAnalyzer()
    return lambda texts: [analyzer.analyze(sentence) for text in texts for sentence in text.split(". ")]


def _snowball(name):
    from nltk import tokenize
    from nltk.stem.snowball import GermanStemmer

    cut, known = getattr(tokenize, name), {"preserve_line": True} if name == "word_tokenize" else {}  # no Punkt at hand
    stemmer = GermanStemmer()
    wanted = {stemmer.stem(word) for word in _words()}
    return lambda texts: [
        sum(stemmer.stem(word) in wanted for word in cut(sentence, **known))
        for text in texts
        for sentence in text.split(". ")
    ]


def _pipeline():
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import SGDClassifier
    from sklearn.pipeline import make_pipeline, make_union

    learned = rahmen.split_sentences(rahmen.load_corpus())["text"].tolist()
    features = make_union(TfidfVectorizer(ngram_range=(1, 2)), TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)))
    model = make_pipeline(features, SGDClassifier(random_state=0)).fit(learned, [n % 2 for n in range(len(learned))])
    return lambda texts: model.predict([sentence for text in texts for sentence in text.split(". ")])


def _spacy():
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("de")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10**9
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("frames", list(nlp.tokenizer.pipe(_words())))
    return lambda texts: [(len(list(doc.sents)), matcher(doc)) for doc in nlp.pipe(texts)]


def bert():
    """Give a BERT-base forward pass with random weights, 32 sentences a batch, or None where torch is missing."""
    if not (find_spec("torch") and find_spec("transformers")):
        print("left out: torch and transformers are not installed (pip install torch transformers)", file=sys.stderr)
        return None
    import torch
    from transformers import BertConfig, BertModel

    torch.set_num_threads(1)
    model = BertModel(BertConfig(vocab_size=30_000)).eval()

    def forward(texts):
        rng, texts = torch.Generator().manual_seed(0), sorted(texts, key=len)  # so that little is padded
        with torch.inference_mode():
            for begin in range(0, len(texts), 32):
                batch = texts[begin : begin + 32]
                longest = min(512, max(len(text) // 4 for text in batch) + 2)  # about four letters a word piece
                model(torch.randint(0, 30_000, (len(batch), longest), generator=rng))

    return forward
