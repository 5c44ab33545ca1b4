"""Vendors' code is known by its texts, wherever it is served, and nobody else's code is."""

import pytest

from scriptward.knowledge.host_rows import rows
from scriptward.knowledge.script_sign import script_sign
from scriptward.knowledge.signed_code import products_in, room, signed_owner, speaks
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import NamedBy
from tests.behind.site import MONITORS, SDKS
from tools import vendor_bundles

BUNDLED = {
    "amplitude": "Amplitude Analytics",
    "clarity": "Clarity",
    "datadog": "RUM/Session Replay",
    "logrocket": "LogRocket",
    "mixpanel": "Mixpanel",
    "newrelic": "Browser agent",
    "posthog": "PostHog",
    "rudder": "CDP",
    "segment": "Segment",
    "sentry": "Sentry",
    "snowplow": "Snowplow collector",
}
PROVEN_BY_COPIES = {"google_tag_manager", "hubspot", "meta_pixel"}
"""Vendors whose script no package has: their signs were read in public copies."""
STRANGERS = [
    *("jquery/dist/jquery.js", "jquery/dist/jquery.min.js", "axios/dist/axios.js"),
    *("zone.js/bundles/zone.umd.js", "core-js/index.js", "htmx.org/dist/htmx.js"),
    *("rrweb/dist/rrweb.umd.cjs", "dompurify/dist/purify.js", "web-vitals/dist/web-vitals.js"),
    *("preact/dist/preact.umd.js", "uplot/dist/uPlot.iife.js", "boomerangjs/boomerang.js"),
    *("acorn/dist/acorn.js", "prettier/standalone.js", "error-stack-parser/error-stack-parser.js"),
    "@fingerprintjs/fingerprintjs/dist/fp.js",
    "@duckduckgo/autoconsent/dist/autoconsent.playwright.js",
]


@pytest.fixture(scope="module")
def bundles(checkout, tmp_path_factory):
    """`{SDK: its vendor's code, minified}` from `tests/vendors/sdks`."""
    folder = tmp_path_factory.mktemp("bundles")
    sources = {path.stem: path for path in (checkout / "tests/vendors/sdks").glob("*.js")}
    options = {
        "entryPoints": sorted(map(str, sources.values())),
        "outdir": str(folder),
        "bundle": True,
        "minify": True,
        "format": "iife",
        "legalComments": "none",
        "logLevel": "error",
    }
    vendor_bundles.built([options])
    return {name: (folder / f"{name}.js").read_text("utf-8") for name in sources}


@pytest.mark.parametrize("name,product", BUNDLED.items())
def test_a_vendors_minified_code_is_named(bundles, name, product):
    owner = signed_owner(bundles[name])

    assert owner is not None
    assert (owner.product, owner.by) == (product, NamedBy.CODE)


@pytest.mark.parametrize("name,product", BUNDLED.items())
def test_a_proxy_that_rewrites_every_known_host_changes_nothing(bundles, name, product):
    text = bundles[name]
    for host in sorted(rows(), key=len, reverse=True):
        text = text.replace(host, "www.willow.test/g") if host in text else text

    owner = signed_owner(text)

    assert owner is not None
    assert owner.product == product


@pytest.mark.parametrize("path", STRANGERS)
def test_other_code_is_nobodys(checkout, path):
    assert signed_owner((checkout / "node_modules" / path).read_text("utf-8")) is None


def test_code_of_the_sample_clinic_is_nobodys(checkout):
    own = [*checkout.glob("demo/clinic/**/*.js"), *checkout.glob("demo/vendors/*.js")]

    assert own
    assert not [path for path in own if signed_owner(path.read_text("utf-8"))]


def test_a_short_script_that_names_a_vendor_calls_it_only():
    snippet = 'window.NREUM = window.NREUM || {}; NREUM.info = {browser_monitoring_key: "k"};'

    assert signed_owner(snippet) is None


def test_a_script_with_the_signs_of_two_vendors_is_neithers(bundles):
    assert signed_owner(bundles["rudder"] + bundles["clarity"]) is None


def test_the_sites_own_bundle_with_an_sdk_in_it_stays_the_sites(bundles):
    own = "function book(visit){return fetch('/api/visits',{method:'POST',body:visit})}\n" * 8_000

    assert signed_owner(own + bundles["clarity"]) is None


def test_an_sdk_bundled_with_jquery_stays_the_sites(bundles, checkout):
    jquery = (checkout / "node_modules/jquery/dist/jquery.min.js").read_text("utf-8")

    assert signed_owner(jquery + bundles["clarity"]) is None


def test_each_sdk_of_the_sites_own_bundle_is_told(bundles, checkout):
    jquery = (checkout / "node_modules/jquery/dist/jquery.min.js").read_text("utf-8")
    own = jquery + bundles["posthog"] + bundles["sentry"] + bundles["mixpanel"]

    assert [one.product for one in products_in(own)] == ["Sentry", "Mixpanel", "PostHog"]


@pytest.mark.parametrize("name", BUNDLED)
def test_a_vendors_own_script_has_no_other_vendor_in_it(bundles, name):
    assert products_in(bundles[name]) == (signed_owner(bundles[name]),)


@pytest.mark.parametrize("path", STRANGERS)
def test_no_vendor_is_in_other_code(checkout, path):
    assert products_in((checkout / "node_modules" / path).read_text("utf-8")) == ()


def test_a_vendors_words_tell_what_it_collects_from_an_apps_own_requests(bundles):
    owner = signed_owner(bundles["sentry"])
    report = Request(url="https://www.willow.test/t?sentry_key=1", method="POST", body=b"{}")
    visit = Request(
        url="https://www.willow.test/api/visits", method="POST", body=b'{"name": "Rowan"}'
    )

    assert owner is not None
    assert speaks(owner, report)
    assert not speaks(owner, visit)


def test_every_sign_is_proven():
    unproven = room().keys() - {"new_relic", "rudderstack"} - BUNDLED.keys() - PROVEN_BY_COPIES

    assert unproven <= {*SDKS, *MONITORS}


def test_no_sign_names_a_payment_vendor():
    payment = {
        row.owner.entity
        for group in rows().values()
        for row in group
        if row.owner.category == "payment"
    }

    assert not {owner.entity for owner in map(_owner, room())} & payment


def _owner(name):
    text = "\n".join([*room()[name].signs, ";" * 4_000])
    owner = signed_owner(text)
    assert owner is not None
    return owner


@pytest.mark.parametrize("signs", [("one",), ("one", "one more")])
def test_signs_that_are_too_few_or_one_are_refused(signs):
    with pytest.raises(ValueError, match="vendor"):
        script_sign(host="vendor.test", longest=10_000, signs=signs)
