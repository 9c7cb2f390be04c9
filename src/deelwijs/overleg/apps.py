# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.apps import AppConfig


class OverlegConfig(AppConfig):
    name = "deelwijs.overleg"

    def ready(self) -> None:
        """Tell the folders below what they cannot know: which types there are, and what waits for somebody here."""
        from deelwijs.casus import wachtend
        from deelwijs.convenant.woorden import name_types
        from deelwijs.overleg import noemen
        from deelwijs.overleg.wachtend import new, waits

        name_types(noemen)
        wachtend.register(wacht=waits, nieuw=new)
