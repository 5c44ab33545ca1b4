"""The sensor's line out of a page: what a page says there is not the sensor's word."""

import msgspec
import pytest

from scriptward.sources.scan.protocol import BindingCalled
from scriptward.sources.scan.sensor_channel import SensorChannel
from scriptward.sources.scan.targets import Target
from scriptward.vocabulary.sensor import Call, Record

SENSOR = "const b = '__SCRIPTWARD_BINDING__', s = '__SCRIPTWARD_SECRET__';"


@pytest.fixture
def channel() -> SensorChannel:
    return SensorChannel(SENSOR)


def said(channel: SensorChannel, text: str) -> None:
    name = channel.commands()[1][1]["name"]
    target = Target(session="s", id="t", type="worker", url="", page="p1")
    channel.take("p1", target, BindingCalled(name=str(name), payload=text))


def secret(channel: SensorChannel) -> str:
    return channel.injected[0].split("'")[3]


def test_every_run_has_a_binding_and_a_secret_of_its_own():
    first, second = SensorChannel(SENSOR), SensorChannel(SENSOR)

    assert first.injected != second.injected
    assert "__SCRIPTWARD" not in first.injected[0]


def test_a_record_without_the_secret_is_dropped_and_counted(channel):
    record: Record = Call(id="sw:x.1", api="fetch", url="https://evil.example/")

    said(channel, msgspec.json.encode(record).decode())

    assert channel.forged == 1
    assert channel.calls == []


def test_a_record_that_is_not_one_is_lost_and_counted(channel):
    said(channel, secret(channel) + '{"t": "call"')

    assert channel.lost == 1


@pytest.mark.browser
def test_a_page_finds_no_trace_of_the_line(site, scan, checkout):
    sensor = (checkout / "src/scriptward/app/assets/sensor.scan.js").read_text("utf-8")
    page = site.page(
        "/find",
        """<title>find</title><link rel=icon href="data:,"><script>
        const odd = w => Object.getOwnPropertyNames(w).filter(n => /^_[0-9a-f]{24}$/.test(n));
        const frame = document.createElement('iframe');
        document.documentElement.append(frame);
        fetch(`/found?${odd(window).length}${odd(frame.contentWindow).length}`);
        </script>""",
    )

    capture = scan(page, sensor=sensor)

    (found,) = [s for s in capture.sendings if "/found?" in s.request.url]
    assert found.request.url.endswith("?00")
    assert found.sensor is not None
    assert found.sensor.api == "fetch"
