"""Power cuts, full disks, broken files: nothing that was drawn is lost, and a sentence says what happened."""
