"""Other libraries' calls and results over our reader, one module a library, so that an import line is all that
changes."""
