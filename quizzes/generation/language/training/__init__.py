"""Makes the weights of the shipped parser anew from a treebank; needs torch, for development only."""
