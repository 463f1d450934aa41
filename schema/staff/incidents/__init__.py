"""The cord behind the counter: pulling it, what is concerned, confirming, and when customers pull it."""
