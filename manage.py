#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Django's commands: .venv/bin/python manage.py help"""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deelwijs.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
