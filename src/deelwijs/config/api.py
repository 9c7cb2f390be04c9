# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The API: each folder adds its own router here."""

from ninja import NinjaAPI

api = NinjaAPI(title="Deelwijs", version="1.0.0", docs_url=None, urls_namespace="api")
