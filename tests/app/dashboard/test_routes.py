import pytest
from starlette.routing import Route

from scriptward.app.collector.receiver import OPEN_ROUTES
from scriptward.app.dashboard.closed import OpenRoute
from scriptward.app.dashboard.routes import dashboard
from scriptward.store.database import Store
from tests.app.visiting import Visitor

OPEN = {
    ("GET", "/sign-in"): "the way in",
    ("POST", "/sign-in"): "the way in",
    ("GET", "/site.css"): "the sign-in page needs its looks",
    ("GET", "/icon.svg"): "the sign-in page needs its looks",
}


def test_only_these_routes_are_open_each_for_its_reason(store: Store):
    routes = dashboard(store, sites=frozenset()).routes

    found = {
        (method, route.path): route.why
        for route in routes
        if isinstance(route, OpenRoute)
        for method in (route.methods or set()) - {"HEAD"}
    }

    assert found == OPEN
    assert OPEN_ROUTES == {
        "/c/": "patients' browsers send beacons without signing in",
        "/csp/": "browsers send policy reports by themselves",
        "/sensor.js": "every page of the site loads it",
    }


def test_every_other_route_is_closed_to_who_is_not_signed_in(store: Store, visitor: Visitor):
    closed = [
        (method, route.path)
        for route in dashboard(store, sites=frozenset()).routes
        if isinstance(route, Route)
        for method in (route.methods or set())
        if (method.replace("HEAD", "GET"), route.path) not in OPEN
    ]

    answers = [visitor.request(method, path) for method, path in closed]

    assert len(closed) == 12
    assert {answer.status_code for answer in answers} == {303, 401}
    assert all(
        answer.headers["location"].startswith("/sign-in?next=/")
        for answer in answers
        if answer.status_code == 303
    )


@pytest.mark.parametrize("path", ["/nowhere", "/findings/", "//findings", "/sign-in/x", "/%2e"])
def test_what_is_no_route_is_closed_too(visitor: Visitor, path: str):
    answer = visitor.get(f"http://127.0.0.1:8620{path}")

    assert answer.status_code == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_closed_too(visitor: Visitor, method: str):
    assert (visitor.request(method, "/sign-in")).status_code == 401


@pytest.mark.parametrize("path", ["/sign-in", "/site.css", "/findings", "/nowhere"])
def test_every_answer_has_the_security_headers(client: Visitor, path: str):
    headers = (client.get(path)).headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_no_page_has_anything_inline(client: Visitor, loaded: Store):
    pages = [(client.get(path)).text for path in ("/findings", "/flows", "/inventory", "/policy")]

    assert not any(
        "<script" in page or " style=" in page or " on" + "click" in page for page in pages
    )


def test_an_address_that_leads_nowhere_says_so(client: Visitor):
    answer = client.get("/nowhere")

    assert answer.status_code == 404
    assert "<h1>No such page</h1>" in answer.text


def test_a_database_that_fails_is_told_without_its_words(client: Visitor, store: Store):
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE finding")

    answer = client.get("/findings")

    assert answer.status_code == 503
    assert "<h1>Nothing to show</h1>" in answer.text
    assert "no such table" not in answer.text


def test_nobody_is_let_in_while_sign_ins_cant_be_read(client: Visitor, store: Store):
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE sign_in")

    answer = client.get("/findings")

    assert (answer.status_code, answer.text) == (503, "come again later\n")
