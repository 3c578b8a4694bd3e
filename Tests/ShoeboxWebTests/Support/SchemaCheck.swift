// SPDX-License-Identifier: MIT

/// Checks JSON against as much of JSON Schema as the description of the API uses.
struct SchemaCheck {
  /// The whole document, which references point into.
  let document: JSON

  /// What is wrong with a value: a line for each thing, beginning with its place.
  func problems(of value: JSON, by schema: JSON, at place: String = "") -> [String] {
    if let reference = schema["$ref"]?.string {
      guard let target = resolve(reference) else { return ["\(place): \(reference) leads nowhere"] }
      return problems(of: value, by: target, at: place)
    }
    let known: Set = [
      "type", "properties", "required", "additionalProperties", "items", "enum", "pattern",
      "minimum",
      "maximum", "maxLength", "format", "description", "default",
    ]
    let unknown = Set(schema.members.keys).subtracting(known)
    return unknown.map { "\(place): this check does not know the keyword \($0)" }
      + typeProblems(value, schema, place) + boundProblems(value, schema, place)
      + memberProblems(value, schema, place)
  }

  /// What a reference means.
  func resolve(_ reference: String) -> JSON? {
    reference.split(separator: "/").dropFirst().reduce(document as JSON?) { $0?[String($1)] }
  }

  private func typeProblems(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    guard let type = schema["type"] else { return [] }
    let names = type.string.map { [$0] } ?? type.items.compactMap(\.string)
    let fits = names.contains { name in
      switch (name, value) {
      case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string),
        ("array", .array), ("object", .object):
        true
      case ("integer", .number(let number)): number == number.rounded()
      default: false
      }
    }
    return fits ? [] : ["\(place): \(value) is no \(names.joined(separator: " or "))"]
  }

  private func boundProblems(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    var problems: [String] = []
    if let choices = schema["enum"]?.items, !choices.contains(value) {
      problems.append("\(place): \(value) is not one of \(choices)")
    }
    if let number = value.number {
      if let low = schema["minimum"]?.number, number < low {
        problems.append("\(place): \(number) < \(low)")
      }
      if let high = schema["maximum"]?.number, number > high {
        problems.append("\(place): \(number) > \(high)")
      }
    }
    if let text = value.string {
      if let longest = schema["maxLength"]?.int, text.count > longest {
        problems.append("\(place): too long")
      }
      if let pattern = schema["pattern"]?.string, let regex = try? Regex(pattern),
        text.firstMatch(of: regex) == nil
      {
        problems.append("\(place): \(text) does not fit \(pattern)")
      }
    }
    return problems
  }

  private func memberProblems(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    var problems: [String] = []
    if case .array(let items) = value, let schema = schema["items"] {
      for (index, item) in items.enumerated() {
        problems += self.problems(of: item, by: schema, at: "\(place)[\(index)]")
      }
    }
    guard case .object(let members) = value else { return problems }
    for name in schema["required"]?.items.compactMap(\.string) ?? [] where members[name] == nil {
      problems.append("\(place): \(name) is missing")
    }
    for (name, member) in members {
      if let schema = schema["properties"]?[name] {
        problems += self.problems(of: member, by: schema, at: "\(place).\(name)")
      } else if schema["additionalProperties"]?.bool == false {
        problems.append("\(place): nobody said anything of \(name)")
      }
    }
    return problems
  }
}
