"""Ten invented patients in the traffic of nineteen real sites, none of which they visited."""

import random
from pathlib import Path

from scriptward.analysis.leaks import Detector
from scriptward.sources.har_import import read_hars

CAPTURES = Path(__file__).parents[2] / "data" / "har"
GIVEN = ("Rose", "Mark", "Hope", "Grace", "Priya", "Will", "Chloe", "May", "Jordan", "Ruby")
FAMILY = ("Quillfeather", "Stone", "Young", "Rivers", "Day", "Harlow", "Brightwater", "Okafor")


def _patient(seed: int) -> dict[str, str]:
    dice = random.Random(seed)  # noqa: S311  # repeatable, no secret
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    return {
        f"p{seed}.{name}": text
        for name, text in {
            "email": f"{given}.{family}{dice.randint(1, 99)}@mail{dice.randint(1, 9)}.test".lower(),
            "phone": f"({dice.randint(201, 989)}) 555-01{dice.randint(10, 99)}",
            "full_name": f"{given} {family}",
            "family_name": family,
            "dob": f"{dice.randint(1931, 2004)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            "ssn": f"{dice.randint(900, 999)}-{dice.randint(10, 99)}-{dice.randint(1000, 9999)}",
            "mrn": f"MRN{dice.randint(10**7, 10**8 - 1)}",
            "zip": str(dice.randint(10000, 99999)),
            "condition": dice.choice(("type 2 diabetes", "anxiety disorder", "sleep apnea")),
            "search_phrase": f"asthma specialist near {dice.choice(('Eugene', 'Boise'))}",
            "card_number": " ".join(str(dice.randint(1000, 9999)) for _ in range(4)),
            "password": f"Tr1cky-Heron{dice.randint(10, 99)}",
        }.items()
    }


def test_traffic_that_holds_none_of_the_values_gives_no_leak():
    values = {name: text for seed in range(10) for name, text in _patient(seed).items()}
    follower = Detector(values).follow()
    sendings = read_hars(sorted(CAPTURES.glob("*.gz"))).sendings

    found = [leak for sending in sendings for leak in follower.find(sending.request)]

    assert (found, len(sendings)) == ([], 2380)
