"""Many visitors at one server: nobody gets another's picture, loses a stroke, or waits without a word."""
