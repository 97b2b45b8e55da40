"""The description is complete and true, and no call makes the service fail."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks as openapi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from service.cases.roles import Role
from tests.service.office import Office, opened

# What is answered is what the description says: status, media type and shape.
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CHECKS = [
    not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
    openapi.negative_data_rejection,
    openapi.ignored_auth,
]
_QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@pytest.fixture(scope="module")
def described(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Office, dict[str, Any]]]:
    with opened(tmp_path_factory.mktemp("schema")) as office:
        office.user("second", Role.SENIOR)
        for n in range(3):
            office.upload(f"paper {n}")
        yield office, office.get("/v1/openapi.json").json()


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_every_operation_is_described(
    described: tuple[Office, dict[str, Any]],
) -> None:
    _, schema = described
    ids = [operation["operationId"] for _, operation in operations(schema)]
    assert len(ids) == len(set(ids)) > 40
    for name, operation in operations(schema):
        assert operation.get("description"), name
        assert operation.get("tags"), name
        if name.split()[1].startswith("/v1"):
            assert (
                "application/problem+json"
                in operation["responses"]["default"]["content"]
            )
    parts = schema["components"]["schemas"]
    assert "Report" in parts
    assert parts["ProblemBody"]["properties"]["code"]["examples"]


def check(described: tuple[Office, dict[str, Any]], examples: int) -> int:
    """So many calls of each operation with valid values, and as many with invalid.

    None is a 5xx, answers are as described, and what is invalid is refused.
    """
    office, raw = described
    known = office.get("/v1/requests").json()["items"][0]["id"]
    schema = schemathesis.openapi.from_dict(raw)
    found = [operation.ok() for operation in schema.get_all_operations()]
    # It is not ready here, and says so by 503.
    return sum(
        calls(office, (operation, mode), known, examples)
        for operation in found
        for mode in GenerationMode
        if operation.path != "/readyz"
    )


def calls(
    office: Office,
    what: tuple[schemathesis.APIOperation, GenerationMode],
    known: str,
    examples: int,
) -> int:
    """Call one operation; every other time of a request that there is."""
    operation, mode = what
    made = 0

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=_QUIET,
        phases=(Phase.explicit, Phase.generate),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: schemathesis.Case) -> None:
        nonlocal made
        # Said several times, the last one counts, and it may be right.
        assume(mode.is_positive or not any(map(is_list, case.query.values())))
        made += 1
        if mode.is_positive and made % 2 and "request_id" in case.path_parameters:
            case.path_parameters["request_id"] = known
        base = str(office.client.base_url)
        answer = case.call(base_url=base, headers=office.headers)
        case.validate_response(answer, checks=_CHECKS)

    try:
        call()
    except Unsatisfiable:
        # Where nothing may be said, nothing wrong can be said.
        assert mode.is_negative
    return made


def is_list(value: object) -> bool:
    return isinstance(value, list)


def test_no_call_makes_it_fail(described: tuple[Office, dict[str, Any]]) -> None:
    assert check(described, examples=3) > 80


@pytest.mark.slow
@pytest.mark.nightly
def test_no_call_of_thousands_makes_it_fail(
    described: tuple[Office, dict[str, Any]],
) -> None:
    assert check(described, examples=60) > 4000
