// Shoebox
