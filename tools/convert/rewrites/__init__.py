"""Changes to a graph before conversion that make it faster and keep what it computes. Each has a name."""

from collections.abc import Callable

from tools.convert.network import Network
from tools.convert.rewrites.biases import fold_biases
from tools.convert.rewrites.block_head import head_as_blocks
from tools.convert.rewrites.concat import split_concat
from tools.convert.rewrites.dead_channels import remove_dead_channels
from tools.convert.rewrites.feature_output import cut_head, head_in_bytes
from tools.convert.rewrites.scaled_residual import merge_scaled_residual
from tools.convert.rewrites.small_weights import flush_small_weights

REWRITES: dict[str, Callable[[Network], None]] = {
    rewrite.__name__: rewrite
    for rewrite in (flush_small_weights, fold_biases, remove_dead_channels, merge_scaled_residual, head_as_blocks,
                    split_concat, cut_head, head_in_bytes)
}
