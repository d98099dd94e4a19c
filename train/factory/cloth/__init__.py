"""What cloth does after skinning: skirts, sheets and sleeves move, folds are drawn on them."""
