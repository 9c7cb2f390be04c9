# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
# ruff: noqa: E501 - lists of poison
"""What somebody who means harm, or a program that is broken, puts into fields, headers, keys and bodies."""

from __future__ import annotations

import json
from random import Random
from uuid import UUID

LANG = "a" * 100_000
TEKSTEN = [
    "", " ", "\t\n ", "x", "0", "1", "-1", "00", "1e9", "NaN", "Infinity", "null", "None", "true", "undefined", "[]", "{}",
    "9" * 30, "-" + "9" * 30, "9" * 5_000, "١٢", "½", "2026-02-30", "31", "99999999999999999999",
    "\x00", "a\x00b", "\ud800", "a\udfffb", "\ufeff", "\u202eazqwsx\u202c", "\u2028", "\x85", "\x1b[31m", "\r\nSet-Cookie: sessie=x",
    "%00", "%0d%0aLocation: //elders.example", "\\", "'", '"', "' OR '1'='1' --", "'; SELECT pg_sleep(5); --", "%s%n", "{{ 7*7 }}",
    "{% debug %}", "${7*7}", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "//elders.example/",
    "http://elders.example/", "../../../etc/passwd", "..\\..\\boot.ini", "=1+1", "@SUM(A1)", "é" * 400, "👩‍👩‍👧" * 50, "Z\u0335" * 500, "ﷺ" * 300,
    "niemand", "alle", "toets", "antwoord", "verstrek", "weg:", "weg:x", "naar:", "naar:plan", "nodig:", "nodig:x", "niet:x", "vraag:",
    "terug:", "terug:jongere", "erbij", "overdragen", "jongere", "dossier", "plicht", "doorgeven", "inhoud", "fase", "doel", "wat", "dat",
    "buitenkant", "procesregisseur", "ja", "nee", "on", "school_vo", "gemeente_jeugd", "fg", "beheer", "personeel", "streng",
]  # fmt: skip
ZWAAR = [LANG, "\u202e" * 20_000, " " * 100_000, "<" * 50_000, "a,b;" * 20_000, "é" * 60_000]
KOPPEN = [
    {"HTTP_HX_REQUEST": "true"}, {"HTTP_HX_REQUEST": "false"}, {"HTTP_HX_REQUEST": "true", "HTTP_HX_BOOSTED": "true"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "javascript:alert(1)"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "'\"><script>", "HTTP_HX_TRIGGER": "\x7f"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "%E0%A4%A", "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": "true"},
    {"HTTP_HX_PROMPT": "%00"}, {"HTTP_HX_HISTORY_RESTORE_REQUEST": "true", "HTTP_HX_REQUEST": "true"},
    {"HTTP_HOST": "elders.example"}, {"HTTP_HOST": ""}, {"HTTP_HOST": "testserver:99999"}, {"HTTP_HOST": "[::1"},
    {"HTTP_HOST": "testserver\r\nx: y"}, {"HTTP_HOST": "é.example"}, {"HTTP_HOST": "a" * 5_000},
    {"HTTP_X_FORWARDED_FOR": "1.2.3.4, 5.6.7.8"}, {"HTTP_X_FORWARDED_FOR": "x" * 10_000}, {"HTTP_X_FORWARDED_FOR": ",,,"},
    {"HTTP_X_FORWARDED_FOR": "::ffff:999.1.1.1"}, {"HTTP_X_FORWARDED_PROTO": "https"}, {"HTTP_X_FORWARDED_HOST": "elders.example"},
    {"REMOTE_ADDR": ""}, {"REMOTE_ADDR": "geen adres"}, {"REMOTE_ADDR": "fe80::1%eth0"},
    {"HTTP_ACCEPT_LANGUAGE": "en;q=" + "9" * 500}, {"HTTP_ACCEPT_LANGUAGE": ",".join(["nl"] * 5_000)},
    {"HTTP_ACCEPT_LANGUAGE": "\x00"}, {"HTTP_ACCEPT": "*/*;q=x"}, {"HTTP_ACCEPT": "text/html," * 2_000}, {"HTTP_ACCEPT": ""},
    {"HTTP_USER_AGENT": ""}, {"HTTP_USER_AGENT": "a" * 20_000}, {"HTTP_USER_AGENT": "\x00\x1b[2J\xed\xa0\x80"}, {"HTTP_REFERER": "http://elders.example/"},
    {"HTTP_REFERER": "http://[x"}, {"HTTP_REFERER": "javascript:alert(1)"}, {"HTTP_REFERER": "\x00"}, {"HTTP_RANGE": "bytes=-1-"},
    {"HTTP_IF_MODIFIED_SINCE": "gisteren"}, {"HTTP_IF_MODIFIED_SINCE": "Sun, 06 Nov 0000 08:49:37 GMT"}, {"HTTP_IF_NONE_MATCH": '"' * 999},
    {"HTTP_COOKIE": "sessie=" + "x" * 4_000}, {"HTTP_COOKIE": "sessie=\x00; csrf=\xed\xa0\x80; thema=<b>; klad=%%%"},
    {"HTTP_COOKIE": ";;;=;a=;=b"}, {"HTTP_COOKIE": "klad=é; thema=donker\r\nx"}, {"HTTP_ORIGIN": "null"}, {"HTTP_ORIGIN": "http://elders.example"},
    {"HTTP_EXPECT": "100-continue"}, {"HTTP_CONTENT_ENCODING": "gzip"}, {"HTTP_TRANSFER_ENCODING": "chunked"}, {"HTTP_UPGRADE": "websocket"},
    {"HTTP_TRACEPARENT": "00-" + "0" * 32}, {"HTTP_ACCEPT_ENCODING": "gzip;q=0, *;q=x"}, {"HTTP_AUTHORIZATION": "Basic ////"}, {"HTTP_DNT": "☃"},
]  # fmt: skip
INHOUD = [
    "application/json", "application/json; charset=utf-7", "application/json; charset=onzin", "text/plain", "text/xml", "application/xml", "",
    "application/octet-stream", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x", "image/png",
    "multipart/form-data; boundary=" + "x" * 300, "application/x-www-form-urlencoded; charset=onzin", "multipart/form-data; boundary=é",
    "application/x-www-form-urlencoded; charset=utf-16", "\x00/\x00", "application/x-www-form-urlencoded",
]  # fmt: skip
NEST = 20_000
LIJVEN = [
    b"", b"\x00", b"\xff\xfe\xfd", b"{", b"[" * NEST, b"{\"a\":" * NEST, b"[1,2", b'"\\ud800"', b'{"feiten":{"doel":"\\ud800\\u0000"}}',
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", b"a=1&a=2&a[]=3&a[b]=c&=x&&&;", b"&" * 50_000, b"=%", b"%ff%fe=%c0%80",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n", b"--x\r\nContent-Disposition: form-data; name=\"bijlage\"; filename=\"\x00\"\r\n\r\nhoi\r\n--x--",
    b"--x\r\nContent-Disposition: form-data; name=\"bijlage\"; filename=\"../../x.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename*=utf-9''%ff\r\nContent-Transfer-Encoding: base64\r\n\r\n$$$\r\n--x--\r\n",
    json.dumps({"feiten": {"doel": ["x"] * 1_000}}).encode(), json.dumps([{}] * 600).encode(), b"1e400", b"-0", b"9" * 5_000, b'{"peildatum": "0000-00-00"}',
]  # fmt: skip
WOORDEN_IN_PAD = [
    "x",
    "mdo_zat",
    "..",
    "%2e%2e",
    "%00",
    "é",
    "\u202e",
    "a" * 3_000,
    "-",
    "0",
    "None",
    "%ff",
    "'",
    "<b>",
    "dat",
    "wat",
    "constructor",
]


def sleutel(kans: Random, bekend: list[str]) -> str:
    """Return a key: of something that is there, maybe of somebody else; of nothing; or no key at all."""
    return kans.choice(
        [
            kans.choice(bekend),
            kans.choice(bekend),
            str(UUID(int=kans.getrandbits(128))),
            str(UUID(int=0)),
            kans.choice(bekend).upper(),
            kans.choice(bekend)[:-1],
            "{" + kans.choice(bekend) + "}",
            kans.choice(bekend).replace("-", ""),
            "g" * 32,
        ]
    )


def waarde(kans: Random, bekend: list[str], eigen: list[str]) -> str:
    """Return what goes into one field: something of the page itself, a key, or poison; now and then very long."""
    draw = kans.random()
    if draw < 0.3 and eigen:
        return kans.choice(eigen)
    if draw < 0.5:
        return sleutel(kans, bekend)
    if draw < 0.52:
        return kans.choice(ZWAAR)
    if draw < 0.56:
        return "".join(chr(kans.randrange(0x110000)) for _ in range(kans.randint(1, 40)))
    return kans.choice(TEKSTEN)
