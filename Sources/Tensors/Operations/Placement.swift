/// Every element of some tensors has its own place in the output: what concatenating, padding and transposing share.
final class Placement: Operation {
  struct Part {
    let input: Tensor
    /// Over the input and the output.
    let loops: Loops
    /// Where in the output the input's first element goes.
    let offset: Int
  }

  let name: String
  let output: Tensor
  private let parts: [Part]

  /// Places that no part fills stay zero.
  init(_ name: String, _ shape: Shape, _ type: ElementType, _ parts: [Part]) {
    (self.name, self.parts) = (name, parts)
    output = Tensor(shape, type, needsGradient: parts.contains { $0.input.needsGradient })
  }

  func forward() {
    let (type, size) = (output.type, output.type.size)
    for part in parts {
      let (x, y) = unsafe (part.input.address, output.address + part.offset * size)
      let (count, stepX, stepY) = (part.loops.length, part.loops.steps[0], part.loops.steps[1])
      part.loops.forEachRow { i, j, _ in
        unsafe Strided.copy(x + i * size, stepX, to: y + j * size, stepY, type, count)
      }
    }
  }

  func backward() {
    let (type, size) = (output.type, output.type.size)
    for part in parts where part.input.needsGradient {
      let adds = part.input.accumulatesGradient()
      let (target, g) = unsafe (part.input.gradientAddress, output.gradientAddress + part.offset * size)
      let (count, stepX, stepY) = (part.loops.length, part.loops.steps[0], part.loops.steps[1])
      part.loops.forEachRow { i, j, _ in
        unsafe Strided.contribute(g + j * size, stepY, to: target + i * size, stepX, type, count, adds: adds)
      }
    }
  }
}
