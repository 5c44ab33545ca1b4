"""Libraries are known inside what a bundler made of them: names shortened, comments gone."""

import pytest

from scriptward.knowledge.libraries import libraries_in
from tools import vendor_bundles

APP = """
import $ from "jquery-1";
import _ from "lodash-4.17.4";
$(() => console.log(_.chunk([1, 2, 3], 2)));
"""


@pytest.fixture(scope="module", params=["iife", "esm"])
def bundle(request, tmp_path_factory):
    """What esbuild makes of an old jQuery and an old lodash."""
    file = tmp_path_factory.mktemp("bundle") / "app.js"
    options = {
        "stdin": {"contents": APP, "resolveDir": str(vendor_bundles.ROOT)},
        "outfile": str(file),
        "bundle": True,
        "minify": True,
        "format": request.param,
        "legalComments": "none",
        "logLevel": "error",
    }
    vendor_bundles.built([options])
    return file.read_text("utf-8")


def test_two_libraries_in_one_bundle_have_their_advisories(bundle):
    found = {each.name: each for each in libraries_in("https://clinic.test/app.4f2a.js", bundle)}

    assert {name: each.version for name, each in found.items()} == {
        "jquery": "1.12.4",
        "lodash": "4.17.4",
    }
    assert "CVE-2020-11022" in found["jquery"].vulnerabilities
    assert "CVE-2019-10744" in found["lodash"].vulnerabilities


@pytest.mark.parametrize(
    "name,version,code",
    [
        (
            "handlebars",
            "4.0.11",
            'l=S(h),p="4.0.11";u.VERSION=p;var i=7;u.COMPILER_REVISION=i;',
        ),
        (
            "jquery-ui",
            "1.12.1",
            'return s.widget("ui.button",{version:"1.12.1",options:{appendTo:"body"',
        ),
        (
            "knockout",
            "3.4.0",
            'e.version="3.4.0",e.exportSymbol("version",e.version),',
        ),
        (
            "underscore.js",
            "1.8.3",
            (
                't.VERSION="1.8.3";var E=function(n,r,e){if(r===void 0)return n;'
                "switch(e??3){case 1:return function(u){"
            ),
        ),
        (
            "vue",
            "2.5.16",
            'Object.defineProperty(P,"FunctionalRenderContext",{value:Or}),P.version="2.5.16";',
        ),
    ],
)
def test_a_library_without_its_banner_is_known_by_where_it_keeps_its_version(name, version, code):
    (library,) = libraries_in("", f"(()=>{{var a=1;{code}}})();")

    assert (library.name, library.version) == (name, version)
    assert library.vulnerabilities


@pytest.mark.parametrize("version", ["1.10.16", "9.9.9"])
def test_another_programs_version_is_none_of_theirs(version):
    assert libraries_in("", f'q.version="{version}",q.VERSION="{version}",q.settings=[];') == ()
