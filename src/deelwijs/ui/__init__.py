# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs

"""Base template, components, error pages and static files; no tables."""
