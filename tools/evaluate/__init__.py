"""Scores of whole readings on labelled pictures: ours, and those of the engines that people would take instead."""
