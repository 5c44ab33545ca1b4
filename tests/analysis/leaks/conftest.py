from collections.abc import Callable

import pytest

from scriptward.analysis.leaks import Detector, Leaks, Request

PERSON = {
    "p1.email": "maria.quill@harborlight.test",
    "p1.phone": "(206) 555-0143",
    "p1.full_name": "Rose Quillfeather",
    "p1.given_name": "Rose",
    "p1.family_name": "Quillfeather",
    "p1.dob": "1980-03-14",
    "p1.ssn": "078-05-1129",
    "p1.mrn": "MRN 40417733",
    "p1.zip": "98101",
    "p1.search_phrase": "cancer screening near me",
    "p1.card_number": "4242 4242 4242 4242",
    "p1.exp": "09/29",
    "p1.cvv": "739",
    "p1.password": "Tr1cky-Heron",
    "p1.message": "I found a lump and “I'm worried”; please call after five & not before",
}


@pytest.fixture(scope="session")
def detector() -> Detector:
    return Detector(PERSON)


@pytest.fixture(scope="session")
def person() -> dict[str, str]:
    return PERSON


@pytest.fixture(scope="session")
def in_body(detector: Detector) -> Callable[[bytes], Leaks]:
    def find(body: bytes) -> Leaks:
        return detector.find(Request(url="https://t.test/c", method="POST", body=body))

    return find


@pytest.fixture(scope="session")
def in_url(detector: Detector) -> Callable[[str], Leaks]:
    def find(url: str) -> Leaks:
        return detector.find(Request(url=url))

    return find
