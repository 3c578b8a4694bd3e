// SPDX-License-Identifier: MIT

/// A file of a published model.
public struct PublishedFile: Sendable, Equatable {
  /// Who serves files.
  ///
  /// These are the only addresses in the program, and `shoebox model pull` is the only command that uses them.
  enum Publisher: String {
    case huggingFace = "https://huggingface.co"
    case openAI = "https://openaipublic.azureedge.net"
  }

  /// How large a file is.
  enum Size: Equatable {
    /// So many bytes.
    case exactly(Int64)
    /// About so many: nobody has published the number.
    case about(Int64)
  }

  /// What the file is called in the model's folder.
  public let name: String
  /// The SHA-256 of its content in lower-case hexadecimal; `nil` where nobody has published it: then the checksum that
  /// the server announces counts, or else what comes first is what it has to be from then on.
  public let sha256: String?

  let publisher: Publisher
  /// The address behind the publisher's; begins with a slash.
  let path: String
  let size: Size

  /// How large it is, in bytes; a guess where nobody has published the number.
  public var byteCount: Int64 {
    switch size {
    case .exactly(let count), .about(let count): count
    }
  }

  /// The name of its publisher's server.
  public var server: String { String(publisher.rawValue.drop { $0 != "/" }.dropFirst(2)) }

  /// Where its publisher has it.
  public var address: String { publisher.rawValue + path }

  /// The most bytes that are taken for it.
  var byteLimit: Int64 {
    switch size {
    case .exactly(let count): count
    case .about(let count): max(2 * count, 1 << 20)
    }
  }

  /// A file of a repository at Hugging Face.
  ///
  /// - Parameters:
  ///   - name: What it is called here and there.
  ///   - repository: Owner and name.
  ///   - revision: A commit, or a branch where no commit is known.
  ///   - size: How large it is.
  ///   - sha256: Its checksum, if somebody has published it.
  static func huggingFace(
    _ name: String,
    _ repository: String,
    _ revision: String,
    _ size: Size,
    sha256: String? = nil
  ) -> PublishedFile {
    PublishedFile(
      name: name,
      sha256: sha256,
      publisher: .huggingFace,
      path: "/\(repository)/resolve/\(revision)/\(name)",
      size: size
    )
  }

  /// One of OpenAI's archives, whose checksum is a part of its address.
  static func openAI(_ name: String, _ size: Size, sha256: String) -> PublishedFile {
    PublishedFile(
      name: name,
      sha256: sha256,
      publisher: .openAI,
      path: "/clip/models/\(sha256)/\(name)",
      size: size
    )
  }

  /// OpenAI's vocabulary of 49,408 tokens, which all of CLIP's descendants kept.
  static let vocabulary = PublishedFile.huggingFace(
    "tokenizer.json",
    "openai/clip-vit-base-patch32",
    "b33cedfd0df4e43b8238760678fcc89e1a0d38b3",
    .exactly(2_224_041),
    sha256: "b556ac8c99757ffb677208af34bc8c6721572114111a6e0aaf5fa69ff0b8d842"
  )
}
