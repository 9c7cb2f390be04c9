# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The program as a web server sees it."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deelwijs.config.settings")
application = get_wsgi_application()
# Read now, not at the first request: a fault in it stops the start, and the first visitor does not wait.
get_resolver().url_patterns  # noqa: B018
