"""What is worn on head, face and back, and what hands hold."""
