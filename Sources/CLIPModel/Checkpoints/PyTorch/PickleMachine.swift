// SPDX-License-Identifier: MIT

/// Reads a pickle without executing anything.
///
/// A pickle is a program for a machine with a stack and a memo, whose instructions build values,
/// name Python objects and call them. This machine builds the values; names and calls go through
/// ``PickleGlobal``, the list of what PyTorch's checkpoints need. Every instruction does a bounded
/// amount of work, and all sizes are bounded.
///
/// - Source: CPython `Lib/pickletools.py`; PyTorch `torch/csrc/jit/serialization/pickler.h`.
struct PickleMachine {
  /// Longer pickles are refused; checkpoints have some hundred kilobytes.
  static let maximumByteCount = 1 << 24
  /// The most values on the stack, in the memo, and containers in all.
  static let maximumCount = 1 << 20

  let bytes: LittleEndianBytes
  let file: String
  /// The next byte to read.
  var position = 0
  /// Values that are not in a container yet.
  private(set) var stack: [PickleValue] = []
  /// How high the stack was at each mark.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  /// How many pairs were made into dictionaries.
  var pairCount = 0
  /// What was built.
  var document = PickleDocument()

  /// A machine before the first instruction.
  ///
  /// - Parameters:
  ///   - bytes: The pickle, which must outlive the machine.
  ///   - file: Its name for messages.
  /// - Throws: ``ModelError`` `.unsupported` if it is too long.
  init(_ bytes: UnsafeRawBufferPointer, file: String) throws(ModelError) {
    guard bytes.count <= Self.maximumByteCount else {
      throw ModelError(
        .unsupported,
        "\(file) describes its tensors in \(bytes.count) bytes; up to \(Self.maximumByteCount) "
          + "are read. Save the state_dict of the model alone."
      )
    }
    self.bytes = LittleEndianBytes(bytes)
    self.file = file
  }

  /// Runs to the end.
  mutating func run() throws(ModelError) -> PickleDocument {
    while let instruction = bytes.number(UInt8.self, at: position) {
      position += 1
      if instruction == UInt8(ascii: ".") {
        document.root = try pop()
        return document
      }
      try execute(instruction)
    }
    throw ModelError(.truncated, "\(file) ends inside its table of tensors. Download it again.")
  }

  // MARK: - The stack

  mutating func push(_ value: PickleValue) throws(ModelError) {
    guard stack.count < Self.maximumCount else { throw excessive() }
    stack.append(value)
  }

  mutating func pop() throws(ModelError) -> PickleValue {
    guard stack.count > (marks.last ?? 0) else { throw damaged("takes a value that is not there") }
    return stack.removeLast()
  }

  mutating func mark() throws(ModelError) {
    guard marks.count < Self.maximumCount else { throw excessive() }
    marks.append(stack.count)
  }

  /// Everything above the last mark, which is removed.
  mutating func popToMark() throws(ModelError) -> [PickleValue] {
    guard let height = marks.popLast() else { throw damaged("ends a group that has no beginning") }
    let values = Array(stack[height...])
    stack.removeSubrange(height...)
    return values
  }

  /// The value on top, which stays there.
  func top() throws(ModelError) -> PickleValue {
    guard stack.count > (marks.last ?? 0), let top = stack.last else {
      throw damaged("takes a value that is not there")
    }
    return top
  }

  // MARK: - The memo

  mutating func remember(_ index: Int?) throws(ModelError) {
    guard memo.count < Self.maximumCount else { throw excessive() }
    memo[index ?? memo.count] = try top()
  }

  mutating func recall(_ index: Int) throws(ModelError) {
    guard let value = memo[index] else {
      throw damaged("refers to value \(index), which is not there")
    }
    try push(value)
  }

  // MARK: - Containers

  mutating func pushContainer(
    _ kind: PickleContainer.Kind,
    _ elements: [PickleValue] = []
  ) throws(ModelError) {
    guard document.containers.count < Self.maximumCount else { throw excessive() }
    guard kind != .dictionary || elements.count.isMultiple(of: 2) else {
      throw damaged("has a key without a value")
    }
    document.containers.append(PickleContainer(kind: kind, elements: elements))
    try push(.container(document.containers.count - 1))
  }

  /// Appends to the container on top of the stack.
  mutating func append(
    _ elements: [PickleValue],
    asMembers: Bool
  ) throws(ModelError) {
    switch try top() {
    case .container(let index):
      let kind = document.containers[index].kind
      guard kind == (asMembers ? .dictionary : .sequence),
        !asMembers || elements.count.isMultiple(of: 2)
      else {
        throw damaged("adds a value to something that has no place for it")
      }
      document.containers[index].elements += elements
    case .opaque: break
    default: throw damaged("adds a value to something that has no place for it")
    }
  }

  // MARK: - Complaints

  /// The error that the table of tensors “does so and so”.
  ///
  /// - Parameter what: What it does, as “ends too early”.
  /// - Returns: The error.
  func damaged(_ what: String) -> ModelError {
    ModelError(
      .invalidCheckpoint,
      "\(file) is damaged. Its table of tensors \(what), before byte \(position)."
    )
  }

  func excessive() -> ModelError {
    ModelError(
      .unsupported,
      "\(file) describes more than \(Self.maximumCount) values; that is no model. "
        + "Save the state_dict of the model alone."
    )
  }
}
