# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""How gunicorn runs the program, in the demo and in production: gunicorn -c python:deelwijs.config.server"""

import os
import subprocess
import sys
from typing import Any

wsgi_app = "deelwijs.config.wsgi:application"
worker_class = "gthread"
workers = int(os.environ.get("DEELWIJS_WERKERS", "2"))
threads = 4
preload_app = True  # the knowledge is read once and shared
max_requests = 10_000
max_requests_jitter = 1_000
timeout = 30
graceful_timeout = 10
limit_request_line = 4094
limit_request_fields = 60
# No access log: addresses are ours to keep out of logs. The rest of what gunicorn says goes through Django's LOGGING.
accesslog = None
logger_class = "deelwijs.config.server_log.DjangoLog"
control_socket_disable = True
_rest: list[subprocess.Popen[bytes]] = []


def on_starting(_server: Any) -> None:
    """In the demo: have tables and an invented region before the first worker starts."""
    if os.environ.get("DEELWIJS_DEMOREGIO") == "1":
        from deelwijs.config.demoregio.vul import ready

        ready()


def when_ready(_server: Any) -> None:
    """In the demo: let the rest of its cases follow, in a process of their own."""
    if os.environ.get("DEELWIJS_DEMOREGIO") == "1":
        _rest.append(subprocess.Popen([sys.executable, "-m", "deelwijs.config.demoregio.rest"]))


def on_exit(_server: Any) -> None:
    """Leave nobody behind who still uses the database."""
    for process in _rest:
        process.terminate()
        process.wait()
