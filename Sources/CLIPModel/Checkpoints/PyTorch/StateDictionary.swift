// SPDX-License-Identifier: MIT

/// The tensors of a pickle by their names in the model's state dictionary.
///
/// The pickle may be the dictionary itself, a training checkpoint that has it under a key of its
/// own, or TorchScript's objects, whose attributes are joined with full stops.
struct StateDictionary {
  /// The index of each tensor, by its name.
  let tensors: [String: Int]

  /// Under what keys training programs keep the state dictionary.
  private static let wrappers = ["state_dict", "model_state_dict", "model"]
  /// Values that are looked at, at most.
  private static let maximumCount = 200_000
  private static let maximumDepth = 64
  private static let maximumNameLength = 1_024

  /// Finds the tensors.
  ///
  /// - Parameters:
  ///   - document: What the pickle describes.
  ///   - path: The file, for messages.
  /// - Throws: ``ModelError`` `.unsupported` if it is nested too deeply or describes too much,
  ///   `.invalidCheckpoint` if a name occurs twice.
  init(_ document: PickleDocument, path: String) throws(ModelError) {
    var tensors: [String: Int] = [:]
    var open = [(value: Self.unwrapped(document), name: "", depth: 0)]
    var count = 0
    while let (value, name, depth) = open.popLast() {
      if case .tensor(let index) = value {
        guard tensors.updateValue(index, forKey: name) == nil else {
          throw ModelError(
            .invalidCheckpoint,
            "\(path) is damaged. It has the tensor \(name) twice."
          )
        }
        continue
      }
      guard let members = document.members(value) else { continue }
      count += members.count
      guard count <= Self.maximumCount, depth < Self.maximumDepth else {
        throw ModelError(
          .unsupported,
          "\(path) nests its tensors too deeply or too often. Save the state_dict of the model alone."
        )
      }
      for (key, value) in members {
        guard case .string(let key) = key else { continue }
        guard name.utf8.count + key.utf8.count < Self.maximumNameLength else {
          throw ModelError(.unsupported, "\(path) has a tensor whose name is too long.")
        }
        open.append((value, name.isEmpty ? key : "\(name).\(key)", depth + 1))
      }
    }
    self.tensors = tensors
  }

  /// The state dictionary inside of what training programs put around it.
  private static func unwrapped(_ document: PickleDocument) -> PickleValue {
    var value = document.root
    for _ in 0..<4 {
      guard let members = document.members(value), members.count <= maximumCount else { break }
      let inner = wrappers.lazy.compactMap { wrapper in
        members.last { member in
          guard case .string(wrapper) = member.key else { return false }
          return document.members(member.value) != nil
        }
      }.first
      guard let inner else { break }
      value = inner.value
    }
    return value
  }
}
