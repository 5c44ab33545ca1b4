from scriptward.vocabulary.words import DataKind, Where

URL = (
    "https://13498730.fls.doubleclick.net/activityi;src=13498730;type=count0;cat=visit0;ord=60807;"
    "auiddc=98.17;u1=knee%20clinic;~oref=https%3A%2F%2Fwww.willow.test%2Fvisit%3Fdept%3Dknee?"
)


def test_parameters_of_the_path_name_account_activity_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == (
        "Google Floodlight",
        "13498730",
        "count0/visit0",
    )
    assert hit.page_url == "https://www.willow.test/visit?dept=knee"
    assert hit.said(DataKind.URL_QUERY) == (hit.page_url,)


def test_variables_of_the_site_are_kept_with_their_place(decoded):
    (hit,) = decoded(URL)

    (variable,) = (parameter for parameter in hit.parameters if parameter.name == "u1")
    assert (variable.value, variable.where, variable.path) == (
        "knee clinic",
        Where.URL_PATH,
        "path.u1",
    )


def test_a_first_parameter_after_the_slash_is_one(decoded):
    (hit,) = decoded("https://ad.doubleclick.net/ddm/activity/src=134987;type=a;cat=b;ord=1?")

    assert (hit.account, hit.event) == ("134987", "a/b")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("floodlight", "13498730", False)
