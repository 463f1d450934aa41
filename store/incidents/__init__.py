"""The cord that stops the line: reports of problems, what is pulled because of them, how it comes back."""
