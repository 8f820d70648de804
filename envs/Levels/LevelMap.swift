internal import RLEnvironmentKit

/// The map of a level, read with its legend.
struct LevelMap {
  /// Cells a side.
  static let sides = 3...64

  let width: Int
  let height: Int
  /// Row-major.
  private(set) var cells: [GridCell] = []
  private(set) var starts: [Level.Start] = []
  private(set) var draws: [Level.Draw] = []
  /// What each draw is called, beside ``draws``.
  private(set) var names: [String] = []
  private let text: LevelText

  init(_ text: LevelText, legend: LevelLegend) throws(LevelError) {
    self.text = text
    guard !text.map.isEmpty else {
      throw LevelError(file: text.file, line: nil, column: nil, problem: .noMap)
    }
    let rows = text.map.map { Array(text.lines[$0]).trimmed }
    let isFilledUp = legend.meanings[" "] == [.cell(.wall)]
    let width = isFilledUp ? rows.map(\.count).max() ?? 0 : rows.map(\.count).mostCommon
    self.width = width
    height = rows.count
    guard LevelMap.sides.contains(width) && LevelMap.sides.contains(rows.count) else {
      throw text.error(
        .badSize(width: width, height: rows.count, limits: LevelMap.sides), line: text.map.lowerBound)
    }
    var drawn: [Character: [Int]] = [:]
    for (y, row) in rows.enumerated() {
      if row.isEmpty { throw error(.emptyRow, y) }
      if row.count > width || row.count < width && !isFilledUp {
        throw error(.raggedRow(cells: row.count, others: width), y)
      }
      let filling = [Character](repeating: " ", count: width - row.count)
      for (x, character) in (row + filling).enumerated() {
        guard let meanings = legend.meanings[character] else {
          throw error(.unknownCharacter(character, known: legend.known), y, x)
        }
        let isEdge = x == 0 || y == 0 || x == width - 1 || y == rows.count - 1
        if isEdge && meanings != [.cell(.wall)] { throw error(.openEdge(character), y, x) }
        add(meanings, legend.names[character] ?? [], character, x, y, &drawn)
      }
    }
  }

  /// The error of a problem at a row and, where it is known, a column.
  func error(_ problem: LevelProblem, _ y: Int, _ x: Int? = nil) -> LevelError {
    text.error(problem, line: text.map.lowerBound + y, column: x)
  }

  /// The error of a problem of the whole map.
  func error(_ problem: LevelProblem) -> LevelError { text.error(problem, line: text.map.lowerBound) }

  /// Puts down what a character means; `drawn` remembers where in ``draws`` its draws are.
  private mutating func add(
    _ meanings: LevelLegend.Meanings, _ names: [String], _ character: Character, _ x: Int, _ y: Int,
    _ drawn: inout [Character: [Int]]
  ) {
    let position = GridPosition(x, y)
    var cell = GridCell.empty
    let isNew = drawn[character] == nil
    for (index, meaning) in meanings.enumerated() {
      switch meaning {
      case .cell(let fixed): cell = fixed
      case .start(let direction): starts.append(Level.Start(position: position, direction: direction))
      case .oneOf(let thing) where isNew:
        drawn[character, default: []].append(draws.count)
        draws.append(Level.Draw(cell: thing, positions: [position]))
        self.names.append(names[index])
      case .oneOf: break
      }
    }
    if !isNew { for index in drawn[character] ?? [] { draws[index].positions.append(position) } }
    cells.append(cell)
  }
}
