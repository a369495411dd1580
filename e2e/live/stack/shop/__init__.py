"""A small shop whose background work the live suite watches."""
