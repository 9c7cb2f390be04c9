# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Play the cases that are not in the demo's database yet: python -m deelwijs.config.demoregio.rest"""

import contextlib
import os

import django
from django.db import InterfaceError, OperationalError


def main() -> None:
    """Do it out of the way of who uses the demo; end without a word when the demo ends meanwhile."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deelwijs.config.settings")
    if hasattr(os, "nice"):
        os.nice(5)
    django.setup()
    from deelwijs.config.demoregio.vul import finish

    with contextlib.suppress(OperationalError, InterfaceError):
        finish()


if __name__ == "__main__":
    main()
