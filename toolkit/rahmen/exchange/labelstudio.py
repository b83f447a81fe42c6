"""Label Studio: tasks to import, the labelling interface, and its JSON export."""

import json
from xml.sax.saxutils import quoteattr

from .coded import CodedError
from .doccano import json_of, offered
from .grids import decode, mark, marks_table, placed

_DATA = (
    "text", "doc", "start", "end", "sha1", "probability", "stratum", "scheme", "before", "after", "offered",
)  # fmt: skip
_KINDS = frozenset({"choices", "labels", "hypertextlabels", "paragraphlabels", "taxonomy"})
_REMARKS = frozenset({"textarea", "number", "rating", "datetime", "relation"})


def label_config(labels, scheme="frames", exclusive=False):
    """Give the labelling interface for the tasks of a sheet, to be pasted into the project's settings.

    Parameters
    ----------
    labels : sequence of str or dict of str to str
        The labels, or the labels and the titles to show.
    scheme : str, default "frames"
        Names the set of choices.
    exclusive : bool, default False
        Whether exactly one label is to be chosen.

    Returns
    -------
    str
        XML; the sentence stands between its neighbours.

    Examples
    --------
    >>> print(label_config({"economy": "Wirtschaft & Geld"}))
    <View>
      <Text name="before" value="$before"/>
      <Text name="text" value="$text"/>
      <Text name="after" value="$after"/>
      <Choices name="frames" toName="text" choice="multiple">
        <Choice value="Wirtschaft &amp; Geld" alias="economy"/>
      </Choices>
    </View>
    """
    titles = labels if isinstance(labels, dict) else dict.fromkeys(labels)
    choices = [
        f"    <Choice value={quoteattr(title)} alias={quoteattr(label)}/>" if title and title != label
        else f"    <Choice value={quoteattr(label)}/>"
        for label, title in titles.items()
    ]  # fmt: skip
    how = 'choice="single" required="true"' if exclusive else 'choice="multiple"'
    head = ["<View>", *(f'  <Text name="{name}" value="${name}"/>' for name in ("before", "text", "after"))]
    opened = f'  <Choices name={quoteattr(_name(scheme))} toName="text" {how}>'
    return "\n".join([*head, opened, *choices, "  </Choices>", "</View>"])


def write(records):
    r"""Give the records of a sheet as tasks; coded ones bear their annotation.

    Examples
    --------
    >>> write([{"text": "Ja.", "doc": "a", "start": 0, "end": 3, "labels": [], "done": False}]).split("\n")[1].strip()
    '{"data": {"text": "Ja.", "doc": "a", "start": 0, "end": 3}}'
    """
    tasks = []
    for record in records:
        task = {"data": {name: record[name] for name in _DATA if record.get(name) is not None}}
        if record["done"]:
            result = {"type": "choices", "from_name": _name(record.get("scheme") or "frames"), "to_name": "text",
                      "value": {"choices": record["labels"]}}  # fmt: skip
            annotation = {"result": [result] if record["labels"] else []}
            if record.get("coder"):
                annotation["completed_by"] = {"email": record["coder"]}
            task["annotations"] = [annotation]
        tasks.append(json.dumps(task))
    return "[\n" + ",\n".join(f"  {task}" for task in tasks) + "\n]\n"


def read_labelstudio(path, scheme=None):
    """Read the JSON export of Label Studio.

    Parameters
    ----------
    path : str or pathlib.Path
        The export »JSON« (not »JSON-MIN«): tasks with ``data`` and ``annotations``.
    scheme : str, optional
        Take only the choices of this name, where the file has such.

    Returns
    -------
    pandas.DataFrame
        The marks, with the columns :data:`rahmen.exchange.grids.MARKS`: one row an annotation. A submitted annotation
        without any choice is coded: no label applies. Skipped ones are not coded; drafts and predictions are not read.

    Raises
    ------
    CodedError
        The file is no such export, or an annotation is not of text.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "export.json"
    >>> _ = file.write_text('[{"id": 7, "data": {"text": "Ja."}, "annotations": [{"completed_by": 3, "result": []}]}]')
    >>> read_labelstudio(file)[["text", "labels", "coder", "done", "where"]].values.tolist()
    [['Ja.', [], '3', True, 'task 7']]
    """
    name = getattr(path, "name", str(path))
    tasks = _dicts(json_of(decode(path), name), "tasks", name)
    wanted = _name(scheme) if scheme else None
    if wanted not in {result.get("from_name") for result in _results(tasks, name)}:
        wanted = None
    rows = []
    for number, task in enumerate(tasks, start=1):
        rows += _marks(task, name, f"task {task.get('id', number)}", wanted)
    return marks_table(rows)


def tells_tasks(file):
    """Tell whether a JSON file holds tasks of Label Studio, rather than a list of doccano's."""
    if file.suffix.lower() != ".json":
        return False
    tasks = json_of(decode(file), file.name)
    return not isinstance(tasks, list) or any(isinstance(task, dict) and "data" in task for task in tasks)


def _marks(task, name, where, wanted):
    place = f"{name}, {where}"
    data = task.get("data")
    if not isinstance(data, dict):
        raise CodedError(f"{place}: has no 'data'; export it as JSON, not as JSON-MIN")
    known = {**placed(data, name, where), "offered": offered(data, place)}
    rows = []
    for annotation in _annotations(task, place):
        skipped = annotation.get("was_cancelled") or annotation.get("skipped")
        results = _dicts(annotation.get("result") or [], "results", place)
        labels = [] if skipped else _labels(results, place, wanted)
        rows.append(mark(where, labels, not skipped, **{**known, "coder": _coder(annotation.get("completed_by"))}))
    return rows or [mark(where, [], False, **known)]


def _labels(results, place, wanted):
    """Give the labels of one annotation, each once."""
    found, strange = {}, None
    for result in results:
        kind, value = str(result.get("type")), result.get("value")
        if kind not in _KINDS:
            strange = strange or (kind not in _REMARKS and kind)
        elif wanted in (None, result.get("from_name")):
            given = value.get(kind) if isinstance(value, dict) else None
            found |= dict.fromkeys(_chosen(given, place))
    if strange and not found:
        raise CodedError(
            f"{place}: an annotation of the type {strange!r} gives no label to a text; use choices or labels"
        )
    return found


def _chosen(given, place):
    given = [label[-1] if isinstance(label, list) and label else label for label in given] \
        if isinstance(given, list) else [given]  # fmt: skip
    for label in given:
        if not isinstance(label, str) or not label.strip():
            raise CodedError(f"{place}: {json.dumps(label)[:40]} is no label")
    return given


def _coder(by):
    if isinstance(by, dict):
        by = next((by[key] for key in ("email", "username", "id") if by.get(key)), None)
    return None if by is None else str(by)


def _annotations(task, place):
    return _dicts(task.get("annotations", task.get("completions")) or [], "annotations", place)


def _results(tasks, name):
    for task in tasks:
        for annotation in _annotations(task, name):
            yield from _dicts(annotation.get("result") or [], "results", name)


def _dicts(value, what, place):
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise CodedError(f"{place}: the {what} are no list of objects, but {json.dumps(value)[:40]}")
    return value


def _name(scheme):
    return scheme.replace(":", "_")
