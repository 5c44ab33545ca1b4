import httpx
import pytest

from scriptward.app.dashboard.passwords import first_password
from scriptward.store.database import Store
from tests.app.dashboard.conftest import sign_in, token_in
from tests.app.visiting import Visitor


def test_the_first_password_is_made_once(store: Store):
    first = first_password(store)

    assert len(first) == 27
    assert first_password(store) == ""


def test_the_right_password_lets_in_and_goes_back(visitor: Visitor, password: str):
    answer = sign_in(visitor, password, back="/inventory")

    assert (answer.status_code, answer.headers["location"]) == (303, "/inventory")
    assert (visitor.get("/inventory")).status_code == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites(visitor: Visitor, password: str):
    answer = sign_in(visitor, password)

    (cookie,) = (c for c in answer.headers.get_list("set-cookie") if c.startswith("scriptward="))
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/" in cookie


def test_over_tls_the_cookie_is_secure_and_bound_to_the_host(visitor: Visitor, password: str):
    visitor.client.headers["x-forwarded-proto"] = "https"
    visitor.client.base_url = httpx.URL("https://dashboard.test")

    answer = sign_in(visitor, password)

    (cookie,) = (c for c in answer.headers.get_list("set-cookie") if "Host-scriptward=" in c)
    assert "Secure" in cookie
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("name, given", [("admin", "wrong"), ("somebody", "right"), ("", "")])
def test_anything_else_is_refused_in_the_same_words(
    visitor: Visitor, password: str, name: str, given: str
):
    answer = sign_in(visitor, password if given == "right" else given, name=name)

    assert answer.status_code == 403
    assert "Name and password don’t belong together." in answer.text
    assert "set-cookie" not in answer.headers or "scriptward=" not in answer.headers["set-cookie"]


def test_a_way_back_leads_nowhere_else(visitor: Visitor, password: str):
    answer = sign_in(visitor, password, back="https://evil.test/")

    assert answer.headers["location"] == "/"


def test_after_five_wrong_tries_even_the_right_password_waits(visitor: Visitor, password: str):
    for _ in range(5):
        sign_in(visitor, "wrong")

    answer = sign_in(visitor, password)

    assert answer.status_code == 429
    assert "Wait a minute" in answer.text


def test_signing_out_ends_it(client: Visitor):
    page = client.get("/findings")
    cookie = client.client.cookies["scriptward"]

    answer = client.post("/sign-out", data={"form_token": token_in(page.text)})
    client.client.cookies.set("scriptward", cookie)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert (client.get("/findings")).status_code == 303


def test_who_is_signed_in_does_not_see_the_form(client: Visitor):
    answer = client.get("/sign-in")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_form_without_its_token_changes_nothing(client: Visitor):
    without = client.post("/sign-out")
    wrong = client.post("/sign-out", data={"form_token": "guess"})

    assert (without.status_code, wrong.status_code) == (403, 403)
    assert (client.get("/findings")).status_code == 200


def test_the_sign_in_form_needs_its_token_too(visitor: Visitor, password: str):
    answer = visitor.post("/sign-in", data={"name": "admin", "password": password})

    assert answer.status_code == 403


def test_a_form_from_another_site_is_refused(client: Visitor):
    page = client.get("/findings")

    answer = client.post(
        "/sign-out",
        data={"form_token": token_in(page.text)},
        headers={"sec-fetch-site": "cross-site"},
    )

    assert answer.status_code == 403


def test_a_large_form_is_refused(client: Visitor):
    answer = client.post("/sign-out", content=b"a" * 20_000)

    assert answer.status_code == 413
