"""MinAtar: players that get far, and the traces of what they do."""
import json
import random

from reference.fixed_actions import fixed_actions
from reference.fnv import fnv1a

GAMES = ["asterix", "breakout", "freeway", "seaquest", "space_invaders"]
NOTHING, LEFT, UP, RIGHT, DOWN, FIRE = range(6)
# Sticky probability and ramping; a seed takes the one of its turn.
MINATAR_OPTIONS = [(0.1, True), (0.0, True), (0.25, True), (0.1, False), (0.0, False)]


def cells(observation, channel):
    ys, xs = observation[:, :, channel].nonzero()
    return list(zip(xs.tolist(), ys.tolist()))


def toward(x, y, target):
    """Actions that bring a cell nearer to another."""
    wanted = []
    if target[1] != y:
        wanted.append(UP if target[1] < y else DOWN)
    if target[0] != x:
        wanted.append(LEFT if target[0] < x else RIGHT)
    return wanted


def moved(x, y, action, low=0, high=9):
    x += (action == RIGHT) - (action == LEFT)
    y += (action == DOWN) - (action == UP)
    return min(9, max(0, x)), min(high, max(low, y))


class Breakout:
    """Goes where the ball will come down."""

    def choose(self, seen, chance):
        (paddle, _), = cells(seen, 0)
        (x, y), = cells(seen, 1)
        (old, above), = cells(seen, 2)
        dx = -1 if x < old or (x == old and x == 9) else 1
        if y >= above:
            for _ in range(8 - y):
                x += dx
                if not 0 <= x <= 9:
                    x, dx = min(9, max(0, x)), -dx
        return LEFT if x < paddle else RIGHT if x > paddle else NOTHING


class Freeway:
    """Walks on, now and then back."""

    def choose(self, seen, chance):
        return UP if chance.random() < 0.9 else chance.choice([NOTHING, DOWN])


class Asterix:
    """Goes for the nearest gold and keeps two cells away from enemies."""

    def choose(self, seen, chance):
        (x, y), = cells(seen, 0)
        enemies = cells(seen, 1)
        gold = sorted(cells(seen, 3), key=lambda cell: abs(cell[0] - x) + abs(cell[1] - y))
        wanted = toward(x, y, gold[0] if gold else (5, 5)) + [NOTHING, UP, DOWN, LEFT, RIGHT]

        def danger(action):
            cell = moved(x, y, action, 1, 8)
            return min([9] + [abs(ex - cell[0]) for ex, ey in enemies if ey == cell[1]])

        return next((a for a in wanted if danger(a) > 2), max(wanted, key=danger))


class Seaquest:
    """Shoots, collects six divers, brings them up; then goes up and down, which is free and makes the game harder."""

    def __init__(self):
        self.is_free = False

    def choose(self, seen, chance):
        (x, y), = cells(seen, 0)
        (back, _), = cells(seen, 1)
        ahead = 1 if back < x else -1
        oxygen, carried = len(cells(seen, 7)), len(cells(seen, 8))
        foes = cells(seen, 5) + cells(seen, 6)
        threats = foes + cells(seen, 4)
        if carried == 6 and y == 1:
            self.is_free = True
        if carried > 0 and carried < 6:
            self.is_free = False
        if carried == 6 or (oxygen <= 3 and y > 0):
            wanted = [UP]
        elif self.is_free and y <= 1 and chance.random() < 0.95:
            wanted = [DOWN if y == 0 else UP]
        elif y == 0:
            wanted = [DOWN]
        else:
            divers = sorted(cells(seen, 9), key=lambda cell: abs(cell[0] - x) + 2 * abs(cell[1] - y))
            wanted = toward(x, y, divers[0] if divers else (x, 4))
        in_row = [fx for fx, fy in foes if fy == y and fx != x]
        if any((fx - x) * ahead > 0 for fx in in_row):
            wanted.insert(0, FIRE)
        elif in_row:
            wanted.insert(0, LEFT if in_row[0] < x else RIGHT)
        wanted += [NOTHING, UP, DOWN, LEFT, RIGHT]

        def danger(action):
            cell = moved(x, y, action, 0, 8)
            return min([9] + [abs(tx - cell[0]) for tx, ty in threats if ty == cell[1]])

        return next((a for a in wanted if danger(a) > 1), max(wanted, key=danger))


class SpaceInvaders:
    """Evades bullets, goes below aliens and shoots."""

    def choose(self, seen, chance):
        (x, _), = cells(seen, 0)
        aliens, bullets = cells(seen, 1), cells(seen, 5)

        def danger(action):
            column = moved(x, 9, action)[0]
            return sum(bx == column and by >= 5 for bx, by in bullets)

        below = min(aliens, key=lambda cell: (abs(cell[0] - x), -cell[1]))[0] if aliens else x
        wanted = [FIRE if chance.random() < 0.5 else NOTHING] + [LEFT, RIGHT, NOTHING]
        if below != x:
            wanted.insert(0, LEFT if below < x else RIGHT)
        return min(wanted, key=danger)


PLAYERS = {"asterix": Asterix, "breakout": Breakout, "freeway": Freeway, "seaquest": Seaquest,
           "space_invaders": SpaceInvaders}


def play(game, seed, steps, policy, write):
    import minatar

    sticky, ramping = MINATAR_OPTIONS[seed % len(MINATAR_OPTIONS)]
    chance = random.Random("%s %d %s" % (game, seed, policy))
    fixed = fixed_actions(seed, 6)
    player = PLAYERS[game]()
    env = minatar.Environment(game, sticky_action_prob=sticky, difficulty_ramping=ramping)
    env.seed(seed)
    env.reset()
    seen = env.state()

    def text():
        return "".join("1" if bit else "0" for bit in seen.reshape(-1))

    write(json.dumps({"package": "MinAtar 1.0.15", "game": game, "seed": seed, "sticky": sticky, "ramping": ramping,
                      "policy": policy, "shape": list(seen.shape), "steps": steps}))
    write('{"reset":0,"obs":"%s"}' % text())
    action, episodes = NOTHING, 0
    for step in range(1, steps + 1):
        if policy == "fixed":
            action = next(fixed)
        elif policy == "uniform" or chance.random() < 0.02:
            action = chance.randrange(6)
        elif policy == "held":
            action = chance.randrange(6) if chance.random() < 0.12 else action
        else:
            action = player.choose(seen, chance)
        reward, over = env.act(action)
        seen = env.state()
        write('[%d,%d,%d,0,"%s"]' % (action, reward, over, fnv1a(seen.reshape(-1))))
        if step % 500 == 0:
            write('{"at":%d,"obs":"%s"}' % (step, text()))
        if over and step < steps:
            episodes += 1
            env.reset()
            seen = env.state()
            player = PLAYERS[game]()
            write('{"reset":%d,"obs":"%s"}' % (episodes, text()))
