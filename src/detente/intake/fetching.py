"""Fetch a page over http(s), within limits and never from inside our own network."""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from detente.errors import FetchError
from detente.intake.contents import MAX_BYTES

if TYPE_CHECKING:
    import httpx

MAX_REDIRECTS = 5
TIMEOUT_SECONDS = 15.0
TOTAL_SECONDS = 60.0
_TEXT_TYPES = ("text/", "application/xhtml+xml", "application/xml", "application/json")
_LINE_TYPES = ("application/x-ndjson", "application/jsonl")
_HEADERS = {
    "User-Agent": "detente/0.1 (news reader; one page a request)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. ``charset`` is the header's, None where it tells none."""

    url: str
    data: bytes
    content_type: str
    charset: str | None


def fetch_page(
    url: str,
    *,
    allow_private: bool = False,
    timeout_seconds: float = TIMEOUT_SECONDS,
    limit: int = MAX_BYTES,
) -> Fetched:
    """Fetch one page, following at most 5 redirects.

    Proxies of the environment are not used: the address that answers is
    checked, and behind a proxy it would be the proxy's.

    Args:
        url: http or https.
        allow_private: also fetch from private, loopback and link-local addresses.
        timeout_seconds: for each step (connection, read); a minute in all.
        limit: in bytes.

    Raises:
        FetchError: says what went wrong at which URL, and what to do.

    Example:
        >>> fetch_page("ftp://example.org/a")
        Traceback (most recent call last):
        detente.errors.FetchError: ftp://example.org/a: only http and https URLs can be fetched
    """
    _check_url(url)
    # Imported here: a quarter of a second that only URLs need.
    import httpx

    deadline = time.monotonic() + TOTAL_SECONDS
    current = url
    with httpx.Client(timeout=timeout_seconds, headers=_HEADERS, trust_env=False) as client:
        for _ in range(MAX_REDIRECTS + 1):
            host, port = _check_url(current)
            if not allow_private:
                _refuse_private(_resolve(host, port, current), current)
            try:
                with client.stream("GET", current) as response:
                    if not allow_private:
                        _refuse_private(_peer(response), current)
                    if not response.is_redirect:
                        return _take(response, current, limit=limit, deadline=deadline)
                    current = urljoin(current, response.headers["location"])
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                raise FetchError(_explain(error, current, timeout_seconds)) from error
    raise FetchError(f"{url} redirects more than {MAX_REDIRECTS} times: open it in a browser")


def _explain(error: Exception, url: str, timeout_seconds: float) -> str:
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return f"{url} did not answer within {timeout_seconds:g} s: try again later"
    if isinstance(error, httpx.ConnectError):
        return f"{url}: no connection ({error}): check the URL"
    return f"{url} could not be fetched ({error}): save the page by hand"


def _check_url(url: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"{url} is no URL ({error}): check it") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise FetchError(f"{url}: only http and https URLs can be fetched")
    if not host:
        raise FetchError(f"{url} names no host: check the URL")
    return host, port or (443 if parts.scheme.lower() == "https" else 80)


def _resolve(host: str, port: int, url: str) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{url}: the host {host!r} is not known: check the URL") from error
    return [str(entry[4][0]) for entry in found]


def _peer(response: httpx.Response) -> list[str]:
    """The address that answered: a name may resolve differently the second time."""
    stream = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream is not None else None
    return [str(address[0])] if address else []


def _refuse_private(addresses: list[str], url: str) -> None:
    for text in addresses:
        address = ipaddress.ip_address(text.split("%")[0])
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        if not address.is_global or address.is_multicast:
            raise FetchError(f"{url} leads to a private address ({text}): it is not fetched")


def _take(response: httpx.Response, url: str, *, limit: int, deadline: float) -> Fetched:
    if response.status_code >= 300:
        phrase = f"{response.status_code} {response.reason_phrase}".strip()
        advice = "check the URL" if response.status_code in (404, 410) else "save the page by hand"
        raise FetchError(f"{url} answered {phrase}: {advice}")
    content_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if content_type and not content_type.startswith(_TEXT_TYPES + _LINE_TYPES):
        raise FetchError(f"{url} is {content_type}, not text: give the URL of a page")
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > limit:
            raise FetchError(f"{url} is larger than {limit // 1_000_000} MB: too large")
        if time.monotonic() > deadline:
            raise FetchError(f"{url} took longer than {TOTAL_SECONDS:g} s: try again later")
    return Fetched(url, b"".join(parts), content_type, response.charset_encoding)
