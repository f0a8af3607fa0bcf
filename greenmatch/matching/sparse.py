"""Sparse matrices and products of them: the one door to scipy and sparse_dot_topn.

Both are loaded when the first matrix is made. Only the worker and full runs make some, and
loading them would be a seventh of every process's start.
"""

from typing import Any


def csr_matrix(content: Any, *, shape: tuple[int, ...]) -> Any:
    """A scipy matrix in compressed rows."""
    from scipy.sparse import csr_matrix as make

    return make(content, shape=shape)


def top_products(left: Any, right: Any, *, top_n: int, **options: Any) -> Any:
    """The best `top_n` entries of each row of `left @ right`, without making the rest."""
    from sparse_dot_topn import sp_matmul_topn

    return sp_matmul_topn(left, right, top_n=top_n, **options)
