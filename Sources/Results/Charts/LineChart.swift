/// Lines over a common axis, with a shaded interval around each: learning curves, performance profiles.
public struct LineChart: Sendable, Equatable {
  /// A value somewhere along the axis.
  public struct Point: Sendable, Equatable {
    public var x: Double
    public var y: Double
    /// The value's interval, or nothing where none is known.
    public var interval: Interval?

    public init(_ x: Double, _ y: Double, _ interval: Interval? = nil) {
      self.x = x
      self.y = y
      self.interval = interval
    }
  }

  /// A named line.
  public struct Series: Sendable, Equatable {
    public var name: String
    /// Series with one number look the same in every chart.
    public var look: Int
    /// In ascending order of `x`.
    public var points: [Point]
    /// Lines drawn thin beneath, such as the single seeds behind a mean.
    public var strands: [[Point]]

    public init(name: String, look: Int, points: [Point], strands: [[Point]] = []) {
      self.name = name
      self.look = look
      self.points = points
      self.strands = strands
    }
  }

  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var series: [Series]
  /// A height worth a thin line across, such as random play.
  public var level: Double?

  public init(title: String, xLabel: String, yLabel: String, series: [Series], level: Double? = nil) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.level = level
  }

  /// Only what can be drawn.
  var drawable: [Series] {
    series.map { series in
      var series = series
      series.points = series.points.filter(\.isDrawable)
      series.strands = series.strands.map { $0.filter(\.isDrawable) }
      return series
    }
  }
}

extension LineChart.Point {
  var isDrawable: Bool { x.isFinite && y.isFinite && x.magnitude < 1e15 && y.magnitude < 1e15 }

  /// The interval's ends, or the value twice.
  var ends: Interval {
    guard let interval, interval.lower.isFinite, interval.upper.isFinite else { return Interval(lower: y, upper: y) }
    return interval
  }
}
