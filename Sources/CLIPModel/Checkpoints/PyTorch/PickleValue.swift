// SPDX-License-Identifier: MIT

/// What a pickle describes, as far as it matters here.
///
/// Containers are numbers into ``PickleDocument/containers``: a pickle fills them after it has
/// referred to them, it may refer to them many times, and however deep they are nested, nothing
/// recurses.
enum PickleValue {
  case none
  case integer(Int)
  case string(String)
  /// The index of a tuple, list, dictionary or object.
  case container(Int)
  /// The index of a tensor.
  case tensor(Int)
  /// The index of a storage.
  case storage(Int)
  case global(PickleGlobal)
  /// Anything that says nothing about weights.
  case opaque
}

/// A container of a pickle.
struct PickleContainer {
  /// What it is.
  enum Kind {
    /// A tuple, list or set.
    case sequence
    case dictionary
    /// An object of TorchScript: its one element is the dictionary of its attributes.
    case object
  }

  let kind: Kind
  /// The elements; keys and values in turn where there are keys.
  var elements: [PickleValue] = []
}

/// A storage as a pickle mentions it: numbers in an entry of their own.
struct PickleStorage: Equatable {
  let type: StoredType
  /// The name of its entry under `data/`.
  let key: String
  /// How many numbers it has.
  let count: Int
}

/// A tensor as a pickle mentions it: a view of a storage.
struct PickleTensor: Equatable {
  /// The index of the storage.
  let storage: Int
  /// The index of its first number in the storage.
  let offset: Int
  let shape: [Int]
  /// How far apart neighbours along each axis lie, in numbers.
  let strides: [Int]
}

/// All that a pickle describes.
struct PickleDocument {
  /// The value that the pickle stands for.
  var root = PickleValue.none
  var containers: [PickleContainer] = []
  var storages: [PickleStorage] = []
  var tensors: [PickleTensor] = []

  /// Reads a pickle of protocol 2 to 5 as PyTorch writes them; executes nothing.
  ///
  /// - Parameters:
  ///   - bytes: The pickle. Borrowed for the call.
  ///   - file: Its name for messages, as "ViT-B-32.pt".
  /// - Throws: ``ModelError`` `.unsupported` naming what is not on the list of ``PickleGlobal``,
  ///   `.invalidCheckpoint` if the pickle is damaged or beyond the limits.
  /// - Complexity: O(bytes), in time and memory.
  init(_ bytes: UnsafeRawBufferPointer, file: String) throws(ModelError) {
    var machine = try PickleMachine(bytes, file: file)
    self = try machine.run()
  }

  /// Nothing yet.
  init() {}

  /// The keys and values of a dictionary or an object; `nil` for anything else.
  func members(_ value: PickleValue) -> [(key: PickleValue, value: PickleValue)]? {
    guard case .container(var index) = value else { return nil }
    if containers[index].kind == .object {
      guard case .container(let attributes) = containers[index].elements.first else { return [] }
      index = attributes
    }
    guard containers[index].kind == .dictionary else { return nil }
    let elements = containers[index].elements
    return stride(from: 0, to: elements.count - 1, by: 2).map { (elements[$0], elements[$0 + 1]) }
  }

  /// The elements of a tuple or a list; `nil` for anything else.
  func elements(_ value: PickleValue) -> [PickleValue]? {
    guard case .container(let index) = value, containers[index].kind == .sequence else {
      return nil
    }
    return containers[index].elements
  }

  /// A tuple or list of whole numbers; `nil` for anything else.
  func integers(_ value: PickleValue) -> [Int]? {
    guard let elements = elements(value), elements.count <= 64 else { return nil }
    var integers: [Int] = []
    for element in elements {
      guard case .integer(let integer) = element else { return nil }
      integers.append(integer)
    }
    return integers
  }
}
