// The first file of this module comes with the next commit.
