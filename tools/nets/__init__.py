"""Networks as PyTorch modules: the published models imported from ONNX, and teachers and students of our own."""
