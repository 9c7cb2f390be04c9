# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Settings, addresses, the database server and the demo: what ties the folders to one program."""
