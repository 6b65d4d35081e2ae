“We vote tomorrow,” said Bram Vale.
