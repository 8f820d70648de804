internal import Foundation

/// What is wrong with a file that should be safetensors.
public enum SafetensorsError: Error, Equatable, CustomStringConvertible {
  /// It does not even start like one.
  case notSafetensors
  /// It is shorter than its header states.
  case truncated(expected: Int, actual: Int)
  /// It is longer than its header states.
  case surplus(expected: Int, actual: Int)
  case header
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
    case .header: "its header is not a JSON object of readable values"
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
    let header = try Header(json: file[8..<start])
    self.init(metadata: header.metadata, entries: [])
    var places = header.places
    places.sort { ($0.start, $0.end, $0.name) < ($1.start, $1.end, $1.name) }
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
}

/// The header: the metadata of the file and of each array.
private struct Header: Decodable {
  var metadata: [String: String] = [:]
  var places: [Place] = []

  init(json: ArraySlice<UInt8>) throws(SafetensorsError) {
    do { self = try JSONDecoder().decode(Header.self, from: Data(json)) } catch let error as SafetensorsError {
      throw error
    } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
      throw .header
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.keyNotFound(_, let context), DecodingError.dataCorrupted(let context)
    {
      guard let name = context.codingPath.first?.stringValue else { throw .header }
      throw .malformed(name: name)
    } catch { throw .header }
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Name.self)
    for key in members.allKeys {
      if key.stringValue == "__metadata__" {
        metadata = try members.decode([String: String].self, forKey: key)
      } else {
        places.append(try Place(key.stringValue, members.decode(Description.self, forKey: key)))
      }
    }
  }

  /// Any name at all.
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// One array as the header has it.
private struct Description: Decodable {
  let dtype: String
  let shape: [Int]
  let data_offsets: [Int]
}

/// One array's description, its size checked against its shape.
private struct Place {
  let name: String
  let elementType: String
  let shape: [Int]
  let start: Int
  let end: Int

  init(_ name: String, _ description: Description) throws(SafetensorsError) {
    let (shape, offsets) = (description.shape, description.data_offsets)
    guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1], shape.allSatisfy({ $0 >= 0 }) else {
      throw .malformed(name: name)
    }
    guard let size = Safetensors.elementSizes[description.dtype] else {
      throw .unknownElementType(name: name, elementType: description.dtype)
    }
    self.name = name
    elementType = description.dtype
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
}
