"""From published ONNX models to a folder that the reader opens: fetch, rewrite, convert, verify, package."""
