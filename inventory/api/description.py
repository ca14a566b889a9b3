"""Describe the API on a page of the site, made from the same schema that programs read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

type Schema = Mapping[str, Any]

REFUSED = 400  # and above: statuses of refusals, which all have one shape


@dataclass(frozen=True, slots=True)
class Field:
    """Describe one value that is sent or answered."""

    name: str
    type: str
    meaning: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """Describe what one address does: what is sent to it, and in which shape it answers."""

    key: str
    method: str
    path: str
    summary: str
    paragraphs: tuple[str, ...]
    sent_as: str  # empty where nothing but the address is sent
    fields: tuple[Field, ...]
    answers: tuple[tuple[str, str], ...]  # status and name of the shape


@dataclass(frozen=True, slots=True)
class Shape:
    """Describe what is sent or answered as one object."""

    name: str
    paragraphs: tuple[str, ...]
    fields: tuple[Field, ...]


class SitePage(DocsBase):
    """Draw the description in the frame of the site, which a library's page for trying it out is not."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Answer with the page."""
        schema = api.get_openapi_schema(path_prefix=request.path.removesuffix("docs"))
        context = {
            "section": "api",
            "title": schema["info"]["title"],
            "paragraphs": paragraphs_of(schema["info"]["description"]),
            "operations": list(operations_of(schema)),
            "shapes": [
                Shape(name, paragraphs_of(one.get("description", "")), fields_of(one))
                for name, one in sorted(schema["components"]["schemas"].items())
                if "properties" in one
            ],
            "schema_url": self.get_openapi_url(api, kwargs),
        }
        return render(request, "inventory/api/docs.html", context)


def operations_of(schema: Schema) -> Iterator[Operation]:
    """Yield every operation, in the order in which they are declared."""
    for path, methods in schema["paths"].items():
        for method, one in methods.items():
            bodies: dict[str, Schema] = one.get("requestBody", {}).get("content", {})
            sent_as, body = next(iter(bodies.items()), ("", {}))
            yield Operation(
                key=one["operationId"],
                method=method.upper(),
                path=path,
                summary=one["summary"],
                paragraphs=paragraphs_of(one.get("description", "")),
                sent_as=sent_as,
                fields=(*_parameters(one), *_sent(body.get("schema", {}))),
                answers=tuple(_answers(one["responses"])),
            )


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each as one line; none of an empty text."""
    return tuple(" ".join(one.split()) for one in text.split("\n\n") if one.strip())


def fields_of(schema: Schema) -> tuple[Field, ...]:
    """Return the fields of an object."""
    required = schema.get("required", ())
    return tuple(
        Field(name, type_words(one), one.get("description", ""), name in required)
        for name, one in schema.get("properties", {}).items()
    )


def type_words(schema: Schema) -> str:
    """Return in words what a value may be.

    >>> fault = {"$ref": "#/components/schemas/Fault"}
    >>> type_words({"anyOf": [{"type": "array", "items": fault}, {"type": "null"}]})
    'list of Fault, or null'
    >>> type_words({"type": "string", "format": "uuid"}), type_words({"enum": ["new", "skip"]})
    ('string (uuid)', '“new”, “skip”')
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return ", or ".join(map(type_words, schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        return ", ".join(f"“{value}”" for value in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of {type_words(schema['items'])}"
    kind = str(schema.get("type", "anything"))
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def _parameters(operation: Schema) -> Iterator[Field]:
    for one in operation.get("parameters", ()):
        meaning = one.get("description", "") or one["schema"].get("description", "")
        yield Field(one["name"], type_words(one["schema"]), meaning, one.get("required", False))


def _sent(schema: Schema) -> tuple[Field, ...]:
    """Return the fields of what is sent; an object with a shape of its own is one field without a name."""
    if "$ref" in schema:
        return (Field("", type_words(schema), "", is_required=True),)
    return fields_of(schema)


def _answers(responses: Mapping[Any, Schema]) -> Iterator[tuple[str, str]]:
    for status, one in responses.items():
        if int(status) < REFUSED:
            content: Schema = next(iter(one["content"].values()))
            yield str(status), type_words(content["schema"])
