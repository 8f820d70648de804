// The first environment comes with the next commit.
