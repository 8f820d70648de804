#!/usr/bin/env python3
"""Play the Python packages MinAtar and minigrid, and check that rlcoord's worlds do the same, byte for byte.

    python3 -m venv venv && venv/bin/pip install MinAtar==1.0.15 minigrid==3.2.0
    swift build -c release
    venv/bin/python Scripts/compare_with_python.py --seeds 1000-1099

Each world of the packages is played with generated actions; what it shows and gives is written as a trace and piped
into `rlcoord parity -`, which plays the same actions and tells the first difference. Exit code 1 on a difference.

A trace is JSON lines:

  {"package": ..., "seed": ..., "steps": ..., ...}    which world, with which options
  {"reset": k, "obs": ...}                            episode k begins
  [action, reward, terminated, truncated, "hash"]     one step; FNV-1a over the observation's bytes
  {"at": n, "obs": ...}                               the whole observation after step n, to find what differs

MinAtar observations are one digit a byte, [10][10][channels]. MiniGrid's are in hexadecimal, the 7x7x3 view and the
direction; their lines also hold the mission, the full map and what is carried.
"""
import argparse
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys

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


# ------------------------------------------------------------------------------------------------ MinAtar

GAMES = ["asterix", "breakout", "freeway", "seaquest", "space_invaders"]
NOTHING, LEFT, UP, RIGHT, DOWN, FIRE = range(6)
# Sticky probability and ramping; a seed takes the one of its turn.
MINATAR_OPTIONS = [(0.1, True), (0.0, True), (0.25, True), (0.1, False), (0.0, False)]


def cells(observation, channel):
    ys, xs = observation[:, :, channel].nonzero()
    return list(zip(xs.tolist(), ys.tolist()))


def towards(x, y, target):
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
        wanted = towards(x, y, gold[0] if gold else (5, 5)) + [NOTHING, UP, DOWN, LEFT, RIGHT]

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
            wanted = towards(x, y, divers[0] if divers else (x, 4))
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


def play_minatar(game, seed, steps, policy, write):
    import minatar

    sticky, ramping = MINATAR_OPTIONS[seed % len(MINATAR_OPTIONS)]
    chance = random.Random("%s %d %s" % (game, seed, policy))
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
        if policy == "uniform" or chance.random() < 0.02:
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


# ----------------------------------------------------------------------------------------------- MiniGrid

TURN_LEFT, TURN_RIGHT, FORWARD, PICK_UP, DROP, TOGGLE, DONE = range(7)
AHEAD = [(1, 0), (0, 1), (-1, 0), (0, -1)]


class Walker:
    """Walks to a thing of its choice and uses it, then chooses anew."""

    def __init__(self, env, chance):
        self.env, self.chance, self.plan = env, chance, []
        self.actions = int(env.action_space.n)

    def choose(self):
        if self.chance.random() < 0.03:
            self.plan = []
            return self.chance.randrange(self.actions)
        if not self.plan:
            self.plan = [action for action in self.think() if action < self.actions]
            if self.actions == 3:
                # Balls move about: look again soon.
                del self.plan[2:]
        return self.plan.pop(0) if self.plan else self.chance.randrange(self.actions)

    def forget(self):
        self.plan = []

    def think(self):
        grid, chance, held = self.env.grid, self.chance, self.env.carrying
        things = [(x, y, grid.get(x, y)) for x in range(grid.width) for y in range(grid.height)]
        goals = [(x, y) for x, y, thing in things if thing is not None and thing.type == "goal"]
        useful = [t for t in things if t[2] is not None and t[2].type in ("key", "ball", "box", "door")]
        free = [(x, y) for x, y, thing in things if thing is None]
        if goals and chance.random() < 0.4:
            return self.path(chance.choice(goals), True) or []
        if useful and chance.random() < 0.85:
            x, y, thing = chance.choice(useful)
            path = self.path((x, y), False)
            if path is None:
                return []
            if thing.type == "door":
                return path + [TOGGLE] + ([FORWARD, FORWARD] if chance.random() < 0.5 else [])
            use = chance.choice([PICK_UP, PICK_UP, PICK_UP, TOGGLE, DONE])
            return path + ([DROP, use] if held is not None and chance.random() < 0.5 else [use])
        if not free:
            return []
        put_down = held is not None and chance.random() < 0.3
        return (self.path(chance.choice(free), not put_down) or []) + ([DROP] if put_down else [])

    def path(self, target, is_entered):
        """Turns, steps and door openings that lead onto a cell, or to face it; None where there is no way."""
        env = self.env
        start = (int(env.agent_pos[0]), int(env.agent_pos[1]), int(env.agent_dir))
        came_from, frontier = {start: None}, [start]
        while frontier:
            following = []
            for state in frontier:
                x, y, direction = state
                front = (x + AHEAD[direction][0], y + AHEAD[direction][1])
                if (x, y) == target if is_entered else front == target:
                    actions = []
                    while came_from[state] is not None:
                        state, taken = came_from[state]
                        actions = taken + actions
                    return actions
                ways = [((x, y, (direction + 3) % 4), [TURN_LEFT]), ((x, y, (direction + 1) % 4), [TURN_RIGHT])]
                needed = self.crossing(front, target if is_entered else None)
                if needed is not None:
                    ways.append(((*front, direction), needed))
                for state_after, taken in ways:
                    if state_after not in came_from:
                        came_from[state_after] = (state, taken)
                        following.append(state_after)
            frontier = following
        return None

    def crossing(self, cell, goal):
        """What it takes to move onto a cell from the one before it; None where that cannot be or is not wanted."""
        grid, held = self.env.grid, self.env.carrying
        if not (0 <= cell[0] < grid.width and 0 <= cell[1] < grid.height):
            return None
        thing = grid.get(*cell)
        if thing is None or thing.type == "floor" or (thing.type == "goal" and cell == goal):
            return [FORWARD]
        if thing.type == "door":
            if thing.is_open:
                return [FORWARD]
            if not thing.is_locked or (held is not None and held.type == "key" and held.color == thing.color):
                return [TOGGLE, FORWARD]
        return None


def play_minigrid(name, seed, steps, policy, write):
    import gymnasium
    import minigrid  # noqa: F401  (registers the worlds)
    import numpy

    chance = random.Random("%s %d %s" % (name, seed, policy))
    env = gymnasium.make(name, disable_env_checker=True).unwrapped
    seen, _ = env.reset(seed=seed)
    walker = Walker(env, chance)
    actions = int(env.action_space.n)

    def observed():
        return numpy.append(seen["image"].reshape(-1), numpy.uint8(seen["direction"]))

    def view():
        full = env.grid.encode()
        full[env.agent_pos[0], env.agent_pos[1]] = (10, 0, env.agent_dir)
        return '"obs":"%s","full":"%s"' % (observed().tobytes().hex(), full.tobytes().hex())

    write(json.dumps({"package": "minigrid 3.2.0", "env": name, "seed": seed, "policy": policy, "width": env.width,
                      "height": env.height, "max_steps": env.max_steps, "actions": actions, "steps": steps}))
    write('{"reset":0,"mission":%s,%s}' % (json.dumps(seen["mission"]), view()))
    action, episodes = 0, 0
    for step in range(1, steps + 1):
        if policy == "uniform":
            action = chance.randrange(actions)
        elif policy == "held":
            action = chance.randrange(actions) if chance.random() < 0.5 else action
        else:
            action = walker.choose()
        seen, reward, terminated, truncated, _ = env.step(action)
        write('[%d,%r,%d,%d,"%s"]' % (action, float(reward), terminated, truncated, fnv1a(observed())))
        if step % 200 == 0:
            held = None if env.carrying is None else [int(value) for value in env.carrying.encode()[:2]]
            write('{"at":%d,%s,"carrying":%s}' % (step, view(), json.dumps(held)))
        if (terminated or truncated) and step < steps:
            episodes += 1
            seen, _ = env.reset()
            walker.forget()
            write('{"reset":%d,"mission":%s,%s}' % (episodes, json.dumps(seen["mission"]), view()))


def minigrid_families():
    """The package's ids, those made by one class together."""
    import gymnasium
    import minigrid  # noqa: F401

    families = {}
    for name, spec in gymnasium.registry.items():
        if name.startswith("MiniGrid-") and not name.startswith("MiniGrid-WFC"):
            families.setdefault(str(spec.entry_point), []).append(name)
    return list(families.values())


# --------------------------------------------------------------------------------------------- comparison

POLICIES = ["uniform", "held", "far"]


def plan(arguments):
    """Every trace to play: (function, world, seed, steps, policy)."""
    groups = []
    if arguments.family in ("minatar", "all"):
        groups += [(play_minatar, [game], arguments.steps or 1_000_000) for game in GAMES]
    if arguments.family in ("minigrid", "all"):
        groups += [(play_minigrid, names, arguments.steps or 200_000) for names in minigrid_families()]
    if arguments.env:
        wanted = {plain(name) for name in arguments.env}
        known = [(play, [name], steps) for play, names, steps in groups for name in names]
        groups = [group for group in known if plain(group[1][0]) in wanted]
        missing = wanted - {plain(group[1][0]) for group in groups}
        if missing:
            sys.exit("there is no world '%s'; there are %s"
                     % (sorted(missing)[0], ", ".join(group[1][0] for group in known)))
    first, last = arguments.seeds
    seeds = range(first, last + 1)
    traces = []
    for play, names, steps in groups:
        for index, seed in enumerate(seeds):
            policy = arguments.policy if arguments.policy != "mixed" else POLICIES[(0, 2, 1, 2)[index % 4]]
            length = steps // len(seeds) + (index < steps % len(seeds))
            if length > 0:
                traces.append((play, names[index // 4 % len(names)], seed, length, policy))
    return traces


def plain(name):
    """A world's name without what may be left out or spelt otherwise."""
    name = name.lower().removeprefix("minatar/").removeprefix("minigrid/").removeprefix("minigrid-")
    return name.replace("_", "-").removesuffix("-v0")


def compare(task):
    """Plays some traces into one `rlcoord parity -`; its exit code and what it said."""
    rlcoord, traces = task
    checker = subprocess.Popen([rlcoord, "parity", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    try:
        for play, name, seed, steps, policy in traces:
            play(name, seed, steps, policy, lambda line: checker.stdin.write(line + "\n"))
    except BrokenPipeError:
        pass  # It found something that is no trace; it says so itself.
    said, _ = checker.communicate()
    return traces, checker.returncode, said.splitlines()


def find_rlcoord():
    built = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".build", "release", "rlcoord")
    return built if os.path.exists(built) else shutil.which("rlcoord")


def seed_range(text):
    first, _, last = text.partition("-")
    seeds = int(first), int(last or first)
    if not 0 <= seeds[0] <= seeds[1] < 1 << 32:
        raise ValueError
    return seeds


def count(text):
    value = int(float(text.replace("k", "e3").replace("M", "e6")))
    if value < 1:
        raise ValueError
    return value


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--family", choices=["minatar", "minigrid", "all"], default="all")
    parser.add_argument("--env", action="append", metavar="NAME", help="only this game or MiniGrid id; may be repeated")
    parser.add_argument("--seeds", type=seed_range, default=(1000, 1099), metavar="A-B", help="default 1000-1099")
    parser.add_argument("--steps", type=count, metavar="N",
                        help="of each game, MiniGrid family or --env, over all seeds; default 1M for a game, 200k else")
    parser.add_argument("--policy", choices=POLICIES + ["mixed"], default="mixed",
                        help="uniform; held actions; play that gets far; default: a mixture by seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="processes; default: processors")
    parser.add_argument("--rlcoord", default=find_rlcoord(), metavar="PATH", help="default: .build/release/rlcoord")
    parser.add_argument("--print", action="store_true", help="write the traces to standard output, compare nothing")
    arguments = parser.parse_args()
    traces = plan(arguments)
    if arguments.print:
        for play, name, seed, steps, policy in traces:
            play(name, seed, steps, policy, print)
        return 0
    if not arguments.rlcoord:
        sys.exit("there is no rlcoord yet: `swift build -c release`, or say where it is with --rlcoord")

    tasks = [(arguments.rlcoord, traces[start:start + 4]) for start in range(0, len(traces), 4)]
    totals, is_equal = {}, True
    with multiprocessing.Pool(arguments.jobs) as pool:
        for played, code, said in pool.imap_unordered(compare, tasks):
            for _, name, seed, steps, _ in played:
                world = totals.setdefault(name, [0, 0])
                world[0] += 1
                world[1] += steps
            if code != 0:
                is_equal = False
                print("\n".join(said), flush=True)
            if sys.stderr.isatty():
                done = sum(steps for _, steps in totals.values())
                print("\r%d of %d steps" % (done, sum(trace[3] for trace in traces)), end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for name in sorted(totals):
        print("%-45s %5d traces %9d steps" % (name, *totals[name]))
    print("%d traces, %d steps: %s" % (len(traces), sum(trace[3] for trace in traces),
                                       "no difference" if is_equal else "there are differences"))
    return 0 if is_equal else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        sys.exit(0)
