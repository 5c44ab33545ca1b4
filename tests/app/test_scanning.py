import pytest

from scriptward.app.scanning import check_address
from scriptward.vocabulary.errors import UsageError


@pytest.mark.parametrize(
    "url",
    [
        "www.example.test",
        "http://",
        "http://[::1",
        "http://www.example.test:99999/",
        "http://www.example.test:http/",
        "http://www.example.test:0/",
        "http://www exa.test/",
    ],
)
def test_what_no_browser_can_open_is_wrong_usage(url):
    with pytest.raises(UsageError, match="is no address of a page"):
        check_address(url)


@pytest.mark.parametrize(
    "url",
    ["http://www.example.test:8080/a b", "https://[::1]/", "https://häuser.test/größe?q=ä"],
)
def test_what_a_browser_can_open_is_an_address(url):
    check_address(url)
