# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.apps import AppConfig


class OverlegConfig(AppConfig):
    name = "deelwijs.overleg"

    def ready(self) -> None:
        """Tell the folder below which types there are: an agreement names them, but cannot know them."""
        from deelwijs.convenant.woorden import name_types
        from deelwijs.overleg import noemen

        name_types(noemen)
