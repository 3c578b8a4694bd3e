// SPDX-License-Identifier: MIT

extension PickleMachine {
  /// Executes one instruction, whose number has been read.
  mutating func execute(_ instruction: UInt8) throws(ModelError) {
    if try executeScalar(instruction) { return }
    if try executeContainer(instruction) { return }
    switch instruction {
    case 0x80:  // PROTO
      let version = try readNumber(UInt8.self)
      guard (2...5).contains(version) else {
        throw ModelError(.unsupported, "\(file) uses pickle protocol \(version); 2 to 5 are read.")
      }
    case 0x95: _ = try readOffset(UInt64.self)  // FRAME: only a hint for buffering
    case UInt8(ascii: "0"): try drop()
    case UInt8(ascii: "1"): _ = try popToMark()
    case UInt8(ascii: "2"): try push(try top())
    case UInt8(ascii: "("): try mark()
    case UInt8(ascii: "q"): try remember(Int(try readNumber(UInt8.self)))
    case UInt8(ascii: "r"): try remember(Int(try readNumber(UInt32.self)))
    case 0x94: try remember(nil)
    case UInt8(ascii: "h"): try recall(Int(try readNumber(UInt8.self)))
    case UInt8(ascii: "j"): try recall(Int(try readNumber(UInt32.self)))
    case UInt8(ascii: "c"):
      let module = try readLine()
      try name(module, try readLine())
    case 0x93:
      guard case .string(let name) = try pop(), case .string(let module) = try pop() else {
        throw damaged("names something by what is no name")
      }
      try self.name(module, name)
    case UInt8(ascii: "i"):
      let module = try readLine()
      throw refused("\(module).\(try readLine())")
    case UInt8(ascii: "Q"): try loadStorage()
    case UInt8(ascii: "R"): try call()
    case 0x81: try create(hasKeywords: false)
    case 0x92: try create(hasKeywords: true)
    case UInt8(ascii: "b"): try build()
    default:
      throw ModelError(
        .unsupported,
        "\(file) has the pickle instruction 0x\(String(instruction, radix: 16)) at byte "
          + "\(position - 1) of its table of tensors, which PyTorch does not write; refused."
      )
    }
  }

  /// Takes a value or, as Python does, a mark away.
  private mutating func drop() throws(ModelError) {
    if (try? top()) == nil { _ = try popToMark() } else { _ = try pop() }
  }

  // MARK: - Values that are no containers

  private mutating func executeScalar(_ instruction: UInt8) throws(ModelError) -> Bool {
    switch instruction {
    case UInt8(ascii: "N"): try push(.none)
    case 0x88, 0x89: try push(.opaque)  // true, false
    case UInt8(ascii: "J"):
      try push(.integer(Int(Int32(bitPattern: try readNumber(UInt32.self)))))
    case UInt8(ascii: "K"): try push(.integer(Int(try readNumber(UInt8.self))))
    case UInt8(ascii: "M"): try push(.integer(Int(try readNumber(UInt16.self))))
    case 0x8A: try push(try readLong(count: Int(try readNumber(UInt8.self))))
    case 0x8B: try push(try readLong(count: try readOffset(UInt32.self)))
    case UInt8(ascii: "G"):  // a float
      _ = try read(8)
      try push(.opaque)
    case 0x8C: try push(try readString(count: Int(try readNumber(UInt8.self))))
    case UInt8(ascii: "X"): try push(try readString(count: try readOffset(UInt32.self)))
    case 0x8D: try push(try readString(count: try readOffset(UInt64.self)))
    // Python 2's strings, which are text where they name anything.
    case UInt8(ascii: "U"): try push(try readString(count: Int(try readNumber(UInt8.self))))
    case UInt8(ascii: "T"): try push(try readString(count: try readOffset(UInt32.self)))
    case UInt8(ascii: "C"): try skip(Int(try readNumber(UInt8.self)))
    case UInt8(ascii: "B"): try skip(try readOffset(UInt32.self))
    case 0x8E, 0x96: try skip(try readOffset(UInt64.self))  // long bytes
    default: return false
    }
    return true
  }

  /// Reads a little-endian integer of any length in two's complement.
  private mutating func readLong(count: Int) throws(ModelError) -> PickleValue {
    let digits = try read(count)
    guard count <= 8 else { return .opaque }
    var value = digits.last.map { $0 >= 0x80 ? -1 : 0 } ?? 0
    for digit in digits.reversed() { value = value << 8 | Int(digit) }
    return .integer(value)
  }

  /// Reads text; what is not UTF-8 names nothing that matters.
  private mutating func readString(count: Int) throws(ModelError) -> PickleValue {
    String(validating: try read(count), as: UTF8.self).map(PickleValue.string) ?? .opaque
  }

  /// Passes over bytes, which are a value.
  private mutating func skip(_ count: Int) throws(ModelError) {
    _ = try read(count)
    try push(.opaque)
  }

  // MARK: - Containers

  private mutating func executeContainer(_ instruction: UInt8) throws(ModelError) -> Bool {
    switch instruction {
    case UInt8(ascii: "]"), UInt8(ascii: ")"), 0x8F: try pushContainer(.sequence)
    case UInt8(ascii: "}"): try pushContainer(.dictionary)
    case UInt8(ascii: "l"), UInt8(ascii: "t"), 0x91: try pushContainer(.sequence, try popToMark())
    case UInt8(ascii: "d"): try pushContainer(.dictionary, try popToMark())
    case 0x85, 0x86, 0x87:  // tuples of one, two and three
      var elements: [PickleValue] = []
      for _ in 0x85...instruction { elements.append(try pop()) }
      try pushContainer(.sequence, elements.reversed())
    case UInt8(ascii: "a"): try append([try pop()], asMembers: false)
    case UInt8(ascii: "e"), 0x90: try append(try popToMark(), asMembers: false)
    case UInt8(ascii: "s"):
      let value = try pop()
      try append([try pop(), value], asMembers: true)
    case UInt8(ascii: "u"): try append(try popToMark(), asMembers: true)
    default: return false
    }
    return true
  }

  // MARK: - Operands

  mutating func read(_ count: Int) throws(ModelError) -> UnsafeRawBufferPointer {
    guard let slice = bytes.slice(at: position, count: count) else {
      throw damaged("is longer than the file")
    }
    position += count
    return slice
  }

  mutating func readNumber<Number: FixedWidthInteger & UnsignedInteger>(
    _ type: Number.Type
  ) throws(ModelError) -> Number {
    guard let number = bytes.number(type, at: position) else {
      throw damaged("ends inside an instruction")
    }
    position += MemoryLayout<Number>.size
    return number
  }

  private mutating func readOffset<Number: FixedWidthInteger & UnsignedInteger>(
    _ type: Number.Type
  ) throws(ModelError) -> Int {
    guard let offset = Int(exactly: try readNumber(type)) else {
      throw damaged("is longer than the file")
    }
    return offset
  }

  /// Reads a name that ends with its line.
  private mutating func readLine() throws(ModelError) -> String {
    let start = position
    while let byte = bytes.number(UInt8.self, at: position), position - start <= 1_024 {
      position += 1
      guard byte == UInt8(ascii: "\n") else { continue }
      let line = bytes.slice(at: start, count: position - 1 - start)
      guard let line, let text = String(validating: line, as: UTF8.self) else { break }
      return text
    }
    throw damaged("holds a name that cannot be read")
  }
}
