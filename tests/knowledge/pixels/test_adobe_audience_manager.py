URL = "https://dpm.demdex.net/id?d_ver=5&d_orgid=1A2B3C4D5E6F7A8B9C0D1E2F%40AdobeOrg&d_mid=4511702"


def test_a_request_for_an_id_names_the_organisation(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == (
        "Adobe Audience Manager",
        "1A2B3C4D5E6F7A8B9C0D1E2F@AdobeOrg",
        "id",
    )


def test_a_sync_names_the_partner(decoded):
    (hit,) = decoded("https://dpm.demdex.net/ibs:dpid=903&dpuuid=a84c7bc3")

    assert (hit.account, hit.event) == ("903", "sync")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == (
        "adobe_audience_manager",
        "1A2B3C4D5E6F7A8B9C0D1E2F@AdobeOrg",
        False,
    )
