# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.apps import AppConfig


class VerstrekkingConfig(AppConfig):
    name = "deelwijs.verstrekking"

    def ready(self) -> None:
        """Tell the pages of the folders below what this one knows."""
        from deelwijs.casus import inhoud, panelen, wachtend
        from deelwijs.verstrekking import aanhaken

        inhoud.test_anew_with(aanhaken.still_given)
        wachtend.register(wacht=aanhaken.waits, nieuw=aanhaken.new)
        wachtend.register(wacht=aanhaken.duties)
        panelen.register(
            casus=aanhaken.on_casus,
            inbreng=aanhaken.on_inbreng,
            acties=aanhaken.actions,
            inbreng_acties=aanhaken.inbreng_actions,
        )
