"""Asks for the clipboard, the place, camera, microphone or devices.

fires: navigator.clipboard.readText().then(send)
fires: navigator.geolocation.getCurrentPosition(send)
fires: addEventListener("paste", send)
quiet: navigator.userAgent
"""

from collections.abc import Iterator

from scriptward.analysis.code import Code
from scriptward.analysis.signal import signal
from scriptward.vocabulary.words import Severity

_DEVICES = ("clipboard", "geolocation", "mediaDevices", "bluetooth", "usb", "hid", "serial")
_EVENTS = ("paste", "copy", "cut", "devicemotion", "deviceorientation")


@signal(says="asks for clipboard, place, camera, microphone or devices", severity=Severity.MEDIUM)
def device_access(code: Code) -> Iterator[int]:
    """Uses of what a browser guards by permissions."""
    yield from code.used(*(f"navigator.{name}" for name in _DEVICES))
    yield from code.listens(_EVENTS)
