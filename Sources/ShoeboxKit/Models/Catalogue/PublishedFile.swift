// SPDX-License-Identifier: MIT

/// A file of a published model.
public struct PublishedFile: Sendable, Equatable {
  /// How large a file is.
  package enum Size: Sendable, Equatable {
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

  /// The publisher's server, with its scheme and without a slash at its end.
  let server: String
  /// The address behind that; begins with a slash.
  let path: String
  /// How large it is.
  let size: Size

  /// A file of a published model.
  ///
  /// - Parameters:
  ///   - name: What it is called in the model's folder.
  ///   - server: The publisher's, with its scheme and without a slash at its end.
  ///   - path: The address behind that; begins with a slash.
  ///   - size: How large it is.
  ///   - sha256: Its checksum, if somebody has published it.
  package init(name: String, server: String, path: String, size: Size, sha256: String? = nil) {
    self.name = name
    self.server = server
    self.path = path
    self.size = size
    self.sha256 = sha256
  }

  /// How large it is, in bytes; a guess where nobody has published the number.
  public var byteCount: Int64 {
    switch size {
    case .exactly(let count), .about(let count): count
    }
  }

  /// Where its publisher has it.
  public var address: String { server + path }

  /// The name of its publisher's server.
  public var host: String { String(server.drop { $0 != "/" }.drop { $0 == "/" }) }

  /// The most bytes that are taken for it.
  var byteLimit: Int64 {
    switch size {
    case .exactly(let count): count
    case .about(let count): max(2 * count, 1 << 20)
    }
  }
}

/// The publishers.
///
/// These are the only addresses in the program, and `shoebox model pull` is the only command that uses them.
extension PublishedFile {
  private static let huggingFace = "https://huggingface.co"
  private static let openAI = "https://openaipublic.azureedge.net"

  /// A file of a repository at Hugging Face.
  ///
  /// - Parameters:
  ///   - name: What it is called here and there.
  ///   - repository: Owner and name.
  ///   - revision: A commit, or a branch where no commit is known.
  ///   - size: How large it is.
  ///   - sha256: Its checksum, if somebody has published it.
  /// - Returns: The file.
  static func huggingFace(
    _ name: String,
    _ repository: String,
    _ revision: String,
    _ size: Size,
    sha256: String? = nil
  ) -> PublishedFile {
    PublishedFile(
      name: name,
      server: huggingFace,
      path: "/\(repository)/resolve/\(revision)/\(name)",
      size: size,
      sha256: sha256
    )
  }

  /// One of OpenAI's archives, whose checksum is a part of its address.
  static func openAI(_ name: String, _ size: Size, sha256: String) -> PublishedFile {
    PublishedFile(
      name: name,
      server: openAI,
      path: "/clip/models/\(sha256)/\(name)",
      size: size,
      sha256: sha256
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
