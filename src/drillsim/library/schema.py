"""JSON Schemas of the two kinds of files, from which an editor completes and checks them.

1. They are made from the models; what a field means is the text under the field in the model's source.
2. They lie beside the data, as `scenarios/scenario.schema.json` and `topologies/topology.schema.json`, and a file names
   its own in its first line by a relative path, so that an editor needs no network:
   `# yaml-language-server: $schema=scenario.schema.json`. A user's own folder gets them by `drillsim schema --write`.
3. A topology that builds on another (`extends`) need not be complete: there every key of a map is optional, and null
   takes something out.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema

from drillsim.model import Scenario, Topology

if TYPE_CHECKING:
    from pydantic_core import core_schema

    from drillsim.library.find import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_OVERLAY = "Overlay"
_SHORT_FORMS: dict[tuple[str, str], dict[str, Any]] = {
    ("Failover", "detect"): {"type": ["string", "number"]},
    ("Figure", "of"): {"type": "string"},
}
"""Short forms that a model reads before its fields are looked at, so that no schema shows them."""


def topology_schema() -> dict[str, Any]:
    """The schema of a topology file."""
    definitions = _definitions()
    return _schema("topology", "A topology: one institution", _topology_forms(), definitions)


def scenario_schema() -> dict[str, Any]:
    """The schema of a scenario file, of one part or of two."""
    definitions = _definitions()
    named = {"type": "string", "description": "the topology it stands on: an id or a file"}
    stands_on = definitions["Scenario"]["properties"]["topology"]
    stands_on["anyOf"] = [named, {"$ref": f"#/$defs/Topology{_OVERLAY}"}]
    parts = {
        "type": "object",
        "properties": {
            "format": definitions["Scenario"]["properties"]["format"],
            "topology": {"description": stands_on["description"], "anyOf": [named, _topology_forms()]},
            "scenario": {"description": "The story itself.", "$ref": "#/$defs/Scenario"},
        },
        "required": ["topology", "scenario"],
        "additionalProperties": False,
    }
    whole = {"if": {"required": ["scenario"]}, "then": parts, "else": {"$ref": "#/$defs/Scenario"}}
    return _schema("scenario", "A scenario: one story on a topology", whole, definitions)


def schema_text(kind: Kind) -> str:
    """A schema as it lies in a file."""
    schema = topology_schema() if kind == "topology" else scenario_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Both schemas written into a folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds: tuple[Kind, Kind] = ("scenario", "topology")
    paths = []
    for kind in kinds:
        paths.append(folder / f"{kind}.schema.json")
        paths[-1].write_text(schema_text(kind), encoding="utf-8")
    return paths


def _schema(name: str, title: str, body: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    used = _reachable(body, definitions)
    kept = {key: definitions[key] for key in sorted(used)}
    return {"$schema": DIALECT, "$id": f"{name}.schema.json", "title": title, **body, "$defs": kept}


class _Generator(GenerateJsonSchema):
    """Leaves defaults out: the models hold them in milliseconds and millionths, not as people write them."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """The schema of the value alone."""
        return self.generate_inner(schema["schema"])


def _topology_forms() -> dict[str, Any]:
    """A complete topology, or one that builds on another."""
    return {
        "if": {"required": ["extends"]},
        "then": {"$ref": f"#/$defs/Topology{_OVERLAY}"},
        "else": {"$ref": "#/$defs/Topology"},
    }


def _definitions() -> dict[str, Any]:
    """Every model's schema with descriptions, and beside those of a topology the incomplete ones."""
    _, whole = models_json_schema([(Topology, "validation"), (Scenario, "validation")], schema_generator=_Generator)
    definitions: dict[str, Any] = _tidied(whole["$defs"])
    for (model, key), form in _SHORT_FORMS.items():
        properties = definitions[model]["properties"]
        properties[key] = {"anyOf": [form, properties[key]]}
    definitions = _with_shared_forms(definitions)
    models = _models_below(Topology)
    for name, definition in definitions.items():
        _describe(definition, models.get(name), definitions)
    for name in _reachable({"$ref": "#/$defs/Topology"}, definitions):
        definitions[name + _OVERLAY] = _overlaid(definitions[name], definitions)
    return definitions


def _describe(definition: dict[str, Any], model: type[BaseModel] | None, definitions: dict[str, Any]) -> None:
    """Says under each key what it means and how it is written."""
    texts = _field_texts(model) if model is not None else {}
    for key, schema in definition.get("properties", {}).items():
        if key in texts:
            form = schema.pop("description", "") or _referred(schema, definitions).get("description", "")
            is_form = bool(form) and not form.endswith(".")
            schema["description"] = f"{texts[key]} ({form})" if is_form else texts[key]


def _referred(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = definitions.get(str(schema.get("$ref", "")).removeprefix("#/$defs/"), {})
    return found


def _tidied(node: Any) -> Any:
    """The schema without null, which a whole file never needs, and with ids spelt rightly."""
    if isinstance(node, list):
        return [_tidied(each) for each in node]
    if not isinstance(node, dict):
        return node
    tidy = {key: _tidied(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    if "patternProperties" in tidy:
        tidy.setdefault("additionalProperties", False)
    for union in ("anyOf", "oneOf"):
        if isinstance(tidy.get(union), list):
            parts = [each for each in tidy[union] if each != {"type": "null"}]
            tidy = {**tidy, union: parts}
            if len(parts) == 1:
                del tidy[union]
                tidy = {**parts[0], **tidy}
    return tidy


def _with_shared_forms(definitions: dict[str, Any]) -> dict[str, Any]:
    """The definitions with what they repeat (a duration, the list of effects) written once."""
    texts = [json.dumps(form, sort_keys=True) for each in definitions.values() for form in _forms(each)]
    shared: dict[str, str] = {}
    result: dict[str, Any] = {}
    for text in sorted({each for each in texts if texts.count(each) > 1}):
        form = json.loads(text)
        stem = _form_name(form)
        taken = sum(name == stem or name.startswith(f"{stem}-") for name in shared.values())
        shared[text] = f"{stem}-{taken + 1}" if taken else stem
        result[shared[text]] = form
    referring = {name: _referring(definition, shared) for name, definition in definitions.items()}
    return dict(sorted((result | referring).items()))


def _forms(node: Any) -> list[dict[str, Any]]:
    """The unions below a node, outermost only: the written forms of a value."""
    if isinstance(node, list):
        return [form for each in node for form in _forms(each)]
    if not isinstance(node, dict):
        return []
    return [node] if _is_form(node) else [form for value in node.values() for form in _forms(value)]


def _is_form(node: dict[str, Any]) -> bool:
    return isinstance(node.get("anyOf") or node.get("oneOf"), list)


def _form_name(form: dict[str, Any]) -> str:
    """A name after how the form describes itself, or after the first model it may be."""
    described = re.match(r"(?:an? )?([a-z ]+)", str(form.get("description", "")))
    if described:
        return described[1].strip().replace(" ", "-")
    members = form.get("anyOf") or form.get("oneOf") or []
    refs = [each["$ref"].rpartition("/")[2] for each in members if "$ref" in each]
    return f"{refs[0]}-and-others" if refs else "written-form"


def _referring(node: Any, shared: dict[str, str]) -> Any:
    if isinstance(node, list):
        return [_referring(each, shared) for each in node]
    if not isinstance(node, dict):
        return node
    name = shared.get(json.dumps(node, sort_keys=True)) if _is_form(node) else None
    if name is not None:
        return {"$ref": f"#/$defs/{name}"}
    return {key: _referring(value, shared) for key, value in node.items()}


def _field_texts(model: type[BaseModel]) -> dict[str, str]:
    """What the model's source says under each field, by the key as it is written."""
    texts: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, BaseModel) and kind is not BaseModel:
            texts |= _class_texts(kind.__module__).get(kind.__name__, {})
    return {field.alias or name: texts[name] for name, field in model.model_fields.items() if name in texts}


@cache
def _class_texts(module: str) -> dict[str, dict[str, str]]:
    """The texts under the fields of every class of a module, read from its source."""
    path = sys.modules[module].__file__
    if path is None:
        return {}
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    return {node.name: dict(_texts(node.body)) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def _texts(body: list[ast.stmt]) -> list[tuple[str, str]]:
    found = []
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr):
            text = below.value
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                found.append((field.target.id, " ".join(text.value.split())))
    return found


def _models_below(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """A model and all models in its module's package, by class name."""
    package = model.__module__.rpartition(".")[0]
    found: dict[str, type[BaseModel]] = {}
    stack: list[type[BaseModel]] = [BaseModel]
    while stack:
        kind = stack.pop()
        stack += kind.__subclasses__()
        if kind.__module__.startswith(package):
            found[kind.__name__] = kind
    return found


def _reachable(body: Any, definitions: dict[str, Any]) -> set[str]:
    """The names of all definitions a schema leads to."""
    found: set[str] = set()
    stack = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).removeprefix("#/$defs/")
            if name and name not in found:
                found.add(name)
                stack.append(definitions[name])
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    return found


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value or of null; what the value means stays where an editor looks for it."""
    described = {"description": schema["description"]} if "description" in schema else {}
    form = {key: value for key, value in schema.items() if key != "description"}
    return {**described, "anyOf": [form, {"type": "null"}]}


def _overlaid(schema: Any, definitions: dict[str, Any]) -> Any:
    """The schema of an overlay: maps merge, so nothing in them is required and null takes out; list items are whole."""
    if isinstance(schema, list):
        return [_overlaid(each, definitions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        is_whole = not _reachable(_referred(schema, definitions), definitions)
        return schema if is_whole else {**schema, "$ref": schema["$ref"] + _OVERLAY}
    result: dict[str, Any] = {}
    for key, value in schema.items():
        if key in {"properties", "patternProperties"}:
            result[key] = {name: _or_null(_overlaid(each, definitions)) for name, each in value.items()}
        elif key == "oneOf":
            result["anyOf"] = _overlaid(value, definitions)
        elif key not in {"required", "minProperties"}:
            result[key] = value if key in {"items", "prefixItems"} else _overlaid(value, definitions)
    return result
