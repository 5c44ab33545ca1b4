"""Small shops that take cards in every way there is, and the company that takes cards for them."""

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival

TAKER = "https://pay.cardhouse.test"
_HTML = ("Content-Type", "text/html; charset=utf-8")
_CARD = """<label>Card number <input name="number" autocomplete="cc-number"></label>
<label>Expires <input name="expires" autocomplete="cc-exp"></label>
<label>Code <input name="code" autocomplete="cc-csc"></label><button>Send</button>"""
_TO_PAY = '<a id="pay" href="/pay">Pay your bill</a>'
SHOPS = {
    "server": {"/": '<form action="/go" method="post"><button id="pay">Pay</button></form>'},
    "script": {
        "/": f"""<button id="pay">Pay</button><script>
document.getElementById("pay").onclick = () => {{ location.href = "{TAKER}/form"; }};
</script>"""
    },
    "meta": {
        "/": _TO_PAY,
        "/pay": f'<meta http-equiv="refresh" content="1; url={TAKER}/form"><p>One moment</p>',
    },
    "frame": {
        "/": _TO_PAY,
        "/pay": f"""<label>Name on card <input autocomplete="cc-name"></label>
<iframe src="{TAKER}/moved" title="Card"></iframe>""",
    },
    "direct": {
        "/": _TO_PAY,
        "/pay": f'<form action="{TAKER}/charge" method="post">{_CARD}</form>',
    },
    "own": {"/": _TO_PAY, "/pay": f'<form action="/charge" method="post">{_CARD}</form>'},
    "link": {"/": f'<a id="pay" href="{TAKER}/form">Pay your bill</a>'},
    "sent": {
        "/": f"""<button id="pay">Pay</button><form action="{TAKER}/form" method="post"></form>
<script>document.getElementById("pay").onclick = () => document.forms[0].submit();</script>"""
    },
    "news": {
        "/": '<a id="pay" href="/pay">Read on</a>',
        "/pay": """<form action="https://lists.mail.test/join"><input type="email" name="email">
<button>Join</button></form><iframe src="https://maps.nook.test/" title="Map"></iframe>""",
    },
}
"""`{shop: {path: what stands in the page}}`; the last one takes no cards."""


def host(shop: str) -> str:
    """Where a shop is."""
    return f"www.{shop}.test"


def answered(arrival: Arrival) -> Reply:
    """The answer to one request."""
    if arrival.host == "pay.cardhouse.test":
        if arrival.path == "/moved":
            return Reply(status=302, headers=(("Location", "/form"),))
        return _page(f"<h1>Cardhouse</h1><form>{_CARD}</form>")
    if arrival.path == "/go":
        return Reply(status=302, headers=(("Location", f"{TAKER}/form?order=4711"),))
    shop = SHOPS.get(arrival.host.split(".")[1], {})
    return _page(shop.get(arrival.path, "<p>Nothing here</p>"))


def _page(inside: str) -> Reply:
    head = (
        '<!doctype html><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">'
    )
    return Reply(headers=(_HTML,), body=f"{head}{inside}".encode())
