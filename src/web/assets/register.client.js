// Keeps every tap of the register on a bad line.
