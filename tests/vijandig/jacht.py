# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Send requests that mean harm: forms as the pages show them, full of poison, and all around them twisted."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from conftest import sessie
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client

from deelwijs.partij import sessies as sessiekast
from deelwijs.partij.models import Sessie
from tests.toegang.adressen import Adres, adressen
from tests.toegang.wereld import Wereld
from tests.vijandig import gif, heel, vormen

BEURT = 40  # requests, after which everything is as it was
TRAAG = 2.0  # seconds of processor time: other work on the machine does not count
METHODEN = ["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "GEK"]
API = [
    "/api/v1/toetsen",
    "/api/v1/feiten",
    "/api/v1/voorbeelden",
    "/api/v1/scenarios",
    "/api/v1/openapi.json",
    "/api/v1/x",
]
BESTANDEN = {
    "x.pdf": b"%PDF-1.7\n" + b"\x00" * 50,
    "x.png": b"\x89PNG\r\n\x1a\n" + b"x" * 40,
    "../../x.txt": b"tekst",
    "x.docx": b"PK\x03\x04onzin",
    "\u202etxt.exe": b"MZ",
    "": b"leeg",
    "a" * 300 + ".txt": "é".encode("latin-1"),
    "x.txt": b"",
    "nul\x00.txt": b"tekst",
    "x.svg": b"<svg/>",
}


@dataclass
class Verslag:
    """What came of it. `fouten` holds how to do it again."""

    verzoeken: int = 0
    statussen: Counter[int] = field(default_factory=Counter)
    fouten: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    verhoogd: list[str] = field(default_factory=list)
    traagste: float = 0.0
    traag: list[str] = field(default_factory=list)


class Jacht:
    """One hunt: `beurt` sends forty requests in a savepoint, looks whether all is whole, and undoes them."""

    def __init__(self, wereld: Wereld, bron: int, verslag: Verslag) -> None:
        self.kans, self.w, self.verslag = Random(bron), wereld, verslag
        people = {naam: wie for naam, wie in wereld.mensen.items() if naam not in ("lena", "mies")}
        self.sleutels = {
            "niemand": "",
            "een": sessie(wereld.mensen["bram"], factoren=False),
            "lena": wereld["sessie_lena"],
        }
        self.sleutels |= {naam: sessie(wie) for naam, wie in people.items()}
        self.adressen = adressen(wereld)
        self.bekend = [str(v) for v in wereld.dingen.values() if len(str(v)) == 36]
        self.vormen: dict[tuple[str, str], tuple[list[vormen.Vorm], list[str]]] = {}
        self.eerder: list[tuple[str, str, bytes, str]] = []  # who, where, what, of which type
        self.fout: list[str] = []
        self.strikt = False
        got_request_exception.connect(self._note)

    def close(self) -> None:
        """Stop listening to faults."""
        got_request_exception.disconnect(self._note)

    def _note(self, **_: Any) -> None:
        self.fout.append(traceback.format_exc(limit=-6))

    def beurt(self) -> None:
        """Do one turn."""
        before = self._rights()
        with transaction.atomic():
            for _ in range(BEURT):
                self._one()
            self.verslag.half += heel.halves()
            self.verslag.verhoogd += sorted(self._rights() - before)
            transaction.set_rollback(True)

    def _rights(self) -> set[str]:
        """Who is logged in with how many factors, and who still works here with which roles."""
        found = set()
        for row in Sessie.objects.exclude(medewerker=None).select_related("medewerker"):
            factors = sessiekast.SessionStore().decode(row.session_data).get(sessiekast.FACTOREN)
            found.add(f"{row.session_key[:8]} is {row.medewerker_id} met {'twee' if factors else 'een'}")
        return found

    def _one(self) -> None:
        draw = self.kans.random()
        who = self.kans.choice(list(self.sleutels))
        act: Callable[[str], None] = self._form
        for share, other in ((0.10, self._address), (0.18, self._headers), (0.23, self._method), (0.31, self._body),
                             (0.38, self._again), (0.43, self._api)):  # fmt: skip
            if draw < share:
                act = other
                break
        act(who)

    def _client(self, who: str) -> Client:
        client = Client(enforce_csrf_checks=self.kans.random() < 0.05)
        client.raise_request_exception = False
        if key := self.sleutels[who]:
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client

    def _send(self, who: str, method: str, path: str, body: bytes = b"", type_: str = "", **headers: Any) -> Any:
        self.fout.clear()
        begin = time.process_time()
        try:
            answer = self._client(who).generic(method, path, body, type_ or "application/octet-stream", **headers)
        except UnicodeError:
            return None  # not a header that a server could hand over
        took = time.process_time() - begin
        self.verslag.verzoeken += 1
        self.verslag.statussen[answer.status_code] += 1
        self.verslag.traagste = max(self.verslag.traagste, took)
        what = f"{method} {path[:200]} als {who} {type_[:60]} {headers or ''} {body[:1500]!r}"
        if took > TRAAG:
            self.verslag.traag.append(f"{took:.1f} s: {what[:300]}")
        if answer.status_code >= 500:
            self.verslag.fouten.append(f"{what}\n{''.join(self.fout)}")
        return answer

    def _choose(self) -> Adres:
        return self.kans.choice(self.adressen)

    def _form(self, who: str) -> None:
        """Fill a form of a page that this person sees; where there is none, the form that its owner would send."""
        adres = self._choose()
        if (who, adres.naam) not in self.vormen:
            answer = self._send(who, "GET", adres.pad)
            html = (
                answer.content.decode(errors="replace")
                if answer is not None and "html" in answer.headers.get("Content-Type", "")
                else ""
            )
            self.vormen[who, adres.naam] = vormen.read(html)
        found, links = self.vormen[who, adres.naam]
        if links and self.kans.random() < 0.05:
            self._send(who, "GET", self.kans.choice(links))
            return
        form = (
            self.kans.choice(found)
            if found
            else vormen.Vorm(adres.pad, True, {k: [str(v)] for k, v in adres.formulier.items()})
        )
        target = form.actie if form.actie.startswith("/") else adres.pad.split("?")[0] + form.actie
        data = self._filled(form, adres)
        if not form.post:
            self._send(who, "GET", target.split("?")[0] + "?" + urlencode(data, errors="replace"))
            return
        if form.bestanden and self.kans.random() < 0.5:
            self._upload(who, target, form, data)
            return
        self._post(who, target, urlencode(data, errors="replace").encode())

    def _filled(self, form: vormen.Vorm, adres: Adres) -> list[tuple[str, str]]:
        poison = self.kans.random()  # how much of it is poison, from hardly to all
        data = []
        good = {k: str(v) for k, v in adres.formulier.items()}
        for naam in {**form.velden, **form.keuzes, **good}:
            own = [v for v in (*form.velden.get(naam, []), *form.keuzes.get(naam, [])) if v]
            normal = good.get(naam) or (self.kans.choice(own) if own else "Een gewone zin van genoeg woorden.")
            times = self.kans.choice([1] * 9 + [0, 3])  # left out, or more than once
            data += [
                (naam, gif.waarde(self.kans, self.bekend, own) if self.kans.random() < poison else normal)
                for _ in range(times)
            ]
        if self.kans.random() < 0.1:
            data += [
                (
                    gif.waarde(
                        self.kans, self.bekend, ["pk", "rollen", "partij", "mag", "door", "is_active", "_method", "id"]
                    ),
                    "1",
                )
            ]
        return data

    def _post(self, who: str, path: str, body: bytes, type_: str = "application/x-www-form-urlencoded") -> None:
        self._send(who, "POST", path, body, type_)
        self.eerder = [*self.eerder[-200:], (who, path, body, type_)]

    def _upload(self, who: str, path: str, form: vormen.Vorm, data: list[tuple[str, str]]) -> None:
        name = self.kans.choice(list(BESTANDEN))
        given: dict[str, Any] = {k: v[:2_000].encode(errors="replace").decode() for k, v in data}
        upload = SimpleUploadedFile(name.replace("\x00", "") or "x", BESTANDEN[name])
        client = self._client(who)
        self.fout.clear()
        answer = client.post(path, {**given, self.kans.choice(form.bestanden): upload})
        self.verslag.verzoeken += 1
        self.verslag.statussen[answer.status_code] += 1
        if answer.status_code >= 500:
            self.verslag.fouten.append(f"bestand {name!r} naar {path} als {who} {given}\n{''.join(self.fout)}")

    def _address(self, who: str) -> None:
        """An address with other keys in it, or with parts that are no key; and queries that nobody asked for."""
        parts = self._choose().pad.split("?")[0].split("/")
        for i, part in enumerate(parts):
            if len(part) == 36 or (part and self.kans.random() < 0.1):
                word = (
                    gif.sleutel(self.kans, self.bekend)
                    if self.kans.random() < 0.7
                    else self.kans.choice(gif.WOORDEN_IN_PAD)
                )
                parts[i] = word if "%" in word else quote(word)
        path = "/".join(parts) or "/"
        names = [
            "pagina",
            "na",
            "taak",
            "derde",
            "vraag",
            "type",
            "soort",
            "next",
            "deel",
            "van",
            "tot",
            "handeling",
            "wie",
            "x",
        ]
        query = [
            (self.kans.choice(names), gif.waarde(self.kans, self.bekend, []))
            for _ in range(self.kans.choice([0, 0, 1, 3]))
        ]
        text = urlencode(query, errors="replace") if self.kans.random() < 0.9 else "%ff=%00&&=;pagina[]=1&pagina=%d8%00"
        self._send(who, self.kans.choice(["GET", "GET", "POST"]), path + ("?" + text if text else ""))

    def _headers(self, who: str) -> None:
        adres = self._choose()
        headers = {k: v for _ in range(self.kans.choice([1, 2])) for k, v in self.kans.choice(gif.KOPPEN).items()}
        post = self.kans.random() < 0.5
        body = urlencode(adres.formulier, doseq=True, errors="replace").encode() if post else b""
        self._send(who, "POST" if post else "GET", adres.pad, body, "application/x-www-form-urlencoded", **headers)

    def _method(self, who: str) -> None:
        self._send(who, self.kans.choice(METHODEN), self._choose().pad)

    def _body(self, who: str) -> None:
        adres = self._choose()
        body = self.kans.choice([*gif.LIJVEN, urlencode(adres.formulier, doseq=True).encode()])
        self._send(who, "POST", adres.pad, body, self.kans.choice(gif.INHOUD))

    def _again(self, who: str) -> None:
        """An earlier post once more: the same, changed, to elsewhere, or as somebody else; from a page long closed."""
        if not self.eerder:
            return self._form(who)
        first, path, body, type_ = self.kans.choice(self.eerder)
        if self.kans.random() < 0.4:
            body = b"&".join(part for part in body.split(b"&") if self.kans.random() < 0.8)
        if self.kans.random() < 0.2:
            path = self._choose().pad
        self._send(self.kans.choice([first, first, who]), "POST", path, body, type_)
        return None

    def _api(self, who: str) -> None:
        method = self.kans.choice(["POST", "POST", "POST", "GET", "PUT"])
        type_ = self.kans.choice(["application/json"] * 6 + gif.INHOUD)
        body = self.kans.choice(gif.LIJVEN) if self.kans.random() < 0.6 else self._case()
        self._send(who, method, self.kans.choice(API[:1] * 4 + API), body, type_)

    def _case(self) -> bytes:
        import json

        def any_value(depth: int) -> Any:
            kind = self.kans.randrange(7 if depth else 4)
            if kind == 4:
                return [any_value(depth - 1) for _ in range(self.kans.randint(0, 4))]
            if kind >= 5:
                return {
                    gif.waarde(self.kans, self.bekend, []): any_value(depth - 1) for _ in range(self.kans.randint(0, 4))
                }
            return self.kans.choice([None, True, -1, 10**30, 1e308, gif.waarde(self.kans, self.bekend, [])])

        facts = {
            naam: any_value(1)
            for naam in self.kans.sample(
                ["doel", "categorie", "verstrekker", "ontvanger", "niveau", "leeftijd", "x"], 3
            )
        }
        case = {"feiten": facts, "peildatum": any_value(0), "lezing": any_value(0), "scenarios": any_value(1)}
        return json.dumps(self.kans.choice([case, [case] * self.kans.randint(0, 5), any_value(3)])).encode()
