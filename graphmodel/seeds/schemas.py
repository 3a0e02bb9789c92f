"""JSON Schemas of the seed files, generated from the model: completion, hints and checks in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphmodel.model import Citation, Name, Node, Number, Seat, Source, Survey
from graphmodel.schema import EDGE_KINDS, KINDS
from graphmodel.seeds.statements import EDGE_KEYS, NODE_KEYS, PART_KEYS, SOURCE_KEYS, SURVEY_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.model.statement import Record

__all__ = ["json_schemas"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SPARE = ("title", "default")


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each sort of seed file, by name.

    Returns
    -------
    dict
        ``nodes``, ``sources``, ``surveys`` and ``accepted-findings``. They say what a key is and which values fit; what
        hangs together across entries is for ``graphmodel check``.
    """
    acceptance = {"finding": _text("Id of the finding, as reported."), "reason": _text("Why it stays.")}
    return {
        "nodes": _list("Bodies and instruments, each with the edges that begin at it", _node()),
        "sources": _list("Sources", _entry(_properties(Source, SOURCE_KEYS), ["id", "title"])),
        "surveys": _list("Lists that are known to be complete", _survey()),
        "accepted-findings": _list("Findings that stay on purpose", _entry(acceptance, ["finding", "reason"])),
    }


def _list(title: str, entry: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": _DRAFT, "title": title, "type": "array", "items": entry}


def _entry(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "description": description}


def _node() -> dict[str, Any]:
    """Return the schema of a node; only the id is required, as lists may have the rest."""
    properties = _properties(Node, NODE_KEYS)
    properties["kind"] = _choice("What it is.", {kind: cls.__doc__ or "" for kind, cls in KINDS.items()})
    properties["names"] = _array(_entry(_properties(Name, PART_KEYS["names"]), ["name"]), properties["names"])
    properties["numbers"] = _array(_entry(_properties(Number, PART_KEYS["numbers"]), ["number"]), properties["numbers"])
    properties["edges"] = _array(_edge(), {"description": "The edges that begin at this node."})
    together = {"kind": ["level", "name"], "level": ["kind", "name"]}
    return _entry(properties, ["id"]) | {"dependentRequired": together}


def _edge() -> dict[str, Any]:
    keys = {key: field for key, field in EDGE_KEYS.items() if key != "from"}
    properties = _properties(Seat, keys)
    descriptions = {
        type_: f"… {kind.reads.nb} … ({kind.reads.en}). {kind.cls.__doc__}" for type_, kind in EDGE_KINDS.items()
    }
    properties["type"] = _choice("How it joins this node to the other.", descriptions)
    properties["id"]["description"] = "Only for a second edge of one kind between the same two nodes."
    properties["to"]["description"] = "Id of the node at which it ends."
    return _entry(properties, ["type", "to", "cites"])


def _survey() -> dict[str, Any]:
    properties = _properties(Survey, SURVEY_KEYS)
    properties["type"] = {"enum": list(EDGE_KINDS), "description": properties["type"]["description"]}
    properties["kinds"]["items"] = {"enum": list(KINDS)}
    return _entry(properties, ["id", "node", "type", "on", "cites"])


def _properties(record: type[Record], keys: Mapping[str, str]) -> dict[str, Any]:
    """Return the schema of each key of an entry, from that of the field it fills."""
    fields = record.model_json_schema()["properties"]
    properties = {key: _present(fields[field]) for key, field in keys.items() if field in fields}
    if "cites" in properties:
        properties["cites"] = _array(_citation(), properties["cites"]) | {"minItems": 1}
    return properties


def _present(field: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a present value: a key without one is absent, never null."""
    kept = {key: value for key, value in field.items() if key not in (*_SPARE, "anyOf")}
    for choice in field.get("anyOf", ()):
        if choice.get("type") != "null":
            kept = choice | kept
    return kept


def _citation() -> dict[str, Any]:
    full = _properties(Citation, {"source": "source", "locator": "locator"})
    full["locator"]["type"] = ["string", "integer"]
    id_ = {key: value for key, value in full["source"].items() if key != "description"}
    short = {
        "type": "object",
        "propertyNames": id_,
        "additionalProperties": full["locator"],
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {"anyOf": [full["source"], _entry(full, ["source", "locator"]), short]}


def _array(items: dict[str, Any], field: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "description": field["description"]}


def _choice(description: str, descriptions: Mapping[str, str]) -> dict[str, Any]:
    choices = [{"const": word, "description": meaning} for word, meaning in descriptions.items()]
    return {"description": description, "oneOf": choices}
