"""The parts of scripts/bench: each measures one thing and returns its figures."""
