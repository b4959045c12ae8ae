"""Smaller networks from trained ones: pruning by weight and by channel, quantisation to int8."""
