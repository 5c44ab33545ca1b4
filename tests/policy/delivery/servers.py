"""Real web servers on loopback, each in a folder of its own, stopped by their own process."""

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PAGE = b"<!DOCTYPE html>\n<html>\n<head>\n<title>x</title></head><body><p>hi</body></html>\n"
MODULES = (
    *("mpm_event", "authz_core", "headers", "filter", "substitute", "mime", "dir", "alias"),
    *("rewrite", "proxy", "proxy_http", "deflate"),
)
NGINX = """
daemon off; worker_processes 1; error_log "{folder}/error.log"; pid "{folder}/pid"; {user}
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path "{folder}/t1"; proxy_temp_path "{folder}/t2";
    fastcgi_temp_path "{folder}/t3"; uwsgi_temp_path "{folder}/t4"; scgi_temp_path "{folder}/t5";
    types {{ text/html html; text/css css; text/javascript js; }}
    {http}
    server {{
        listen 127.0.0.1:{port};
        root "{folder}/site";
        include "{folder}/scriptward.conf";
        location = /moved {{ return 302 /; }}
        location = /broken {{ return 500; }}
        location = /up {{ proxy_pass http://127.0.0.1:1; proxy_connect_timeout 1s; }}
    }}
}}
"""
APACHE = """
ServerName localhost
ServerRoot "{folder}"
PidFile "{folder}/pid"
ErrorLog "{folder}/error.log"
Listen 127.0.0.1:{port}
{modules}
{user}
TypesConfig /dev/null
AddType text/html .html
AddType text/css .css
DocumentRoot "{folder}/site"
DirectoryIndex index.html
<Directory "{folder}/site">
    Require all granted
</Directory>
Include "{folder}/scriptward.conf"
RewriteEngine on
RewriteRule ^/moved$ / [R=302,L]
RewriteRule ^/broken$ - [R=500,L]
"""
CADDY = """
{{
    admin off
    auto_https off
    storage file_system "{folder}/store"
}}
import "{folder}/scriptward.caddy"
http://127.0.0.1:{port} {{
    import scriptward
    root * "{folder}/site"
    redir /moved / 302
    error /broken 500
    file_server
}}
"""


@dataclass(frozen=True)
class Response:
    """As it came over the wire."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def of(self, name: str) -> list[str]:
        """Values of a header."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    port: int

    def get(self, path: str, *, method: str = "GET", **headers: str) -> Response:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers={**named, "Connection": "close"})
            answer = connection.getresponse()
            return Response(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()


def executable(name: str) -> str:
    """Its path; the test is skipped where the system has none."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that a server which gave up its rights can read; pytest's own are closed."""
    with tempfile.TemporaryDirectory(prefix="scriptward-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder


@contextmanager
def running(
    name: str, folder: Path, files: dict[str, str], script: bytes = b""
) -> Iterator[Running]:
    """A server with these files of ours. Its configuration was checked by itself before."""
    command = executable(name)
    port = _free_port()
    (folder / "site").mkdir(parents=True, exist_ok=True)
    (folder / "guard").mkdir(exist_ok=True)
    (folder / "site" / "index.html").write_bytes(PAGE)
    (folder / "site" / "a.css").write_bytes(b"p{}")
    (folder / "guard" / "guard.abc.js").write_bytes(script)
    for file, text in files.items():
        (folder / file).write_text(text)
    check, start = _commands(name, command, folder, port, files)
    checked = subprocess.run(check, capture_output=True, text=True, timeout=60, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    log = (folder / "log").open("wb")
    process = subprocess.Popen(start, stdout=log, stderr=log, cwd=folder)
    try:
        _wait_for(port, process, folder)
        yield Running(port)
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _commands(
    name: str, command: str, folder: Path, port: int, files: dict[str, str]
) -> tuple[list[str], list[str]]:
    written = folder / "server.conf"
    root = os.geteuid() == 0
    given: dict[str, object] = {"folder": folder, "port": port}
    if name == "nginx":
        http = (
            f'include "{folder}/scriptward.http.conf";' if "scriptward.http.conf" in files else ""
        )
        given |= {"http": http, "user": "user root;" if root else ""}
        written.write_text(NGINX.format(**given))
        words = [command, "-p", str(folder), "-c", str(written)]
        return [*words, "-t"], words
    if name == "apache2":
        modules = "\n".join(
            f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so" for one in MODULES
        )
        user = "User www-data\nGroup www-data" if root else ""
        written.write_text(APACHE.format(modules=modules, user=user, **given))
        words = [command, "-f", str(written)]
        return [*words, "-t"], [*words, "-DFOREGROUND"]
    written.write_text(CADDY.format(**given))
    words = ["--adapter", "caddyfile", "--config", str(written)]
    return [command, "validate", *words], [command, "run", *words]


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        assert process.poll() is None, (folder / "log").read_text()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail(f"did not start: {(folder / 'log').read_text()}")
