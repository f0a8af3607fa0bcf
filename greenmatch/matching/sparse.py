"""Sparse matrices: the one door to scipy.

It is loaded when the first matrix is made. Only the worker and full runs make some, and loading
it would be a seventh of every process's start.
"""

from typing import Any


def csr_matrix(content: Any, *, shape: tuple[int, ...]) -> Any:
    """A scipy matrix in compressed rows."""
    from scipy.sparse import csr_matrix as make

    return make(content, shape=shape)
