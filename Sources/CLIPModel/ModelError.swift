// SPDX-License-Identifier: MIT

/// Why a model cannot be used.
public struct ModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kind of failure.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private let raw: String

    private init(_ raw: String) { self.raw = raw }

    /// A file that the model consists of is not there or cannot be read.
    public static let missingFile = Code("missing-file")
    /// The JSON that describes the model is damaged or contradicts itself.
    public static let invalidConfiguration = Code("invalid-configuration")
    /// The tokenizer's files are damaged or of an unknown kind.
    public static let invalidTokenizer = Code("invalid-tokenizer")
    /// The weights file is damaged.
    public static let invalidCheckpoint = Code("invalid-checkpoint")
    /// The weights lack a tensor that the model needs.
    public static let missingTensor = Code("missing-tensor")
    /// The weights hold a tensor that the described model has no place for.
    public static let unexpectedTensor = Code("unexpected-tensor")
    /// A tensor has another shape than the described model needs.
    public static let shapeMismatch = Code("shape-mismatch")
    /// The weights file ends before its last tensor does.
    public static let truncated = Code("truncated")
    /// The model is sound, but of a kind this library does not compute.
    public static let unsupported = Code("unsupported")
    /// The machine has not enough memory.
    public static let outOfMemory = Code("out-of-memory")
    /// The processor has no instructions for the precision that was asked for.
    public static let unsupportedPrecision = Code("unsupported-precision")

    /// The disk does not take what is written to it.
    public static let notWritable = Code("not-writable")
    /// There is something in the place where a model should go.
    public static let alreadyThere = Code("already-there")

    /// The code in words, for example "missing-file".
    public var description: String { raw }
  }

  /// The kind of failure, to act upon.
  public let code: Code
  /// What happened, to what file, and what to do: whole sentences for people.
  public let message: String

  /// Describes a failure.
  ///
  /// - Parameters:
  ///   - code: The kind.
  ///   - message: Whole sentences; the first names the file.
  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
