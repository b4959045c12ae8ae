"""Programs that make, check and score models. None of them is part of the installed package."""
