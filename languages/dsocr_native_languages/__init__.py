"""Models for dsocr-native that read Arabic, Persian, Hebrew, Georgian, Thai, Vietnamese and scripts of India."""

__version__ = "0.1.0"
