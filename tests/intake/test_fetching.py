"""Fetching from a real server on the loopback address."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from detente.errors import FetchError
from detente.intake.fetching import fetch_page
from detente.intake.sources import open_sources


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        route, _, number = self.path.strip("/").partition("/")
        if route == "hop":
            left = int(number)
            self.send_response(302)
            self.send_header("Location", f"/hop/{left - 1}" if left > 1 else "/text")
            self.end_headers()
        elif route == "status":
            self.send_error(int(number))
        elif route == "ftp":
            self.send_response(301)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif route == "slow":
            time.sleep(1.0)
        else:
            kinds = {"text": "text/plain; charset=iso-8859-1", "pdf": "application/pdf"}
            self.send_response(200)
            self.send_header("Content-Type", kinds.get(route, "text/html"))
            self.end_headers()
            body = "The minister met his counterpart in Málaga on Monday.".encode("latin-1")
            self.wfile.write(b"a" * 3_000_000 if route == "big" else body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_page_is_fetched_with_its_charset(server):
    fetched = fetch_page(f"{server}/text", allow_private=True)
    assert (fetched.content_type, fetched.charset) == ("text/plain", "iso-8859-1")
    (article,) = open_sources([f"{server}/text"], allow_private=True)
    assert article.text == "The minister met his counterpart in Málaga on Monday."
    assert article.source == f"{server}/text"


def test_five_redirects_are_followed_and_six_are_not(server):
    assert fetch_page(f"{server}/hop/5", allow_private=True).url == f"{server}/text"
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        fetch_page(f"{server}/hop/6", allow_private=True)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("status/404", "answered 404 Not Found: check the URL"),
        ("status/500", "answered 500"),
        ("pdf", "is application/pdf, not text"),
        ("big", "larger than 1 MB"),
        # a redirect must not lead to a file
        ("ftp", "only http and https URLs"),
        ("slow", "did not answer within 0.3 s"),
    ],
)
def test_what_goes_wrong_is_named(server, path, message):
    with pytest.raises(FetchError, match=message):
        fetch_page(f"{server}/{path}", allow_private=True, timeout_seconds=0.3, limit=1_000_000)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1",
     "::ffff:127.0.0.1", "100.64.0.1", "224.0.0.1"],
)  # fmt: skip
def test_private_addresses_are_refused(monkeypatch, address):
    # The name looks public: what it resolves to counts.
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (address, 80))])
    with pytest.raises(FetchError, match="private address"):
        fetch_page("http://news.example/a")


def test_loopback_server_is_refused_by_default(server):
    (article,) = open_sources([f"{server}/text"])
    assert "private address" in article.rejected[0].reason


def test_unknown_host(monkeypatch):
    def fail(*_, **__):
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(FetchError, match=r"the host 'no\.example' is not known"):
        fetch_page("http://no.example/a")


@pytest.mark.parametrize("url", ["ftp://a.example/", "http:///a", "http://[1/", "http://a:b/"])
def test_bad_urls(url):
    with pytest.raises(FetchError, match="URL"):
        fetch_page(url)


def test_no_server_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="no connection"):
        fetch_page(f"http://127.0.0.1:{port}/", allow_private=True)
