public import RLEnvironmentKit

/// Every study, by name.
public enum StudyCatalog {
  public static let all: [any Study] = [
    SupervisedStudy.classification, SupervisedStudy.regression, SupervisedStudy.rendering,
    ClosedForm(), SupervisedStudy.translation, SupervisedStudy.translationOfPlaces,
  ]

  /// Names of the settings of studies that train.
  public static var settings: [String] { SupervisedSettings.fields.map(\.name) }

  /// - Throws: `UnknownName` with the nearest.
  public static func study(named name: String) throws(UnknownName) -> any Study {
    if let study = all.first(where: { $0.name == name }) { return study }
    throw UnknownName(kind: "study", name: name, known: all.map(\.name))
  }
}
