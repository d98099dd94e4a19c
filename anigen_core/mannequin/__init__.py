"""A posed figure without learned weights: depth for the pose, a body of solids, ink and tone."""
