"""The description of the REST interface is valid, and true."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from dsocr_native.server.documents import KINDS


@pytest.fixture(scope="module")
def description(server) -> dict:
    return server.get("/api/openapi.json").json()


def schema(description: dict, name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": description["components"]})


def test_it_is_valid(description):
    OpenAPIV31SpecValidator(description).validate()


def test_the_answers_are_as_described(server, description, rows_png):
    read = server.post("/api/read?characters=true", rows_png)
    schema(description, "Page").validate(read.json())
    schema(description, "Problem").validate(server.post("/api/read?format=x", rows_png).json())
    wrong = {**read.json(), "lines": [{"text": 1}]}
    assert not schema(description, "Page").is_valid(wrong)  # so that a schema that takes all is found out


def test_every_address_is_there(server, description):
    for path, operations in description["paths"].items():
        for method in ("get", "post"):
            assert (server.ask(method.upper(), path).status != 405) == (method in operations)


def test_every_format_is_there(description):
    for path in ("/api/read", "/api/export"):
        operation = description["paths"][path]["post"]
        format = next(parameter for parameter in operation["parameters"] if parameter["name"] == "format")
        assert format["schema"]["enum"] == list(KINDS)
        assert set(operation["responses"]["200"]["content"]) == {kind.media_type for kind in KINDS.values()}
