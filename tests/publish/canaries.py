"""Words that must never be seen, planted wherever something internal may be, and how they are looked for."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, get_args, get_origin

import pikepdf
import yaml

from roireport.model.engagement import EngagementFiles
from roireport.model.visibility import is_for_client, models_in
from roireport.publish.output import yaml_bytes

CANARY = "canary7"
RATE = "38.7654321"
"""The canary of a field that holds a number."""
NOTE = """

<!-- canary7 comment [[financial.roi]] -->

[//]: # (canary7 definition)

<img alt="canary7 picture" src="canary7.png"> <p title="canary7">Shown</p> <a href="javascript:canary7">gone</a>

[kept][canary7 label][^canary7]

[^canary7]: A footnote.

```canary7
code
```

[canary7 label]: https://example.com

<script>canary7</script>

<!--
canary7 block
-->
"""
UNREAD = ("internal/notes.md", "internal/deep/fees.yaml", "notes.txt", "data/spare.csv", ".hidden")


def planted(value: Any, schema: Any, paths: set[str], path: str = "") -> Any:
    """A section of YAML with a canary in each internal field of its schema, at every depth."""
    if isinstance(value, list):
        return [planted(item, schema, paths, path) for item in value]
    if not isinstance(value, dict) or get_origin(schema) is dict:
        return value
    fields = _fields(schema)
    section = {
        key: planted(item, fields[key].annotation, paths, f"{path}.{key}") if key in fields else item
        for key, item in value.items()
    }
    for key, field in fields.items():
        if not is_for_client(field):
            paths.update(_leaves(field.annotation, f"{path}.{key}"))
            section[key] = _filled(field.annotation, field.metadata)
    return section


def _fields(schema: Any) -> dict[str, Any]:
    """The fields of a schema by the keys of YAML."""
    return {field.alias or name: field for model in models_in(schema) for name, field in model.model_fields.items()}


def _filled(annotation: Any, metadata: list[Any]) -> Any:
    """A value of a type that holds nothing but canaries."""
    for model in models_in(annotation):
        fields = model.model_fields.items()
        return {field.alias or name: _filled(field.annotation, field.metadata) for name, field in fields}
    return f"{RATE}%" if Decimal in (annotation, *_parts(annotation)) else CANARY


def _parts(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        yield part
        yield from _parts(part)


def _leaves(annotation: Any, path: str) -> Iterator[str]:
    models = list(models_in(annotation))
    for model in models:
        for name, field in model.model_fields.items():
            yield from _leaves(field.annotation, f"{path}.{name}")
    if not models:
        yield path


def plant(folder: Path) -> set[str]:
    """Put canaries into an engagement's folder; the paths of the internal fields that have one."""
    paths: set[str] = set()
    for file in sorted(folder.glob("*.yaml")):
        section = file.stem
        schema = EngagementFiles if section == "engagement" else EngagementFiles.model_fields[section].annotation
        # Every scalar is read as text: what YAML would resolve is the loader's to read.
        tree = planted(yaml.load(file.read_text("utf-8"), yaml.BaseLoader), schema, paths)
        text = yaml_bytes(tree).decode()
        lines = (f"{line} # {CANARY}" if line.endswith((":", "'")) else line for line in text.splitlines())
        file.write_text("\n".join((f"# {CANARY}", *lines, f"# {CANARY}", "")), "utf-8")
    for file in (folder / "narrative").glob("*.md"):
        file.write_text(file.read_text("utf-8") + NOTE, "utf-8")
    for name in UNREAD:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(CANARY)
    return paths


def traces_in(content: bytes) -> list[str]:
    """The canaries that bytes hold, in whichever encoding."""
    words = (CANARY, RATE, RATE.replace(".", ","), f"0.{RATE.replace('.', '')}", f"0,{RATE.replace('.', '')}")
    lower = content.lower()
    return [word for word in words for code in ("utf-8", "utf-16-be", "utf-16-le") if word.encode(code) in lower]


def parts_of_pdf(content: bytes) -> Iterator[bytes]:
    """Every string and every decoded stream of a PDF, attachments among them; and its raw bytes."""
    yield content
    with pikepdf.open(BytesIO(content)) as pdf:
        for item in pdf.objects:
            yield from _texts(item)


def _texts(node: Any) -> Iterator[bytes]:
    if isinstance(node, pikepdf.Stream) and node.get("/Subtype") != "/Image":
        yield node.read_bytes()
    if isinstance(node, pikepdf.Stream | pikepdf.Dictionary):
        for key, value in node.items():
            yield key.encode()
            if not getattr(value, "is_indirect", False):
                yield from _texts(value)
    elif isinstance(node, pikepdf.Array):
        for value in node:
            if not getattr(value, "is_indirect", False):
                yield from _texts(value)
    elif isinstance(node, pikepdf.String):
        yield bytes(node)
        yield str(node).encode()
