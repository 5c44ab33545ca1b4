"""The sensor masks as the collector does: the same cases, both answers."""

import subprocess

import pytest

from scriptward.lib.bare_urls import bare_part, bare_url
from tools import sensor_build

PARTS = {
    "appointments": "appointments",
    "find-a-doctor": "find-a-doctor",
    "knee pain": "knee pain",
    "v1": "v1",
    "2026": "2026",
    "40417733": "[id]",
    "p%34%30%34%31%37": "[id]",
    "12-34-56-78": "[id]",
    "mira@patients.example": "[email]",
    "mira%40patients.example": "[email]",
    "3f2504e0-4f89-41d3-9a0c-0305e82c3301": "[id]",
    "aGVsbG8gd29ybGQx1": "[id]",
    "internationalisation": "internationalisation",
    "a" * 40: "[id]",
    "a%20b%20c%20d%20e": "a%20b%20c%20d%20e",
    "": "",
}
URLS = {
    "https://www.clinic.test/a/b?q=1#f": "https://www.clinic.test/a/b",
    "https://user:pass@www.clinic.test:8443/a": "https://www.clinic.test:8443/a",
    "https://www.clinic.test": "https://www.clinic.test/",
    "https://www.clinic.test?mrn=40417733": "https://www.clinic.test/",
    "https://www.clinic.test/p/40417733/x": "https://www.clinic.test/p/[id]/x",
    "https://a1b2c3d4e5f6a7b8c9.px.test/t": "https://[id].px.test/t",
    "wss://www.clinic.test/s": "wss://www.clinic.test/s",
    "data:text/html,mira": "data:",
    "blob:https://www.clinic.test/3f2504e0": "blob:",
    "about:blank": "about:",
}


@pytest.fixture(scope="module")
def in_sensor(tmp_path_factory):
    """What the sensor makes of both lists: `{name: {text: answer}}`."""
    out = tmp_path_factory.mktemp("bare") / "bare.mjs"
    node = next(sensor_build.nodes())
    root = sensor_build.ROOT
    subprocess.run(
        [
            node,
            root / "node_modules" / "esbuild" / "bin" / "esbuild",
            root / "sensor" / "src" / "bare.ts",
            "--format=esm",
            "--bundle",
            "--log-level=error",
            f"--outfile={out}",
        ],
        check=True,
    )
    return out


@pytest.fixture(scope="module")
def answers(in_sensor, chromium, served):
    """What the sensor makes of both lists: `{text: answer}`."""
    served.bodies["bare.js"] = in_sensor.read_bytes()
    page = chromium.new_page()
    page.goto(served.url("quiet.html", "localhost"))
    script = (
        "async ([parts, urls]) => { const bare = await import('/bare.js');"
        " return Object.fromEntries([...parts.map((p) => [p, bare.barePart(p)]),"
        " ...urls.map((u) => [u, bare.bareUrl(u)])]); }"
    )
    found = page.evaluate(script, [list(PARTS), list(URLS)])
    page.close()
    return found


@pytest.mark.parametrize("text,answer", PARTS.items())
def test_a_part_is_masked_alike_in_the_page_and_at_the_collector(answers, text, answer):
    assert (answers[text], bare_part(text)) == (answer, answer)


@pytest.mark.parametrize("url,answer", URLS.items())
def test_an_address_is_cut_alike_in_the_page_and_at_the_collector(answers, url, answer):
    assert (answers[url], bare_url(url)) == (answer, answer)
