"""The governed client base: registry of imports, cards, settings, lists."""
