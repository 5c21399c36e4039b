"""Two-language text and ids, as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

_ID = re.compile(r"[a-z0-9][a-z0-9/-]*")
_DOTTED = re.compile(r"[a-z0-9][a-z0-9/-]*(?:\.[a-z0-9_/*-]+)*")


@dataclass(frozen=True)
class Text:
    """Words for a reader, in one or two languages."""

    en: str
    ja: str

    def in_language(self, lang: str) -> str:
        """The text in a language; the one that was written where the other is missing."""
        return self.ja if lang == "ja" else self.en


def parse_text(value: object) -> Text:
    """A string, or `{en: ..., ja: ...}` with either one missing."""
    if isinstance(value, Text):
        return value
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return Text(str(value), str(value))
    if (
        isinstance(value, dict)
        and value
        and set(value) <= {"en", "ja"}
        and all(isinstance(v, str) for v in value.values())
    ):
        either = next(iter(value.values()))
        return Text(value.get("en", either), value.get("ja", either))
    if isinstance(value, dict):
        for key in value:
            if key not in ("en", "ja"):
                raise ValueError(f"'{key}' is no language of a text; use one of en, ja")
    raise ValueError("a text is a string or {en: ..., ja: ...}")


def parse_id(value: object) -> str:
    """`a-z 0-9 - /`, starting with a letter or digit."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError(f"'{value}' is not an id; ids are made of a-z, 0-9, - and /")
    return value


def parse_path(value: object) -> str:
    """A dotted path: an id, then fields."""
    if not isinstance(value, str) or not _DOTTED.fullmatch(value):
        raise ValueError(f"'{value}' is not a path; write id.field, such as hub.restart")
    return value


TextOf = Annotated[
    Text,
    PlainValidator(parse_text),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"en": {"type": "string"}, "ja": {"type": "string"}},
                    "additionalProperties": False,
                },
            ],
            "description": "text, or {en: ..., ja: ...}",
        }
    ),
]
Id = Annotated[str, PlainValidator(parse_id), WithJsonSchema({"type": "string", "pattern": "^[a-z0-9][a-z0-9/-]*$"})]
Path = Annotated[
    str, PlainValidator(parse_path), WithJsonSchema({"type": "string", "description": "a dotted path: id.field"})
]
