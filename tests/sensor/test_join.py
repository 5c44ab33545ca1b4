"""The name of the task a call ran in is what the debugger says of its request."""


def started_by(visit, part):
    """Descriptions of a request's async parents, nearest first."""
    [event] = [e for e in visit.requests if part in e["request"]["url"]]
    stack = event["initiator"].get("stack", {}).get("parent")
    while stack:
        yield stack.get("description", "")
        stack = stack.get("parent")


def debugged(opened):
    visit = opened("quiet.html")
    visit.requests = []
    visit.cdp.on("Network.requestWillBeSent", lambda event: visit.requests.append(event))  # noqa: PLW0108  # playwright can't keep a builtin
    visit.cdp.send("Network.enable")
    visit.cdp.send("Debugger.enable")
    visit.cdp.send("Debugger.setAsyncCallStackDepth", {"maxDepth": 8})
    visit.said.clear()
    visit.page.goto(visit.site.url("calls.html"), wait_until="commit")
    visit.until(lambda: visit.said)
    return visit


def test_fetch_xhr_beacon_and_image_are_joined_by_task(opened):
    visit = debugged(opened)

    ids = {call.url.rpartition("/")[2]: call.id for call in visit.calls()}
    for name in ("fetch?q=1", "fetchRequest?q=1", "xhr?q=1", "beacon?q=1", "image?q=1"):
        assert ids[name] in list(started_by(visit, "/" + name)), name
