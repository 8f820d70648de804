"""Actions that follow from a seed alone, so that a test in another language can take the same ones."""
MASK = (1 << 64) - 1

# By how many actions a world has: each may be drawn, those that lead somewhere more often.
CHOICES = {3: [0, 1, 2, 2], 6: [0, 1, 2, 2, 3, 4, 4, 5, 5], 7: [0, 0, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 5, 5, 6]}
# How often the one drawn is taken.
REPEATS = [1, 1, 1, 1, 2, 2, 4, 8]


def fixed_actions(seed, count):
    """Without end. Each number of SplitMix64 gives an action by its upper half and its repeats by its last 3 bits."""
    choices, state = CHOICES[count], seed
    while True:
        state = state + 0x9E3779B97F4A7C15 & MASK
        number = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & MASK
        number = (number ^ number >> 27) * 0x94D049BB133111EB & MASK
        number ^= number >> 31
        for _ in range(REPEATS[number & 7]):
            yield choices[(number >> 32) % len(choices)]
