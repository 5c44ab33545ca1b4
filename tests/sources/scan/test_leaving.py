"""Blobs and forms with files that leave with the page: the debugger has nobody to ask for them."""

import pytest

pytestmark = pytest.mark.browser

PAGE = r"""<!doctype html><title>leaving</title><link rel=icon href="data:,"><script>
const packed = () => new Uint8Array([120, 156, 0, 255, 254, 1, 13, 10, 200]);
const form = (...entries) => {
  const all = new FormData();
  for (const entry of entries) all.append(...entry);
  return all;
};
const bodies = {
  text: () => new Blob(['in a ', 'blob'], {type: 'text/plain'}),
  numbers: () => new Blob([1, true, null, undefined, 'é\ud800']),
  bytes: () => new Blob([packed(), packed().buffer, new DataView(packed().buffer, 2, 3)]),
  reused: () => {
    const bytes = packed(), blob = new Blob([bytes.subarray(1)]);
    bytes.fill(0);
    return blob;
  },
  nested: () => new Blob([new Blob(['one']), new File([packed()], 'two'), 'three']),
  file: () => new File(['in a file'], 'n.txt'),
  replay: () => form(['segment', new Blob([packed()], {type: 'application/octet-stream'}), 'n-1'],
    ['note', 'two\nlines'], ['event', new Blob(['{"a":"b"}'], {type: 'application/json'})]),
  named: () => form(['a "name"\n', new File(['x'], 'é "f"\n.txt')], ['é', 'text']),
  alike: () => form(['f', new Blob(['one'])], ['f', new Blob(['two'])], ['g', new Blob(['six'])]),
  replaced: () => {
    const all = form(['f', new Blob(['one'])], ['f', new Blob(['two'])]);
    all.set('f', new Blob(['six']));
    return all;
  },
  deleted: () => {
    const all = form(['f', new Blob(['gone'])], ['f', 'text']);
    all.delete('f');
    all.append('f', new File(['six'], 'f'));
    return all;
  },
};
const odd = {
  made: () => new Blob((function* () { yield 'by a generator'; })()),
  endless: () => new Blob(new Proxy([], {
    get: (all, name) => name === 'length' ? 1e15 : function* () { yield 'one part'; },
    getOwnPropertyDescriptor: () => ({value: '', configurable: true}),
  })),
  cut: () => new Blob(['0123456789']).slice(2, 5),
  large: () => new Blob(['x'.repeat(2_000_001)]),
};
function send(way, all) {
  for (const name in all) {
    const url = `/${way}-${name}`, options = {method: 'POST', body: all[name](), keepalive: true};
    if (way === 'fetch') fetch(url, options).catch(() => 0);
    if (way === 'request') fetch(new Request(url, options)).catch(() => 0);
    if (way === 'beacon') navigator.sendBeacon(url, options.body);
    if (way === 'xhr') {
      const xhr = new XMLHttpRequest();
      xhr.open('POST', url);
      xhr.send(options.body);
    }
  }
}
addEventListener('pagehide', () => {
  for (const way of ['beacon', 'fetch', 'request', 'xhr']) send(way, bodies);
  send('xhr', odd);
});
</script>"""
BLOBS = ["text", "numbers", "bytes", "reused", "nested", "file"]
FORMS = ["replay", "named", "alike", "replaced", "deleted"]


@pytest.fixture(scope="module")
def site_and_capture(lasting_site, scan, checkout):
    sensor = (checkout / "src/scriptward/app/assets/sensor.scan.js").read_text("utf-8")
    lasting_site.page("/next", "<title>next</title>")
    pages = [lasting_site.page("/leaving", PAGE), lasting_site.url("/next")]
    return lasting_site, scan(*pages, sensor=sensor)


def seen(capture, path):
    (only,) = [s for s in capture.sendings if s.request.url.endswith(path)]
    return only.request


def without_boundary(request):
    headers = {name.lower(): value for name, value in request.headers}
    boundary = headers.get("content-type", "").partition("boundary=")[2]
    return request.body.replace(boundary.encode(), b"-") if boundary else request.body


@pytest.mark.parametrize("name", [*BLOBS, *FORMS])
@pytest.mark.parametrize("way", ["beacon", "fetch", "request"])
def test_a_body_is_read_as_it_arrived(site_and_capture, way, name):
    site, capture = site_and_capture
    path = f"/{way}-{name}"
    (arrived,) = [one.body for one in site.arrived if one.path == path]

    request = seen(capture, path)

    assert arrived
    assert request.body == arrived
    assert not request.body_missing


@pytest.mark.parametrize("name", [*BLOBS, *FORMS])
def test_a_body_is_read_that_leaves_too_late_to_arrive(site_and_capture, name):
    _, capture = site_and_capture

    request = seen(capture, f"/xhr-{name}")

    assert without_boundary(request) == without_boundary(seen(capture, f"/fetch-{name}"))
    assert not request.body_missing


@pytest.mark.parametrize("name", ["made", "endless", "cut", "large"])
def test_a_body_that_only_the_page_could_tell_is_missing(site_and_capture, name):
    _, capture = site_and_capture

    request = seen(capture, f"/xhr-{name}")

    assert request.body == b""
    assert request.body_missing


def test_only_missing_bodies_are_a_limit_of_the_scan(site_and_capture):
    _, capture = site_and_capture

    assert "4 request bodies could not be read to their end." in capture.unseen
