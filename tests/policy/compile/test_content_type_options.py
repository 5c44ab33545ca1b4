"""`X-Content-Type-Options`."""

from tests.policy.compile.headers_of import header


def test_a_file_is_what_its_type_says_and_the_server_has_to_say_it_right():
    result = header("content_type_options")

    assert result.sent_as() == ("X-Content-Type-Options", "nosniff")
    assert result.form == "enforces"
    assert result.acts[0].who == "web server"
