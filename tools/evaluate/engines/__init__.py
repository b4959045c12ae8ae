"""Our networks in the engines that people would take instead of MNN, side by side."""
