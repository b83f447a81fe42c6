"""XML that is read safely: no entity is declared, nothing is loaded from elsewhere."""

from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

from .decode import CorpusError

_DEEPEST = 100


def parse_xml(data, name):
    """Parse the bytes of an XML file that declares no entities of its own (an attack that grows without bound).

    Parameters
    ----------
    data : bytes
    name : str
        The name of the file, for errors.

    Returns
    -------
    xml.etree.ElementTree.Element

    Raises
    ------
    CorpusError
        The file is no well-formed XML, declares or uses entities, or is nested without end; the line is named.

    Examples
    --------
    >>> parse_xml(b'<a><!-- c --><b n="1">Text</b></a>', "a.xml").find("b").text
    'Text'
    """
    builder, parser, open_tags = TreeBuilder(), expat.ParserCreate(), []

    def start(tag, attributes):
        open_tags.append(tag)
        if len(open_tags) > _DEEPEST:
            raise CorpusError(f"{name}, line {parser.CurrentLineNumber}: more than {_DEEPEST} elements in one another")
        builder.start(tag, attributes)

    def end(tag):
        open_tags.pop()
        builder.end(tag)

    def refuse(entity, *_):
        raise CorpusError(
            f"{name}, line {parser.CurrentLineNumber}: declares or uses the entity {entity!r}, which is refused as "
            "unsafe; write the character itself"
        )

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = parser.SkippedEntityHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, CorpusError):
            raise
        raise CorpusError(f"{name}: is no well-formed XML ({error}); download or export it again") from None
    return builder.close()


def words_of(node, without=()):
    """Give the text below a node, its white space folded, without what stands in elements of these names.

    >>> words_of(parse_xml(b"<p>Eins <a>x</a>zwei   drei</p>", "a.xml"), without=("a",))
    'Eins zwei drei'
    """
    return " ".join("".join(_pieces(node, without)).split())


def _pieces(node, without):
    yield node.text or ""
    for child in node:
        if child.tag not in without:
            yield from _pieces(child, without)
        yield child.tail or ""
