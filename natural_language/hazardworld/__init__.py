"""HazardWorld: a grid world of lava, water and grass, and its constraints in words."""
