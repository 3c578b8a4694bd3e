// SPDX-License-Identifier: MIT

/// Why a library could not do what it was asked.
public struct ShoeboxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kind of failure.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private let raw: String

    private init(_ raw: String) { self.raw = raw }

    /// What was asked does not make sense.
    public static let usage = Code("usage")
    /// Something that was named does not exist.
    public static let noInput = Code("no-input")
    /// Something that was named cannot be used as it is.
    public static let badInput = Code("bad-input")
    /// Somebody else is at it just now, another process or a busy server: it can be done later.
    public static let busy = Code("busy")
    /// The network, or the server that has what was asked for, does not answer as it should.
    public static let unavailable = Code("unavailable")
    /// The library, or a folder of it, cannot be read or written.
    public static let inputOutput = Code("input-output")

    /// The code in words, for example "no-input".
    public var description: String { raw }
  }

  /// The kind of failure, to act upon.
  public let code: Code
  /// What happened, to what, and what to do: whole sentences for people.
  public let message: String

  /// Describes a failure.
  ///
  /// - Parameters:
  ///   - code: The kind.
  ///   - message: Whole sentences; the first names what it is about.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
