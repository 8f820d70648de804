"""MiniGrid: a walker that uses things, and the traces of what it does."""
import json
import random
import warnings

from reference.fixed_actions import fixed_actions
from reference.fnv import fnv1a

TURN_LEFT, TURN_RIGHT, FORWARD, PICK_UP, DROP, TOGGLE, DONE = range(7)
AHEAD = [(1, 0), (0, 1), (-1, 0), (0, -1)]


class Walker:
    """Walks to a thing of its choice and uses it, then chooses again."""

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


def make(name):
    import gymnasium
    import minigrid  # noqa: F401  (registers the worlds)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Some ids have a newer version; both are compared.
        return gymnasium.make(name, disable_env_checker=True).unwrapped


def play(name, seed, steps, policy, write):
    import numpy

    chance = random.Random("%s %d %s" % (name, seed, policy))
    env = make(name)
    seen, _ = env.reset(seed=seed)
    walker = Walker(env, chance)
    actions = int(env.action_space.n)
    fixed = fixed_actions(seed, actions)

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
        if policy == "fixed":
            action = next(fixed)
        elif policy == "uniform":
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


def families():
    """The package's ids, those made by one class together."""
    import gymnasium
    import minigrid  # noqa: F401

    families = {}
    for name, spec in gymnasium.registry.items():
        if name.startswith("MiniGrid-") and not name.startswith("MiniGrid-WFC"):
            families.setdefault(str(spec.entry_point), []).append(name)
    return list(families.values())
