# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Log lines: one JSON object each, and never what somebody typed.

A query string, a form or a request body may say something about a youth. So addresses lose everything after their `?`,
and of an exception we keep its kind and its place in our code, not its message: that often repeats the input.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

QUERY = re.compile(r"\?[^\s'\"<>]*")
ALLOWED = {"event", "level", "logger", "timestamp", "fout", "plaats", "status_code", "duur_ms", "onderwerp"}


def without_query(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Cut every query string out of every text."""
    return {key: QUERY.sub("?…", value) if isinstance(value, str) else value for key, value in event.items()}


def without_message(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace an exception by its kind and its place in the code."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if info and info[0] is not None:
        event["fout"] = info[0].__name__
        frames = traceback.extract_tb(info[2])
        event["plaats"] = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
    return event


def only_known(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Let through only keys that we chose: what a library adds (a request, parameters of a query) is dropped."""
    return {key: value for key, value in event.items() if key in ALLOWED or key.startswith("_")}


SHARED: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    without_message,
    without_query,
]


class Formatter(structlog.stdlib.ProcessorFormatter):
    """Formats what Django, gunicorn and our own code log, all the same way."""

    def __init__(self) -> None:
        super().__init__(
            foreign_pre_chain=SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                only_known,
                # In ASCII: a sign that ends a line or turns the writing around for some reader never gets out.
                structlog.processors.JSONRenderer(ensure_ascii=True),
            ],
            use_get_message=True,
            pass_foreign_args=False,
        )

    def format(self, record: logging.LogRecord) -> str:
        """Return one line. The record's exception is taken over by `without_message`, never printed."""
        line = super().format(record)
        record.exc_text = None
        return line


def settings() -> dict[str, Any]:
    """Return Django's LOGGING and set structlog up to end in it."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    to_root = {"handlers": [], "level": "INFO", "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "deelwijs.config.logregels.Formatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django": to_root,
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            # Each statement with its parameters: never, whatever DEBUG says.
            "django.db.backends": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            # Repeats the name that a visitor sent.
            "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
            # Its warnings are about requests that make no sense, with the visitor's IP address.
            "gunicorn.error": {"handlers": [], "level": "ERROR", "propagate": True},
            # Repeats what somebody typed as a name; the logboek says what matters.
            "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
