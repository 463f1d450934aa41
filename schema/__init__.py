"""The counter: what may be asked, and in which words it is answered."""
