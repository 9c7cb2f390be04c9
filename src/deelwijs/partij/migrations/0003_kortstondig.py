# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Django's cache as a table: counters of attempts, and one-time codes that are used up. Nothing about a case."""

from django.db import migrations

MAAK = """
CREATE TABLE partij_cache (
  cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX partij_cache_expires ON partij_cache (expires)
"""


class Migration(migrations.Migration):
    dependencies = [("partij", "0002_muren")]

    operations = [migrations.RunSQL(MAAK, "DROP TABLE partij_cache")]
