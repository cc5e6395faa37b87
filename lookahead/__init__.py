"""Look-ahead: a learned world model and a shield that vetoes actions predicted to violate."""
