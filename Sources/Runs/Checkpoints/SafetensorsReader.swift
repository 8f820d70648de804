/// What is wrong with a file that should be safetensors.
public enum SafetensorsError: Error, Equatable, CustomStringConvertible {
  /// It does not even start like one.
  case notSafetensors
  /// It is shorter than it says.
  case truncated(expected: Int, actual: Int)
  /// It is longer than it says.
  case surplus(expected: Int, actual: Int)
  case header(JSONError)
  /// The header is JSON, but not of the format's form.
  case malformed(name: String)
  case unknownElementType(name: String, elementType: String)
  /// The shape and the place in the file disagree.
  case wrongSize(name: String, shape: [Int], bytes: Int)
  /// Arrays overlap or leave a gap.
  case misplaced(name: String)

  public var description: String {
    switch self {
    case .notSafetensors: "it is not a safetensors file"
    case .truncated(let expected, let actual): "it is cut short: \(actual) bytes where \(expected) are needed"
    case .surplus(let expected, let actual): "it has \(actual) bytes where its header accounts for \(expected)"
    case .header(let error): "its header is not JSON: \(error)"
    case .malformed(let name): "its header's entry '\(name)' is malformed"
    case .unknownElementType(let name, let type): "'\(name)' has elements of the unknown type '\(type)'"
    case .wrongSize(let name, let shape, let bytes): "'\(name)' of shape \(shape) cannot have \(bytes) bytes"
    case .misplaced(let name): "'\(name)' overlaps another array or leaves a gap"
    }
  }
}

extension Safetensors {
  /// Reads a file. Nothing the file claims is believed before it is checked against the bytes that are there.
  public init(parsing file: [UInt8]) throws(SafetensorsError) {
    guard file.count >= 8 else { throw .truncated(expected: 8, actual: file.count) }
    let length = Safetensors.littleEndian(file[..<8], as: UInt64.self)
    guard length <= Safetensors.greatestHeader, length >= 2 else { throw .notSafetensors }
    guard file.count == 8 || file[8] == UInt8(ascii: "{") else { throw .notSafetensors }
    let start = 8 + Int(length)
    guard file.count >= start else { throw .truncated(expected: start, actual: file.count) }
    let header: JSON
    do { header = try JSON(parsing: file[8..<start]) } catch { throw .header(error) }
    guard case .object(let members) = header else { throw .notSafetensors }

    self.init(metadata: [:], entries: [])
    var places: [Place] = []
    for member in members {
      if member.name == "__metadata__" {
        metadata = try Safetensors.metadata(of: member)
      } else {
        places.append(try Place(member))
      }
    }
    places.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    var end = 0
    for place in places {
      guard place.start == end else { throw .misplaced(name: place.name) }
      end = place.end
    }
    let (total, overflows) = start.addingReportingOverflow(end)
    guard !overflows, file.count >= total else {
      throw .truncated(expected: overflows ? Int.max : total, actual: file.count)
    }
    guard file.count == total else { throw .surplus(expected: total, actual: file.count) }
    entries = places.map { place in
      let bytes = Array(file[start + place.start..<start + place.end])
      return Entry(name: place.name, elementType: place.elementType, shape: place.shape, bytes: bytes)
    }
  }

  private static func metadata(of member: JSON.Member) throws(SafetensorsError) -> [String: String] {
    guard case .object(let members) = member.value else { throw .malformed(name: member.name) }
    var metadata: [String: String] = [:]
    for field in members {
      guard case .string(let value) = field.value else { throw .malformed(name: field.name) }
      metadata[field.name] = value
    }
    return metadata
  }
}

/// One array as the header describes it, its size checked against its shape.
private struct Place {
  let name: String
  let elementType: String
  let shape: [Int]
  let start: Int
  let end: Int

  init(_ member: JSON.Member) throws(SafetensorsError) {
    name = member.name
    guard case .object(let fields) = member.value, fields.count == 3,
      case .string(let elementType)? = member.value["dtype"],
      let shape = Place.integers(member.value["shape"]),
      let offsets = Place.integers(member.value["data_offsets"]), offsets.count == 2, offsets[0] <= offsets[1]
    else { throw .malformed(name: name) }
    guard let size = Safetensors.elementSizes[elementType] else {
      throw .unknownElementType(name: name, elementType: elementType)
    }
    self.elementType = elementType
    self.shape = shape
    (start, end) = (offsets[0], offsets[1])
    var bytes = size
    for side in shape {
      let (product, overflows) = bytes.multipliedReportingOverflow(by: side)
      guard !overflows else { throw .wrongSize(name: name, shape: shape, bytes: end - start) }
      bytes = product
    }
    guard bytes == end - start else { throw .wrongSize(name: name, shape: shape, bytes: end - start) }
  }

  private static func integers(_ value: JSON?) -> [Int]? {
    guard case .array(let values)? = value else { return nil }
    var integers: [Int] = []
    for case .integer(let integer) in values {
      guard let integer = Int(exactly: integer) else { return nil }
      integers.append(integer)
    }
    return integers.count == values.count ? integers : nil
  }
}
