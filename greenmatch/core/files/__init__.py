"""Uploaded files: checked by content, kept in a store, described by a row."""

from greenmatch.core.files.current import current_store, init_files
from greenmatch.core.files.documents import DOCUMENT_SUFFIXES
from greenmatch.core.files.models import FileKind, StoredFile
from greenmatch.core.files.queries import stored_file, stored_files
from greenmatch.core.files.references import (
    referenced_files,
    register_file_references,
    remove_unused,
)
from greenmatch.core.files.services import copy_files, remove_orphans, store_document, store_image
from greenmatch.core.files.serving import download_headers, file_key, file_keys
from greenmatch.core.files.stores import FileStore, FolderStore, MemoryStore

__all__ = [
    "DOCUMENT_SUFFIXES",
    "FileKind",
    "FileStore",
    "FolderStore",
    "MemoryStore",
    "StoredFile",
    "copy_files",
    "current_store",
    "download_headers",
    "file_key",
    "file_keys",
    "init_files",
    "referenced_files",
    "register_file_references",
    "remove_orphans",
    "remove_unused",
    "store_document",
    "store_image",
    "stored_file",
    "stored_files",
]
