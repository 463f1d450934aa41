"""Mail: letters in the words of an order's language, and how they leave."""
