"""UIMA CAS, as XMI or JSON, by dkpro-cassis: the format that INCEpTION itself works in (extra ``rahmen[cas]``)."""

import io
import re
import warnings
import zipfile
from pathlib import Path

from .coded import CodedError
from .spans import LAYER, Annotated, Sentence, Span, given_labels, pointer_of, tokens_of

ENDINGS = (".xmi", ".zip")
_SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
_TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
_ANNOTATION, _STRING = "uima.tcas.Annotation", "uima.cas.String"
_KEPT_APART = re.compile(r"uima\.tcas\.|de\.tudarmstadt\.ukp\.(dkpro\.core\.api\.metadata|clarin\.webanno\.api)\.")
_LINKS = frozenset({"Governor", "Dependent", "source", "target", "next", "first"})
"""Features of relations and chains, which are no marks on a stretch of text."""
_TYPES = "TypeSystem.xml"
_LARGEST = 2**29  # bytes of a file in an archive
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def tells_cas(file):
    """Tell whether a JSON file is a UIMA CAS, by its first names."""
    if file.suffix.lower() != ".json" or not file.is_file():
        return False
    with file.open("rb") as stream:
        return (
            re.match(rb'(\xef\xbb\xbf)?\s*\{\s*"%(TYPES|FEATURE_STRUCTURES|VIEWS|HEADER)"', stream.read(200))
            is not None
        )


def parse_cas(path):
    """Parse a UIMA CAS: ``.xmi`` (its ``TypeSystem.xml`` beside it), a ``.zip`` of both, or ``.json``.

    Parameters
    ----------
    path : str or pathlib.Path

    Returns
    -------
    rahmen.exchange.spans.Annotated
        Its text, sentences, and one span for each annotation and feature that holds a string; relations and chains are
        left out. Offsets are code points.

    Raises
    ------
    CodedError
        The extra is missing, or the file is no such CAS.
    """
    path = Path(path)
    cas = _load(path)
    annotated = Annotated(path.name, cas.sofa_string or "")
    for each in sorted(cas.select_all_annotations(), key=lambda each: (each.begin, each.end)):
        if not 0 <= each.begin <= each.end <= len(annotated.text):
            raise CodedError(f"{path.name}: the offsets {each.begin}–{each.end} lie outside the text")
        if each.type.name == _SENTENCE:
            where = f"sentence {len(annotated.sentences) + 1}"
            annotated.sentences.append(Sentence(getattr(each, "id", None) or "", each.begin, each.end, where))
        elif not _KEPT_APART.match(each.type.name):
            annotated.spans += _spans(each)
    return annotated


def write(records, ending):
    """Give the records of a sheet as one document: the bytes of a ``.xmi``, a ``.json``, or a ``.zip`` with its types.

    Each sentence bears its place and hash as its id, and its labels as marks of the layer ``custom.Span``.
    """
    cassis = _cassis(f"*{ending}")
    types, texts, offset, marks = _types(cassis), [], 0, []
    for record in records:
        text, tokens = tokens_of(record)
        text = re.sub("[\x0b\x0c\x1c-\x1f]", " ", text)  # white space that XML cannot hold
        wrong = _FORBIDDEN.search(text)
        if wrong and ending != ".json":
            raise CodedError(f"{record['where']}: the text holds {wrong[0]!r}, which XML cannot; write .tsv or .json")
        end = offset + len(text)
        marks.append((_SENTENCE, offset, end, {"id": pointer_of(record)}))
        marks += [(_TOKEN, offset + first, offset + last, {}) for first, last in tokens]
        marks += [(LAYER[0], offset, end, {LAYER[1]: label}) for label in given_labels(record)]
        texts.append(text)
        offset = end + 1
    cas = cassis.Cas(types)
    cas.sofa_string, cas.sofa_mime = "\n".join(texts), "text/plain"
    made = {name: types.get_type(name) for name in (_SENTENCE, _TOKEN, LAYER[0])}
    cas.add_all([made[name](begin=begin, end=end, **features) for name, begin, end, features in marks])
    if ending == ".json":
        return cas.to_json().encode("utf-8")
    if ending == ".xmi":
        return cas.to_xmi().encode("utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("sheet.xmi"), cas.to_xmi())
        archive.writestr(zipfile.ZipInfo(_TYPES), types.to_xml())
    return packed.getvalue()


def _cassis(name):
    try:
        import cassis
    except ImportError as error:
        raise CodedError(f"{name}: for UIMA CAS install the extra: pip install 'rahmen[cas]' ({error})") from None
    return cassis


def _types(cassis):
    """Make the types of written sheets; they are also those of an XMI that comes without its own."""
    types = cassis.TypeSystem()
    for name, feature in ((_SENTENCE, "id"), (_TOKEN, "id"), LAYER):
        types.create_feature(types.create_type(name, _ANNOTATION), feature, _STRING)
    return types


def _load(path):
    if not path.is_file():
        raise CodedError(f"no file {str(path)!r}")
    cassis = _cassis(path.name)
    data, types = _unpacked(path) if path.suffix.lower() == ".zip" else (path.read_bytes(), _beside(path))
    for part in (data, types or b""):
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise CodedError(f"{path.name}: declares a document type, which is refused as unsafe; export it again")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
                return cassis.load_cas_from_json(io.BytesIO(data))
            known = cassis.load_typesystem(io.BytesIO(types)) if types else _types(cassis)
            return cassis.load_cas_from_xmi(io.BytesIO(data), typesystem=known)
    except Exception as error:  # cassis lets through whatever it and lxml raise
        mend = "" if types or path.suffix.lower() == ".json" else f"; put the {_TYPES} of the export beside it"
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise CodedError(f"{path.name}: cannot be read as a UIMA CAS ({said}){mend}") from None


def _beside(path):
    types = path.with_name(_TYPES)
    return types.read_bytes() if types.is_file() else None


def _unpacked(path):
    """Give the CAS and the types in an archive, as INCEpTION exports a document."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not Path(entry.filename).name.startswith((".", "_"))]
            found = [entry for entry in entries if entry.filename.lower().endswith((".xmi", ".json"))]
            types = [entry for entry in entries if Path(entry.filename).name.lower() == _TYPES.lower()]
            if len(found) != 1:
                raise CodedError(f"{path.name}: holds {len(found)} files of a CAS (.xmi or .json), not one; unpack it, "
                                 "and give the files or their folder")  # fmt: skip
            if any(entry.file_size > _LARGEST for entry in (*found, *types)):
                raise CodedError(f"{path.name}: unpacks to more than {_LARGEST >> 20} MB, no export of a document")
            return archive.read(found[0]), archive.read(types[0]) if types else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise CodedError(f"{path.name}: no readable archive ({error}); export it again") from None


def _spans(annotation):
    """Give a span for each feature of an annotation that holds a string; a layer without features is the label."""
    features = [feature for feature in annotation.type.all_features if feature.name not in ("begin", "end", "sofa")]
    if _LINKS & {feature.name for feature in features}:
        return []
    place = (annotation.begin, annotation.end, f"{annotation.begin}–{annotation.end}")
    if not features:
        return [Span(annotation.type.name, "", None, *place)]
    strings = [feature.name for feature in features if _is_string(feature.rangeType)]
    return [Span(annotation.type.name, name, getattr(annotation, name), *place) for name in strings]


def _is_string(type_):
    """Tell whether a type is that of strings, or of a set of them."""
    return type_.name == _STRING or (type_.supertype is not None and type_.supertype.name == _STRING)
