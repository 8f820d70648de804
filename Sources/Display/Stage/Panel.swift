internal import RLEnvironmentKit

/// Text and pictures about one moment, beside its world.
struct Panel {
  /// Two arcade frames and the line between them fill it.
  private static let observationSide = 170

  let columns: BlockColumns

  /// - Parameters:
  ///   - limit: height the columns may have.
  ///   - scratch: drawn over; lent so that nothing is allocated where sizes stay.
  init(_ moment: Moment, limit: Int, scratch: inout Picture) {
    let spec = moment.world.spec
    let action = moment.actionName(of: spec)
    var figures = [
      ("RETURN", moment.episodeReturn.figure), ("STEP", String(moment.step)), ("REWARD", moment.reward.figure),
    ]
    figures.append(moment.insight.map { ("VALUE", Double($0.value).figure) } ?? ("NEXT ACTION", action))
    var blocks: [any Block] = [TitleBlock(title: moment.title, family: moment.family), FiguresBlock(figures: figures)]
    if let insight = moment.insight {
      blocks.append(
        PolicyBlock(
          names: spec.actionNames, probabilities: insight.probabilities, chosen: moment.action, next: action))
    }
    moment.world.draw(observation: moment.observation, on: &scratch)
    blocks.append(ObservationBlock(picture: scratch.fitted(in: Panel.observationSide)))
    if let map = moment.insight?.positionMap { blocks.append(PositionMapBlock(map)) }
    columns = BlockColumns(blocks, limit: limit)
  }
}
