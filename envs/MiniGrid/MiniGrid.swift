/// The worlds of the Python package minigrid 3.2.0: each nested type is the rules of one kind, for a ``GridWorld``.
public enum MiniGrid {}
