public import RLEnvironmentKit
public import Testing

/// What every environment must do, whatever its rules: plays at random and records an issue at the first breach.
///
/// Checked are: the specification is well formed; observations stay in range and overwrite the whole buffer; outcomes
/// are finite; limits hold; the same seed and actions give the same bytes,
/// also in a copy taken midway, after an earlier use, and in a fresh world that a saved state was restored into; damaged
/// states are refused or harmless; drawing changes nothing; every action is legal.
///
/// - Parameters:
///   - world: fresh; copies of it play.
///   - seeds: each is played for `steps` steps.
public func checkEnvironment<World: Environment>(
  _ world: World, seeds: [UInt64] = [0, 1, 7, 4_294_967_295], steps: Int = 400,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var problems = specificationProblems(world.spec)
  for seed in seeds where problems.isEmpty {
    if let problem = firstBreach(world, seed: seed, steps: steps) { problems.append("seed \(seed): \(problem)") }
  }
  for problem in problems { Issue.record("\(world.spec.name): \(problem)", sourceLocation: sourceLocation) }
}

private func specificationProblems(_ spec: EnvironmentSpec) -> [String] {
  var problems: [String] = []
  let parts = spec.name.split(separator: "/", omittingEmptySubsequences: false)
  if parts.count != 2 || parts.contains("") || spec.name != spec.name.lowercased() {
    problems.append("the name is not family/name in lower case")
  }
  if spec.summary.isEmpty || spec.summary.contains("\n") { problems.append("the summary is not one line") }
  if spec.observationShape.count != 3 || spec.observationShape.contains(where: { $0 < 1 }) {
    problems.append("shape \(spec.observationShape) is not [height, width, channels]")
  }
  if spec.observationMaximum == 0 { problems.append("the observation maximum is 0") }
  if spec.actionNames.isEmpty || Set(spec.actionNames).count != spec.actionNames.count {
    problems.append("actions \(spec.actionNames) are none or repeat a name")
  }
  if let limit = spec.stepLimit, limit < 1 { problems.append("step limit \(limit)") }
  return problems
}

/// Plays one seed; the first thing that is wrong, in words.
private func firstBreach<World: Environment>(_ fresh: World, seed: UInt64, steps: Int) -> String? {
  let spec = fresh.spec
  var random = Philox(seed: seed, lane: 0, purpose: .evaluation)
  var world = fresh
  world.seed(seed)
  // The twin gets other buffers: a byte that is not written keeps them apart.
  var twin = fresh
  twin.seed(seed)
  var observation = world.reset(filler: 0xAA)
  if observation != twin.reset(filler: 0x55) { return "two first resets differ, or bytes are left unwritten" }
  var used = usedUp(fresh, random: &random)
  used.seed(seed)
  if observation != used.reset() { return "reset depends on earlier use" }

  var length = 0
  for step in 1...steps {
    if let byte = observation.max(), byte > spec.observationMaximum { return "byte \(byte) before step \(step)" }
    // Every action has its turn; the rest are random.
    let action = step <= spec.actionNames.count ? step - 1 : random.below(spec.actionNames.count)
    var copy = world
    let played = world.step(action, filler: 0xAA)
    for (name, other) in [
      ("a copy", copy.step(action, filler: 0x55)), ("a second run", twin.step(action, filler: 0x55)),
      ("a world used before", used.step(action)),
    ] where other.observation != played.observation || other.outcome != played.outcome {
      return "step \(step): \(name) differs, or bytes are left unwritten"
    }
    observation = played.observation
    length += 1
    let outcome = played.outcome
    if let problem = outcomeProblem(outcome, length: length, limit: spec.stepLimit) {
      return "step \(step): \(problem)"
    }
    if step == steps / 2, let problem = stateProblem(world, fresh: fresh) { return "step \(step): \(problem)" }
    if outcome.isTerminated || outcome.isTruncated {
      length = 0
      observation = world.reset()
      if twin.reset(filler: 0x55) != observation || used.reset() != observation { return "step \(step): resets differ" }
    }
  }
  return nil
}

private func outcomeProblem(_ outcome: StepOutcome, length: Int, limit: Int?) -> String? {
  if !outcome.reward.isFinite { return "reward \(outcome.reward)" }
  let isAtLimit = limit.map { length >= $0 } ?? false
  if outcome.isTruncated && !isAtLimit { return "truncated after \(length) steps, the limit is \(limit ?? 0)" }
  if isAtLimit && !outcome.isTruncated && !outcome.isTerminated { return "continues past the limit of \(length) steps" }
  return nil
}

/// Saves a world midway, restores it elsewhere, and plays both on; then does the same with damaged states.
private func stateProblem<World: Environment>(_ world: World, fresh: World) -> String? {
  let saved = world.save()
  if saved.isEmpty { return "a saved state holds nothing" }
  var (original, restored) = (world, fresh)
  do { try restored.restore(saved) } catch { return "its own saved state is refused: \(error)" }
  if restored.save() != saved { return "a restored state is saved differently" }
  var picture = Picture()
  restored.draw(on: &picture)
  if picture.width == 0 || restored.save() != saved { return "drawing shows nothing or changes the state" }
  let actions = world.spec.actionNames.count
  for step in 0..<60 {
    let (one, other) = (original.step(step % actions), restored.step(step % actions))
    if one.observation != other.observation || one.outcome != other.outcome {
      return "a restored world continues differently"
    }
    if one.outcome.isTerminated || one.outcome.isTruncated, original.reset() != restored.reset() {
      return "a restored world resets differently"
    }
  }
  for length in [0, saved.count / 2, saved.count - 1] {
    if (try? restored.restore(Array(saved[..<length]))) != nil { return "a state cut after \(length) bytes is taken" }
  }
  if (try? restored.restore(saved + [0])) != nil { return "a state with a byte too many is taken" }
  playDamaged(fresh, saved: saved)
  return nil
}

/// Whatever damage a restored state has, playing on never traps and stays within the specification.
private func playDamaged<World: Environment>(_ fresh: World, saved: [UInt8]) {
  var random = Philox(seed: UInt64(saved.count), lane: 2, purpose: .evaluation)
  for _ in 0..<200 {
    var (damaged, world) = (saved, fresh)
    for _ in 0...random.below(4) { damaged[random.below(saved.count)] = UInt8(random.below(256)) }
    guard (try? world.restore(damaged)) != nil else { continue }
    for _ in 0..<20 {
      let played = world.step(random.below(world.spec.actionNames.count))
      if played.outcome.isTerminated || played.outcome.isTruncated { _ = world.reset() }
    }
  }
}

/// A world after some episodes. It ends on action 0 many times over, since a sticky last action may outlive a seed.
private func usedUp<World: Environment>(_ fresh: World, random: inout Philox) -> World {
  var world = fresh
  world.seed(99)
  _ = world.reset()
  for step in 0..<100 {
    let action = step < 70 ? random.below(world.spec.actionNames.count) : 0
    let outcome = world.step(action).outcome
    if outcome.isTerminated || outcome.isTruncated { _ = world.reset() }
  }
  return world
}
