# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Gunicorn's log lines, through the same filters as ours."""

from typing import Any

from gunicorn.glogging import Logger


class DjangoLog(Logger):
    """Leaves the handlers to Django's LOGGING, so that a query string that gunicorn mentions is cut off too."""

    def setup(self, cfg: Any) -> None:
        """Configure logging as the settings say; gunicorn's own handlers are not made."""
        import logging.config

        from deelwijs.config import logregels

        logging.config.dictConfig(logregels.settings())
        self.cfg = cfg
