URL = "https://i.simpli.fi/p?cid=381480&cb=sifi_att_42656._hp"


def test_an_event_names_the_account(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Simpli.fi", "381480", "p")


def test_a_sync_names_the_partner(decoded):
    (hit,) = decoded("https://um.simpli.fi/pubmatic")

    assert (hit.account, hit.event) == ("", "pubmatic")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("simplifi", "381480", False)
