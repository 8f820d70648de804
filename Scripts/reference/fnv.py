"""The hash that traces carry for each observation."""
MASK = (1 << 64) - 1
PRIME = 0x100000001B3
POWERS = [1]
while len(POWERS) <= 4096:
    POWERS.append(POWERS[-1] * PRIME & MASK)


def fnv1a(data):
    """The hash of a flat array of bytes. A run of n zeros multiplies by PRIME ** n, so only the others take time."""
    value, done = 0xCBF29CE484222325, 0
    for index in data.nonzero()[0].tolist():
        value = (value * POWERS[index - done] & MASK ^ int(data[index])) * PRIME & MASK
        done = index + 1
    return "%016x" % (value * POWERS[len(data) - done] & MASK)
