from scriptward.knowledge.identity import Masker
from scriptward.vocabulary.words import DataKind


def test_equal_values_of_a_run_have_equal_digests():
    masker = Masker(b"key of this run")

    first = masker.masked(DataKind.EMAIL, "ada@example.test")
    second = masker.masked(DataKind.EMAIL, "ada@example.test")

    assert first.digest == second.digest
    assert first.digest != masker.masked(DataKind.EMAIL, "bob@example.test").digest


def test_digests_of_two_runs_have_nothing_in_common():
    one = Masker(b"one").masked(DataKind.MRN, "40417733")
    two = Masker(b"two").masked(DataKind.MRN, "40417733")

    assert one.digest != two.digest


def test_a_mask_shows_two_characters_of_a_long_value():
    masked = Masker(b"k").masked(DataKind.EMAIL, "ada@example.test")

    assert (masked.text, masked.length) == ("ad••••••••", 16)


def test_a_mask_shows_nothing_of_a_short_value():
    assert Masker(b"k").masked(DataKind.NAME, "Ada").text == "•••"


def test_a_mask_shows_nothing_of_card_data():
    assert Masker(b"k").masked(DataKind.CARD_DATA, "4111111111111111").text == "••••••••"


def test_a_mask_never_shows_control_characters():
    assert Masker(b"k").masked(DataKind.FREE_TEXT, "\x1b[31m red alert").text == "••••••••"


def test_the_key_stays_out_of_the_repr():
    assert "secret" not in repr(Masker(b"secret"))


def test_lone_surrogates_are_masked_like_anything_else():
    assert Masker(b"k").masked(DataKind.FREE_TEXT, "\ud800" * 10).length == 10
