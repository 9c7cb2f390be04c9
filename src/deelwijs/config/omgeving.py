# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the program takes from its environment, and when it refuses to start on it."""

import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Every variable with its help text; docs/beheer reads them here.
VARIABELEN = {
    "DEELWIJS_OMGEVING": "`productie`, of leeg voor de demo",
    "DEELWIJS_GEHEIM": "de geheime sleutel: ten minste 50 willekeurige tekens",
    "DEELWIJS_HOSTS": "de namen waaronder deze site bereikbaar is, met komma's ertussen",
    "DEELWIJS_ACHTER_PROXY": "`1` als een proxy TLS afhandelt en zelf X-Forwarded-Proto zet",
    "DEELWIJS_DEBUG": "`1` toont fouten op het scherm; nooit in productie",
    "DEELWIJS_VAR": "de map voor alles wat tijdens het draaien ontstaat",
    "DEELWIJS_HOOFDSLEUTEL": "de hoofdsleutel van de sleutelbos: 32 willekeurige bytes in base64",
    "DEELWIJS_HOOFDSLEUTEL_BESTAND": "of het bestand waar de hoofdsleutel in staat",
    "DEELWIJS_SLEUTELMAP": "de map van de sleutelbos, met haar hele pad; niet in de reservekopie van de database",
    "DEELWIJS_LOGSLEUTEL": "het bestand met de sleutel die het logboek tekent, met zijn hele pad; niet bij de database",
    "DEELWIJS_CLAMAV": "de virusscanner clamd, als `host:poort` of als pad van een socket; leeg is niet scannen",
    "DEELWIJS_POST": "de mailserver, als smtp://naam:wachtwoord@host:587 (met STARTTLS) of smtps://naam:wachtwoord@host:465",
    "DEELWIJS_POST_VAN": "het adres waar mail vandaan komt",
    "DATABASE_URL": "de database, met de rol van het programma",
    "DATABASE_EIGENAAR_URL": "dezelfde database, met de rol die de tabellen bezit; alleen voor migraties",
}
# A master key that the demo made for itself begins with this, so that production knows it wherever it was copied to.
DEMO_MERK = b"demodemo"
OPTIONS = ("host", "sslmode", "sslrootcert", "connect_timeout", "application_name")


def is_productie(environment: Mapping[str, str]) -> bool:
    """Whether this is production.

    :raises ImproperlyConfigured: a name that we do not know: a typing error must not become a demo.
    """
    name = environment.get("DEELWIJS_OMGEVING", "")
    if name not in ("", "demo", "productie"):
        raise ImproperlyConfigured(f"DEELWIJS_OMGEVING is '{name}'. Kies productie of demo, of laat het leeg.")
    return name == "productie"


def hosts(environment: Mapping[str, str]) -> list[str]:
    """Return the host names that are answered; in the demo only this machine."""
    named = [name.strip() for name in environment.get("DEELWIJS_HOSTS", "").split(",") if name.strip()]
    return named if named or is_productie(environment) else ["127.0.0.1", "localhost", "[::1]", "testserver"]


def controleer(environment: Mapping[str, str]) -> None:
    """Do nothing in the demo; in production name everything that is missing or unsafe.

    :raises ImproperlyConfigured: one line per fault.
    """
    if not is_productie(environment):
        return
    secret = environment.get("DEELWIJS_GEHEIM", "")
    faults = []
    if len(secret) < 50 or len(set(secret)) < 12:
        faults.append("DEELWIJS_GEHEIM ontbreekt of is te zwak: neem ten minste 50 willekeurige tekens.")
    if environment.get("DEELWIJS_DEBUG") == "1":
        faults.append("DEELWIJS_DEBUG staat aan: dat toont gegevens aan bezoekers. Haal het weg.")
    if environment.get("DEELWIJS_DEMOREGIO"):
        faults.append("DEELWIJS_DEMOREGIO staat aan: verzonnen mensen horen niet in productie. Haal het weg.")
    if not environment.get("DATABASE_URL"):
        faults.append("DATABASE_URL ontbreekt: de meegeleverde database is alleen voor de demo.")
    if not hosts(environment) or any(name.startswith(("*", ".")) for name in hosts(environment)):
        faults.append("DEELWIJS_HOSTS ontbreekt of is te ruim: noem elke naam van de site voluit.")
    if fault := _sleutelfout(environment):
        faults.append(fault)
    if not Path(environment.get("DEELWIJS_SLEUTELMAP", "")).is_absolute():
        faults.append("DEELWIJS_SLEUTELMAP ontbreekt: noem met het hele pad de map van de sleutelbos.")
    if not Path(environment.get("DEELWIJS_LOGSLEUTEL", "")).is_absolute():
        faults.append(
            "DEELWIJS_LOGSLEUTEL ontbreekt: noem met het hele pad het bestand met de sleutel van het logboek."
        )
    for read in (clamav, post):
        try:
            read(environment)
        except ImproperlyConfigured as fault_of_one:
            faults.append(str(fault_of_one))
    if not environment.get("DEELWIJS_POST"):
        faults.append("DEELWIJS_POST ontbreekt: zonder mailserver kan niemand worden uitgenodigd.")
    if "@" not in environment.get("DEELWIJS_POST_VAN", ""):
        faults.append("DEELWIJS_POST_VAN ontbreekt: noem het adres waar mail vandaan komt.")
    if faults:
        raise ImproperlyConfigured("Deelwijs start niet:\n" + "\n".join(faults))


def _sleutelfout(environment: Mapping[str, str]) -> str | None:
    try:
        sleutel = hoofdsleutel(environment, None)
    except ImproperlyConfigured as fault:
        return str(fault)
    if sleutel.startswith(DEMO_MERK):
        return "DEELWIJS_HOOFDSLEUTEL is die van de demo: maak een eigen hoofdsleutel."
    if len(set(sleutel)) < 16:
        return "DEELWIJS_HOOFDSLEUTEL is te zwak: neem 32 willekeurige bytes, in base64."
    return None


def hoofdsleutel(environment: Mapping[str, str], demo: Path | None) -> bytes:
    """Return the master key of the keyring, 32 bytes. Without a variable: the demo's own, made in the file `demo`.

    :raises ImproperlyConfigured: none, or not 32 bytes in base64; the message never repeats the key.
    """
    text, name = environment.get("DEELWIJS_HOOFDSLEUTEL", ""), "DEELWIJS_HOOFDSLEUTEL"
    if not text and environment.get("DEELWIJS_HOOFDSLEUTEL_BESTAND"):
        name = "DEELWIJS_HOOFDSLEUTEL_BESTAND"
        try:
            text = Path(environment[name]).read_text(encoding="ascii")
        except (OSError, ValueError) as fault:
            raise ImproperlyConfigured(f"{name} is niet te lezen. Controleer het pad en de rechten.") from fault
    if not text:
        if demo is None:
            raise ImproperlyConfigured("DEELWIJS_HOOFDSLEUTEL ontbreekt: neem 32 willekeurige bytes, in base64.")
        return _demosleutel(demo)
    try:
        sleutel = b64decode(text.strip(), validate=True)
    except ValueError:
        sleutel = b""
    if len(sleutel) != 32:
        raise ImproperlyConfigured(f"{name} is geen hoofdsleutel: neem 32 willekeurige bytes, in base64.")
    return sleutel


def _demosleutel(path: Path) -> bytes:
    """The demo's own master key: made once, readable for this user alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(b64encode(DEMO_MERK + os.urandom(32 - len(DEMO_MERK))))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(own, path)  # the first of two that start at once wins
        except FileExistsError:
            pass
        finally:
            own.unlink()
    return hoofdsleutel({"DEELWIJS_HOOFDSLEUTEL_BESTAND": str(path)}, None)


def clamav(environment: Mapping[str, str]) -> tuple[str, int] | str | None:
    """Return where clamd listens: host and port, the path of a socket, or None when nothing is to be scanned.

    :raises ImproperlyConfigured: neither.
    """
    text = environment.get("DEELWIJS_CLAMAV", "").strip()
    if not text or text.startswith("/"):
        return text or None
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ImproperlyConfigured(
            "DEELWIJS_CLAMAV is geen adres van clamd: schrijf host:poort, of het pad van een socket."
        )
    return host.strip("[]"), int(port)


def post(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return Django's settings for the mail server; without one an empty dict. Never without TLS.

    :raises ImproperlyConfigured: not an address of a mail server; the message never repeats it.
    """
    text = environment.get("DEELWIJS_POST", "").strip()
    if not text:
        return {}
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(
            "DEELWIJS_POST is geen adres van een mailserver: schrijf smtp://naam:wachtwoord@host:587 of smtps://…:465."
        )
    direct = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if direct else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": direct,
        "EMAIL_USE_TLS": not direct,
        "EMAIL_TIMEOUT": 10,
    }


def databases(environment: Mapping[str, str], folder: Path) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: the runtime role, and the owner for migrations. `folder` is the demo's server."""
    from deelwijs.config.database import NAME, OWNER, RUNTIME
    from deelwijs.config.postgres import socket_folder

    if environment.get("DATABASE_URL"):
        runtime = database(environment["DATABASE_URL"], "DATABASE_URL")
        owner = database(
            environment.get("DATABASE_EIGENAAR_URL") or environment["DATABASE_URL"], "DATABASE_EIGENAAR_URL"
        )
    else:
        here = {"ENGINE": "django.db.backends.postgresql", "NAME": NAME, "HOST": str(socket_folder(folder.absolute()))}
        runtime, owner = {**here, "USER": RUNTIME}, {**here, "USER": OWNER}
    # A connection is used again: who acts is told anew in every transaction, and forgotten at its end.
    return {"default": {**runtime, "CONN_MAX_AGE": 300, "CONN_HEALTH_CHECKS": True}, "eigenaar": owner}


def database(url: str, name: str) -> dict[str, Any]:
    """Read an address like postgresql://rol:wachtwoord@host:5432/naam?sslmode=verify-full.

    :raises ImproperlyConfigured: not an address of PostgreSQL; the message never repeats the address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        query = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError as fault:
        raise ImproperlyConfigured(f"{name} is geen geldig adres van een database.") from fault
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/") or set(query) - set(OPTIONS):
        raise ImproperlyConfigured(
            f"{name} is geen adres van een PostgreSQL-database. Schrijf het als postgresql://rol@host/naam, "
            f"met achter een ? alleen {', '.join(OPTIONS)}."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": query,
    }
