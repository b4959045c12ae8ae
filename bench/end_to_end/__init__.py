"""The installed package as a whole, beside its peers: `python -m bench.end_to_end --help`."""
