# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Deelwijs: share what a young person's case needs, no more, and show afterwards why it was allowed."""
