"""How fast it is: measurements, never shipped. README.md names the commands."""
