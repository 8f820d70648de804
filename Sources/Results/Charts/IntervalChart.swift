/// Point estimates with their intervals as horizontal bars, in panels that share their rows.
///
/// Source: Agarwal et al., "Deep Reinforcement Learning at the Edge of the Statistical Precipice" (NeurIPS 2021),
/// figure 1 and others.
public struct IntervalChart: Sendable, Equatable {
  /// An estimate; nothing is drawn for one that is not finite.
  public struct Bar: Sendable, Equatable {
    public var estimate: Double
    /// Nothing where none is known.
    public var interval: Interval?
    /// As in ``LineChart/Series/look``.
    public var look: Int

    public init(_ estimate: Double, _ interval: Interval?, look: Int) {
      self.estimate = estimate
      self.interval = interval
      self.look = look
    }
  }

  /// One quantity of every row.
  public struct Panel: Sendable, Equatable {
    public var title: String
    /// As many as there are rows.
    public var bars: [Bar]
    /// A value worth a line from top to bottom, such as 0.5 for a probability.
    public var level: Double?
    /// What the axis must at least reach over.
    public var range: Interval?

    public init(title: String, bars: [Bar], level: Double? = nil, range: Interval? = nil) {
      self.title = title
      self.bars = bars
      self.level = level
      self.range = range
    }
  }

  public var title: String
  public var rows: [String]
  public var panels: [Panel]
  /// Under every panel.
  public var xLabel: String

  public init(title: String, rows: [String], panels: [Panel], xLabel: String) {
    self.title = title
    self.rows = rows
    self.panels = panels
    self.xLabel = xLabel
  }
}
