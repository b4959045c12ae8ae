"""Instructions that emulated aarch64 cores execute: the same on every machine, however busy it is."""
