print("rlcoord")
