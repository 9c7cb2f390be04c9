# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""How a file comes in: in memory only, so that nothing readable touches the disk, and only from who is logged in."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from deelwijs.casus.bestanden import GROOTSTE

FORM = 256 * 1024  # what the other fields of the form may take beside the file


class InMemory(FileUploadHandler):
    """Keep one file of at most `GROOTSTE` bytes in memory; refuse the request otherwise."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Refuse by what the request says of its length, before anything of it is read."""
        if content_length > GROOTSTE + FORM:
            raise RequestDataTooBig("A file of this size is not taken.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; the public pages take none."""
        request = self.request
        if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            raise TooManyFilesSent("No files from who is not logged in.")
        super().new_file(*args, **kwargs)
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take in a piece; what the length did not tell is stopped here."""
        if start + len(raw_data) > GROOTSTE:
            raise RequestDataTooBig("A file of this size is not taken.")
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand over the file."""
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
