"""Requests to pay: the browser fetches a manifest of each method, so its host is asked first."""

import json

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed
from tests.guard.site import POLICY

TOTAL = "{total: {label: 'a', amount: {currency: 'USD', value: '1'}}}"
PAYS = """(methods) => new PaymentRequest(methods.map((supportedMethods) => ({supportedMethods})),
  %s).canMakePayment().then(String, (error) => error.name)"""


MAY_PAY = POLICY + "  - {id: pays, permit: payment}\n"


@pytest.fixture
def paying(page, site):
    site.files["/paying.js"] = guard_script(parsed(MAY_PAY), headers=True)
    site.files["/pay"] = b"<!doctype html><script src=/paying.js></script><title>Pay</title>"
    page.goto("http://www.clinic.test/pay")
    site.posted.clear()
    return page


def test_a_method_of_a_forbidden_host_is_refused_as_one_nobody_has_and_told(paying, site):
    methods = ["https://www.clinic.test/own", "https://pay.evil.test/manifest"]

    assert paying.evaluate(PAYS % TOTAL, methods) == "false"

    paying.goto("about:blank")
    paying.wait_for_timeout(300)
    told = [one for _, body in site.posted for one in json.loads(body)["behaviours"]]
    blocked = [(one["kind"], one["target"]) for one in told if one["kind"] == "block"]
    assert blocked == [("block", "https://pay.evil.test/manifest")]


def test_what_is_wrong_with_a_request_to_pay_is_said_as_before(paying):
    said = "() => { try { new PaymentRequest(%s); } catch (error) { return error.name; } }"

    assert paying.evaluate(said % "[]") == "TypeError"
    assert paying.evaluate(said % f"[{{supportedMethods: 'no method'}}], {TOTAL}") == "RangeError"
    assert paying.evaluate("() => [PaymentRequest.name, PaymentRequest.length]") == [
        "PaymentRequest",
        1,
    ]
