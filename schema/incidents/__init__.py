"""The cord at the counter: customers report what is wrong with what they received."""
