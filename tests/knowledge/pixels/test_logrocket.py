URL = "https://r.lr-ingest.io/i?a=wbcare%2Fvisit&r=5-019&t=dd17&s=0"
BODY = b"\x0a\x08binary\xff\xfe"


def test_an_upload_names_the_account(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("LogRocket", "wbcare/visit", "upload")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("logrocket", "wbcare/visit", False)
