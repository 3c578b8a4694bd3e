// SPDX-License-Identifier: MIT

/// What Python would look up and call, done by hand.
extension PickleMachine {
  /// Looks a name up.
  mutating func name(_ module: String, _ name: String) throws(ModelError) {
    guard let global = PickleGlobal(module: module, name: name) else {
      throw refused("\(module).\(name)")
    }
    try push(.global(global))
  }

  /// The error that a pickle asks for something that only Python could give.
  func refused(_ name: String) -> ModelError {
    let shown = String(
      name.unicodeScalars.prefix(120).map { $0.value < 0x20 ? "?" : Character($0) }
    )
    return ModelError(
      .unsupported,
      "\(file) asks to call \(shown); refused, and nothing was executed. "
        + "A checkpoint needs no more than tensors: save the state_dict of the model."
    )
  }

  /// Takes the description of a storage: `("storage", class, key, device, count)`.
  mutating func loadStorage() throws(ModelError) {
    guard let parts = document.elements(try pop()), parts.count >= 5,
      case .string("storage") = parts[0], case .global(.storage(let type)) = parts[1],
      case .string(let key) = parts[2], case .integer(let count) = parts[4], count >= 0
    else { throw damaged("mentions a storage that is not described as one") }
    guard document.storages.count < Self.maximumCount else { throw excessive() }
    document.storages.append(PickleStorage(type: type, key: key, count: count))
    try push(.storage(document.storages.count - 1))
  }

  /// Calls what is below the arguments on the stack.
  mutating func call() throws(ModelError) {
    guard let arguments = document.elements(try pop()) else {
      throw damaged("calls something without arguments")
    }
    guard case .global(let global) = try pop() else {
      throw damaged("calls what is no function")
    }
    switch global {
    case .tensor: try pushTensor(arguments)
    case .parameter, .firstArgument:
      guard let first = arguments.first else { throw damaged("calls something without arguments") }
      try push(first)
    case .orderedDictionary:
      try pushContainer(.dictionary, try members(arguments.first))
    case .harmless: try push(.opaque)
    case .module, .storage: throw damaged("calls what is no function")
    }
  }

  /// Makes an object of the class below the arguments on the stack.
  mutating func create(hasKeywords: Bool) throws(ModelError) {
    if hasKeywords { _ = try pop() }
    _ = try pop()
    guard case .global(let global) = try pop() else { throw damaged("makes an object of no class") }
    switch global {
    case .module: try pushContainer(.object)
    case .orderedDictionary: try pushContainer(.dictionary)
    case .harmless: try push(.opaque)
    default: throw damaged("makes an object of no class")
    }
  }

  /// Gives the object below the top of the stack its attributes.
  mutating func build() throws(ModelError) {
    let state = try pop()
    // The attributes of anything but TorchScript's objects say nothing about weights.
    guard case .container(let index) = try top(), document.containers[index].kind == .object,
      case .container(let attributes) = state, document.containers[attributes].kind == .dictionary
    else { return }
    // By reference: what is copied could be made to grow with every copy.
    document.containers[index].elements = [.container(attributes)]
  }

  /// The members of an ordered dictionary that is made from a list of pairs.
  private mutating func members(_ list: PickleValue?) throws(ModelError) -> [PickleValue] {
    guard let list else { return [] }
    guard let pairs = document.elements(list) else {
      throw damaged("makes a dictionary of what is no list")
    }
    // The same list may be used many times, so that the copies have to be counted.
    pairCount += pairs.count
    guard pairCount <= Self.maximumCount else { throw excessive() }
    var members: [PickleValue] = []
    for pair in pairs {
      guard let pair = document.elements(pair), pair.count == 2 else {
        throw damaged("makes a dictionary of what are no pairs")
      }
      members += pair
    }
    return members
  }

  /// Takes `(storage, offset, shape, strides, ...)`.
  private mutating func pushTensor(_ arguments: [PickleValue]) throws(ModelError) {
    guard arguments.count >= 4, case .storage(let storage) = arguments[0],
      case .integer(let offset) = arguments[1], offset >= 0,
      let shape = document.integers(arguments[2]), let strides = document.integers(arguments[3]),
      shape.count == strides.count, shape.allSatisfy({ $0 >= 0 }), strides.allSatisfy({ $0 >= 0 })
    else { throw damaged("describes a tensor that is none") }
    guard document.tensors.count < Self.maximumCount else { throw excessive() }
    document.tensors.append(
      PickleTensor(storage: storage, offset: offset, shape: shape, strides: strides)
    )
    try push(.tensor(document.tensors.count - 1))
  }
}
