import httpx
import pytest

from scriptward.app.dashboard.passwords import first_password
from scriptward.store.database import Store
from tests.app.dashboard.conftest import sign_in, token_in

pytestmark = pytest.mark.anyio


async def test_the_first_password_is_made_once(store: Store):
    first = first_password(store)

    assert len(first) == 27
    assert first_password(store) == ""


async def test_the_right_password_lets_in_and_goes_back(visitor: httpx.AsyncClient, password: str):
    answer = await sign_in(visitor, password, back="/inventory")

    assert (answer.status_code, answer.headers["location"]) == (303, "/inventory")
    assert (await visitor.get("/inventory")).status_code == 200


async def test_the_cookie_is_kept_from_scripts_and_other_sites(
    visitor: httpx.AsyncClient, password: str
):
    answer = await sign_in(visitor, password)

    (cookie,) = (c for c in answer.headers.get_list("set-cookie") if c.startswith("scriptward="))
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/" in cookie


async def test_over_tls_the_cookie_is_secure_and_bound_to_the_host(
    visitor: httpx.AsyncClient, password: str
):
    visitor.headers["x-forwarded-proto"] = "https"
    visitor.base_url = httpx.URL("https://dashboard.test")

    answer = await sign_in(visitor, password)

    (cookie,) = (c for c in answer.headers.get_list("set-cookie") if "Host-scriptward=" in c)
    assert "Secure" in cookie
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("name, given", [("admin", "wrong"), ("somebody", "right"), ("", "")])
async def test_anything_else_is_refused_in_the_same_words(
    visitor: httpx.AsyncClient, password: str, name: str, given: str
):
    answer = await sign_in(visitor, password if given == "right" else given, name=name)

    assert answer.status_code == 403
    assert "Name and password don’t belong together." in answer.text
    assert "set-cookie" not in answer.headers or "scriptward=" not in answer.headers["set-cookie"]


async def test_a_way_back_leads_nowhere_else(visitor: httpx.AsyncClient, password: str):
    answer = await sign_in(visitor, password, back="https://evil.test/")

    assert answer.headers["location"] == "/"


async def test_after_five_wrong_tries_even_the_right_password_waits(
    visitor: httpx.AsyncClient, password: str
):
    for _ in range(5):
        await sign_in(visitor, "wrong")

    answer = await sign_in(visitor, password)

    assert answer.status_code == 429
    assert "Wait a minute" in answer.text


async def test_signing_out_ends_it(client: httpx.AsyncClient):
    page = await client.get("/findings")
    cookie = client.cookies["scriptward"]

    answer = await client.post("/sign-out", data={"form_token": token_in(page.text)})
    client.cookies.set("scriptward", cookie)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert (await client.get("/findings")).status_code == 303


async def test_who_is_signed_in_does_not_see_the_form(client: httpx.AsyncClient):
    answer = await client.get("/sign-in")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")


async def test_a_form_without_its_token_changes_nothing(client: httpx.AsyncClient):
    without = await client.post("/sign-out")
    wrong = await client.post("/sign-out", data={"form_token": "guess"})

    assert (without.status_code, wrong.status_code) == (403, 403)
    assert (await client.get("/findings")).status_code == 200


async def test_the_sign_in_form_needs_its_token_too(visitor: httpx.AsyncClient, password: str):
    answer = await visitor.post("/sign-in", data={"name": "admin", "password": password})

    assert answer.status_code == 403


async def test_a_form_from_another_site_is_refused(client: httpx.AsyncClient):
    page = await client.get("/findings")

    answer = await client.post(
        "/sign-out",
        data={"form_token": token_in(page.text)},
        headers={"sec-fetch-site": "cross-site"},
    )

    assert answer.status_code == 403


async def test_a_large_form_is_refused(client: httpx.AsyncClient):
    answer = await client.post("/sign-out", content=b"a" * 20_000)

    assert answer.status_code == 413
