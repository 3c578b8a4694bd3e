// SPDX-License-Identifier: MIT

/// One object of a configuration file, and where it stands, so that every complaint can say it.
///
/// A member that is `null` counts as missing, as in the programs that write these files.
struct ConfigurationSection {
  /// The file, for messages.
  let file: String
  /// The keys that lead here, as "model_cfg.text_cfg"; empty at the root.
  let place: String

  private let members: [String: JSONValue]

  /// The root of a file.
  ///
  /// - Parameter file: JSON whose outermost value is an object.
  /// - Throws: ``ModelError`` `.invalidConfiguration`.
  init(_ file: ModelFile) throws(ModelError) {
    let value = try JSONValue(parsing: file.bytes, file: file.path, code: .invalidConfiguration)
    guard let members = value.object else {
      throw ModelError(.invalidConfiguration, "\(file.path) is not a JSON object.")
    }
    self.init(file: file.path, place: "", members: members)
  }

  private init(file: String, place: String, members: [String: JSONValue]) {
    self.file = file
    self.place = place
    self.members = members
  }

  /// All keys whose values are not `null`, in alphabetical order.
  var keys: [String] { members.keys.filter { self[$0] != nil }.sorted() }

  /// A member; `nil` if it is missing or `null`.
  subscript(key: String) -> JSONValue? {
    members[key].flatMap { $0 == .null ? nil : $0 }
  }

  /// The full name of a member, as "model_cfg.text_cfg.width".
  func name(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  // MARK: - Values

  /// An object inside this one, or an empty one if it is missing.
  func section(_ key: String) throws(ModelError) -> ConfigurationSection {
    try sectionIfPresent(key)
      ?? ConfigurationSection(file: file, place: name(key), members: [:])
  }

  /// An object inside this one; `nil` if it is missing.
  func sectionIfPresent(_ key: String) throws(ModelError) -> ConfigurationSection? {
    guard let value = self[key] else { return nil }
    guard let members = value.object else { throw invalid(key, "an object") }
    return ConfigurationSection(file: file, place: name(key), members: members)
  }

  /// An object inside this one; `nil` if the member is missing or of another kind.
  func sectionIfObject(_ key: String) throws(ModelError) -> ConfigurationSection? {
    self[key]?.object == nil ? nil : try section(key)
  }

  /// A whole number.
  ///
  /// - Parameters:
  ///   - key: Which member.
  ///   - range: What it may be; bounded, so that products of such numbers fit 64 bits.
  ///   - standard: Its value if it is missing; `nil` if it must not be.
  /// - Returns: The number.
  /// - Throws: ``ModelError`` `.invalidConfiguration` for anything else.
  func integer(
    _ key: String,
    in range: ClosedRange<Int> = 1...65_536,
    default standard: Int? = nil
  ) throws(ModelError) -> Int {
    guard let value = self[key] else {
      if let standard { return standard }
      throw ModelError(.invalidConfiguration, "\(file) has no \(name(key)).")
    }
    guard let number = value.integer, range.contains(number) else {
      throw invalid(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The side of a square: one number, or two equal ones.
  func side(_ key: String, default standard: Int) throws(ModelError) -> Int {
    guard let pair = self[key]?.array else {
      return try integer(key, in: 1...8_192, default: standard)
    }
    guard pair.count == 2, let first = pair[0].integer, (1...8_192).contains(first) else {
      throw invalid(key, "a number of pixels from 1 to 8192, or two of them")
    }
    guard pair[0] == pair[1] else { throw unsupported(key, "Only squares are supported.") }
    return first
  }

  /// A number above zero.
  func positive(_ key: String, default standard: Double) throws(ModelError) -> Double {
    guard let value = self[key] else { return standard }
    guard let number = value.number, number > 0 else { throw invalid(key, "a number above 0") }
    return number
  }

  /// `true` or `false`.
  func flag(_ key: String, default standard: Bool) throws(ModelError) -> Bool {
    guard let value = self[key] else { return standard }
    guard let flag = value.boolean else { throw invalid(key, "true or false") }
    return flag
  }

  /// A string; `nil` if it is missing.
  func string(_ key: String) throws(ModelError) -> String? {
    guard let value = self[key] else { return nil }
    guard let string = value.string else { throw invalid(key, "a string") }
    return string
  }

  /// A number for each of red, green and blue: three, or one for all.
  func colour(_ key: String, default standard: [Float]) throws(ModelError) -> [Float] {
    guard let value = self[key] else { return standard }
    let numbers = value.number.map { [$0, $0, $0] } ?? (value.array ?? []).compactMap(\.number)
    let colour = numbers.map(Float.init)
    guard colour.count == 3, colour.allSatisfy(\.isFinite) else {
      throw invalid(key, "three numbers, for red, green and blue")
    }
    return colour
  }

  // MARK: - Complaints

  /// A member that is not what it should be.
  func invalid(_ key: String, _ expectation: String) -> ModelError {
    ModelError(
      .invalidConfiguration,
      "In \(file), \(name(key)) should be \(expectation); it is \(described(key))."
    )
  }

  /// A member that is sound and asks for something that is not computed here.
  func unsupported(_ key: String, _ limit: String) -> ModelError {
    ModelError(.unsupported, "In \(file), \(name(key)) is \(described(key)). \(limit)")
  }

  private func described(_ key: String) -> String {
    switch self[key] {
    case nil, .null: "missing"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let value): "\"\(value)\""
    case .array: "an array"
    case .object: "an object"
    }
  }
}
