# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Acts on who works for a party: inviting, letting in, changing, and letting go of the account."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction

from deelwijs.logboek.actions import log
from deelwijs.partij import sessies
from deelwijs.partij.models import Medewerker, Partij, Taak, Uitnodiging
from deelwijs.partij.partijen import KanNiet

GELDIG = timedelta(hours=72)
POGINGEN = 5
# Without signs that look like each other on paper or sound alike on the telephone.
TEKENS = "ACDEFGHJKLMNPQRTUVWXY34679"
# Who may give which role. Nobody changes their own.
MAG_GEVEN = {
    Medewerker.PERSONEEL: {Medewerker.PERSONEEL, Medewerker.AANSPREEKPUNT, Medewerker.FG},
    Medewerker.BEHEER: {Medewerker.PERSONEEL, Medewerker.AANSPREEKPUNT, Medewerker.BEHEER},
}
EMAIL_BEZET = (
    "Dit e-mailadres heeft al een account. Controleer het adres, of geef die medewerker een nieuwe uitnodiging."
)


@dataclass(frozen=True, slots=True)
class Sleutels:
    """The two halves of an invitation, known only now: one goes by mail, the other by telephone or on paper."""

    link: str
    code: str


def may_manage(door: Medewerker, partij: Partij) -> bool:
    """Whether this person manages the people of this party: its own; an administrator until it has somebody for it."""
    if door.has_rol(Medewerker.PERSONEEL) and door.partij_id == partij.pk:
        return True
    return door.has_rol(Medewerker.BEHEER) and not _has_manager(partij)


def roles_to_give(door: Medewerker, partij: Partij) -> set[str]:
    """Return the roles that this person may give to others of this party."""
    given = [
        rol for rol in MAG_GEVEN if door.has_rol(rol) and (rol == Medewerker.BEHEER or door.partij_id == partij.pk)
    ]
    return {rol for one in given for rol in MAG_GEVEN[one]}


def nodig_uit(
    *,
    partij: Partij,
    naam: str,
    functie: str,
    email: str,
    taak: Taak | None,
    rollen: Collection[str],
    door: Medewerker,
    op: datetime,
) -> tuple[Medewerker, Sleutels]:
    """Make an account that nobody can log in to yet, and the two halves that open it.

    :raises KanNiet: not by this person, not with these roles, or the address is taken.
    """
    _check(door, partij, taak, rollen, had=())
    person = Medewerker(
        partij=partij, taak=taak, naam=naam, functie=functie, email=email.lower(), rollen=sorted(rollen)
    )
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise KanNiet("email", EMAIL_BEZET) from None
    return person, _invite(person, door, op)


def vernieuw_uitnodiging(*, medewerker: Medewerker, door: Medewerker, op: datetime) -> Sleutels:
    """Invite somebody again: the first invitation was not used, or they lost what they log in with.

    Until it is used everything stays as it is.

    :raises KanNiet: not by this person, or the other does not work here any more.
    """
    _check(door, medewerker.partij, None, (), had=())
    if not medewerker.is_active:
        raise KanNiet("", "Deze medewerker is uit dienst. Nodig een nieuwe medewerker uit.")
    Uitnodiging.objects.filter(medewerker=medewerker).delete()
    return _invite(medewerker, door, op)


def trek_uitnodiging_in(*, medewerker: Medewerker, door: Medewerker, op: datetime) -> None:
    """Take back an invitation that was not used yet. Somebody who never logged in is then no colleague either.

    :raises KanNiet: not by this person, or it was used.
    """
    _check(door, medewerker.partij, None, (), had=())
    with transaction.atomic():
        gone, _ = Uitnodiging.objects.filter(medewerker=medewerker, gebruikt_op=None).delete()
        if not gone:
            raise KanNiet("", "Deze uitnodiging is al gebruikt. Kies “uit dienst” als deze medewerker weg is.")
        log("uitnodiging_ingetrokken", op=op, door=door, onderwerp=medewerker)
        if not medewerker.has_usable_password():
            _stop(medewerker, op)


def find_invitation(link: str) -> Uitnodiging | None:
    """Return the invitation behind a link, locked, while it can still be used. Needs the role `aanmelden`."""
    return (
        Uitnodiging.objects.select_for_update(of=["self"])
        .select_related("medewerker")
        .filter(link_hash=_hash(link), gebruikt_op=None, pogingen__lt=POGINGEN, medewerker__is_active=True)
        .first()
    )


def neem_aan(*, uitnodiging: Uitnodiging, code: str, wachtwoord: str, op: datetime) -> Medewerker | None:
    """Let somebody in with the second half of an invitation, or count a wrong one and return None.

    What they logged in with before is gone, and so are their sessions. The caller has `find_invitation`'s lock.
    """
    if not check_password(_plain(code), uitnodiging.code_hash):
        uitnodiging.pogingen += 1
        uitnodiging.save(update_fields=["pogingen"])
        return None
    person = uitnodiging.medewerker
    uitnodiging.gebruikt_op = op
    uitnodiging.save(update_fields=["gebruikt_op"])
    person.set_password(wachtwoord)
    person.save(update_fields=["password"])
    Authenticator.objects.filter(user_id=person.pk).delete()
    sessies.beeindig(person)
    return person


def wijzig(
    *,
    medewerker: Medewerker,
    naam: str,
    functie: str,
    taak: Taak | None,
    rollen: Collection[str],
    door: Medewerker,
    op: datetime,
) -> None:
    """Change what somebody does here.

    :raises KanNiet: not by this person, not with these roles, or about oneself.
    """
    had = set(medewerker.rollen)
    _check(door, medewerker.partij, taak, rollen, had=had)
    if medewerker.pk == door.pk and set(rollen) != had:
        raise KanNiet("rollen", "Uw eigen rollen kunt u niet wijzigen. Vraag het een collega.")
    medewerker.naam, medewerker.functie, medewerker.taak = naam, functie, taak
    medewerker.rollen = sorted(rollen)
    medewerker.save(update_fields=["naam", "functie", "taak", "rollen"])
    log("medewerker_gewijzigd", op=op, door=door, onderwerp=medewerker)


def laat_gaan(*, medewerker: Medewerker, door: Medewerker, op: datetime) -> None:
    """End an account at once: its sessions, its means of logging in, its invitation. Keys of cases: casus/vertrek.py.

    :raises KanNiet: not by this person, or about oneself.
    """
    _check(door, medewerker.partij, None, (), had=())
    if medewerker.pk == door.pk:
        raise KanNiet("", "Uzelf kunt u niet uit dienst melden. Vraag het een collega.")
    with transaction.atomic():
        Uitnodiging.objects.filter(medewerker=medewerker).delete()
        _stop(medewerker, op)
        log("medewerker_uit_dienst", op=op, door=door, onderwerp=medewerker)


def _stop(medewerker: Medewerker, op: datetime) -> None:
    medewerker.is_active, medewerker.uit_dienst_op, medewerker.rollen = False, op, []
    medewerker.set_unusable_password()
    medewerker.save(update_fields=["is_active", "uit_dienst_op", "rollen", "password"])
    Authenticator.objects.filter(user_id=medewerker.pk).delete()
    sessies.beeindig(medewerker)


def _invite(person: Medewerker, door: Medewerker, op: datetime) -> Sleutels:
    keys = Sleutels(secrets.token_urlsafe(32), "-".join(_part() for _ in range(3)))
    Uitnodiging.objects.create(
        medewerker=person,
        link_hash=_hash(keys.link),
        code_hash=make_password(_plain(keys.code)),
        gemaakt_op=op,
        gemaakt_door=door,
        verloopt_op=op + GELDIG,
    )
    log("medewerker_uitgenodigd", op=op, door=door, onderwerp=person)
    return keys


def _check(door: Medewerker, partij: Partij, taak: Taak | None, rollen: Collection[str], had: Collection[str]) -> None:
    if not may_manage(door, partij):
        raise KanNiet("", "U beheert de medewerkers van deze organisatie niet.")
    if taak and taak.partij_id != partij.pk:
        raise KanNiet("taak", "Deze taak heeft uw organisatie niet.")
    if (set(rollen) ^ set(had)) - roles_to_give(door, partij):
        raise KanNiet("rollen", "Deze rol kunt u niet geven of weghalen.")


def _has_manager(partij: Partij) -> bool:
    # Who was invited and never came does not count: then nobody could ever be invited again.
    people = Medewerker.objects.filter(partij=partij, is_active=True, rollen__contains=[Medewerker.PERSONEEL])
    return people.exclude(last_login=None).exists()


def _part() -> str:
    return "".join(secrets.choice(TEKENS) for _ in range(4))


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())[:40]


def _hash(link: str) -> bytes:
    return hashlib.sha256(link.encode("utf-8", "replace")).digest()
