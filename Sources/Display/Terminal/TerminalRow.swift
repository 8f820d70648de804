internal import RLEnvironmentKit

/// A line of text beside a world.
enum TerminalRow {
  case blank
  case title(String, family: String)
  case figure(name: String, value: String)
  case badge(String)
  /// An action, how likely it is, and whether it is the next one.
  case bar(name: String, nameWidth: Int, share: Float, isChosen: Bool)

  /// All text about a moment; as many rows as the shapes of its world and insight ask for.
  static func rows(of moment: Moment) -> [TerminalRow] {
    let spec = moment.world.spec
    var rows: [TerminalRow] = [
      .title(moment.title, family: moment.family), .blank, .figure(name: "return", value: moment.episodeReturn.figure),
      .figure(name: "step", value: String(moment.step)), .figure(name: "reward", value: moment.reward.figure),
    ]
    if let insight = moment.insight { rows.append(.figure(name: "value", value: Double(insight.value).figure)) }
    rows.append(.figure(name: "next action", value: moment.actionName(of: spec)))
    rows.append(moment.isOver ? .badge("EPISODE OVER") : .blank)
    guard let insight = moment.insight else { return rows }
    let nameWidth = min(12, spec.actionNames.map(\.count).max() ?? 0)
    for (action, name) in spec.actionNames.enumerated() {
      let share = action < insight.probabilities.count ? insight.probabilities[action] : 0
      rows.append(.bar(name: name, nameWidth: nameWidth, share: share, isChosen: action == moment.action))
    }
    return rows
  }

  func draw(on frame: inout TerminalFrame, x: Int, y: Int, width: Int) {
    switch self {
    case .blank: break
    case .title(let title, let family):
      frame.write(title, x: x, y: y, width: width, ink: StageTheme.accent)
      guard title.count + family.count < width else { break }
      frame.write(family, x: x, y: y, width: width, isRight: true, ink: StageTheme.quiet)
    case .figure(let name, let value):
      frame.write(name, x: x, y: y, width: width, ink: StageTheme.quiet)
      let room = width - name.count - 1
      frame.write(value, x: x + width - room, y: y, width: room, isRight: true, ink: StageTheme.text)
    case .badge(let text):
      frame.fill(TerminalArea(x: x, y: y, width: min(width, text.count + 2), height: 1), StageTheme.accent)
      frame.write(text, x: x + 1, y: y, width: width - 2, ink: StageTheme.ground)
    case .bar(let name, let nameWidth, let share, let isChosen):
      frame.write(name, x: x, y: y, width: nameWidth, ink: isChosen ? StageTheme.accent : StageTheme.text)
      let percentWidth = 5
      let area = TerminalArea(x: x + nameWidth + 1, y: y, width: width - nameWidth - 1 - percentWidth, height: 1)
      TerminalRow.drawBar(share, in: area, on: &frame, isChosen ? StageTheme.accent : StageTheme.bar)
      frame.write(
        share.percentage, x: x + width - percentWidth, y: y, width: percentWidth, isRight: true,
        ink: isChosen ? StageTheme.accent : StageTheme.quiet)
    }
  }

  /// A bar half a row high, so that bars below one another stay apart.
  private static func drawBar(_ share: Float, in area: TerminalArea, on frame: inout TerminalFrame, _ color: RGB) {
    // What is not a number is not likely.
    let length = share.isNaN ? 0 : Int((min(1, max(0, share)) * Float(area.width)).rounded())
    for place in 0..<max(0, area.width) {
      let ink = place < length ? color : StageTheme.backdrop
      frame.write("▄", x: area.x + place, y: area.y, width: 1, ink: ink)
    }
  }
}
