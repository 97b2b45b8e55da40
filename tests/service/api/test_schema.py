"""The description is complete and true, and no call makes the service fail."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
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
    """So many calls of each operation, with valid and invalid values; none a 5xx."""
    office, raw = described
    known = office.get("/v1/requests").json()["items"][0]["id"]
    schema = schemathesis.openapi.from_dict(raw)
    found = [operation.ok() for operation in schema.get_all_operations()]
    # It is not ready here, and says so by 503.
    return sum(
        calls(office, operation, known, examples)
        for operation in found
        if operation.path != "/readyz"
    )


def calls(
    office: Office, operation: schemathesis.APIOperation, known: str, examples: int
) -> int:
    """Call one operation; every other time of a request that there is."""
    made = 0

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=_QUIET,
        phases=(Phase.explicit, Phase.generate),
    )
    @given(case=operation.as_strategy())
    def call(case: schemathesis.Case) -> None:
        nonlocal made
        made += 1
        if made % 2 and "request_id" in (case.path_parameters or {}):
            case.path_parameters["request_id"] = known
        base = str(office.client.base_url)
        answer = case.call(base_url=base, headers=office.headers)
        case.validate_response(answer, checks=_CHECKS)

    call()
    return made


def test_no_call_makes_it_fail(described: tuple[Office, dict[str, Any]]) -> None:
    assert check(described, examples=3) > 80


@pytest.mark.slow
@pytest.mark.nightly
def test_no_call_of_thousands_makes_it_fail(
    described: tuple[Office, dict[str, Any]],
) -> None:
    assert check(described, examples=60) > 2000
