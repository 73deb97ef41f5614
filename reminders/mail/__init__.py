"""The mail: what it says of whom, in which words, how it is written, and what may go wrong."""
