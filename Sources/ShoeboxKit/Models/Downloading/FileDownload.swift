// SPDX-License-Identifier: MIT

/// The download of one file, through cut connections and restarts of this program.
///
/// What is there already is kept where the file can be known to be the same: by its checksum, or else by what the
/// server says of it. Everything is checked while it arrives.
struct FileDownload {
  let file: PublishedFile
  /// Where it is asked for.
  let address: String
  /// The same without names and passwords.
  let shownAddress: String
  let allowsPlain: Bool
  let options: PullOptions
  let session: HTTPSession
  let control: PullControl
  let report: (PullProgress.Step, _ byteCount: Int64) -> Void

  /// Downloads what is missing.
  ///
  /// - Parameter part: What is there.
  /// - Returns: What was downloaded; `part` is then complete and verified.
  /// - Throws: ``ShoeboxError``, or `CancellationError` if it was told to stop. What is there stays.
  func run(into part: PartialDownload) throws -> ModelRecord.Download {
    try adopt(part)
    defer { try? part.checkpoint() }
    // A file that was put together of several answers may be wrong although each answer was right.
    var isPatched = part.byteCount > 0
    var patience = Patience(options)
    while true {
      try control.check()
      let before = part.byteCount
      switch try attempt(part) {
      case .complete:
        if let download = try verified(part) { return download }
        guard isPatched else { throw wrongContent(part) }
        try part.restart(from: shownAddress)
        isPatched = false
      case .anew:
        try part.restart(from: shownAddress)
        isPatched = false
        try wait(&patience, Interruption(reason: "the server sent another part than was asked for"))
      case .interrupted(let interruption):
        isPatched = part.byteCount > 0
        if part.byteCount > before { patience = Patience(options) }
        try wait(&patience, interruption)
      }
    }
  }

  /// Keeps of what an earlier run left what can be trusted.
  private func adopt(_ part: PartialDownload) throws {
    let isSameAddress = part.state.address == shownAddress
    let isChecked = file.sha256 != nil || (isSameAddress && part.state.announcedSHA256 != nil)
    // Without a checksum, what was not durable may read as zeros after a power failure.
    let limit = isChecked ? file.byteLimit : part.state.durableByteCount
    guard part.leftByteCount > 0, isChecked || (isSameAddress && part.state.validator != nil) else {
      return try part.restart(from: shownAddress)
    }
    if !isSameAddress { part.state = PartialState(address: shownAddress) }
    try part.adopt(upTo: limit) { byteCount in
      try control.check()
      report(.checking, byteCount)
    }
  }

  private func wait(_ patience: inout Patience, _ interruption: Interruption) throws {
    switch patience.delay(after: interruption) {
    case .wait(let delay):
      report(.waiting(reason: interruption.reason, seconds: delay / .seconds(1)), 0)
      control.wait(delay)
    case .exhausted:
      throw ShoeboxError(
        .unavailable,
        "\(shownAddress) cannot be downloaded: \(interruption.reason). What came so far is kept; "
          + "the same command goes on from there."
      )
    case .tooLong(let seconds):
      throw ShoeboxError(
        .busy,
        "\(shownAddress) cannot be downloaded now: \(interruption.reason), and the server asks to wait "
          + "\(seconds) seconds. What came so far is kept; the same command goes on from there."
      )
    }
  }
}

// MARK: One request

extension FileDownload {
  /// Why a request did not bring all that is missing, and that another one may.
  struct Interruption {
    var reason: String
    /// How long the server asks to wait, in seconds.
    var retryAfter: Int?
  }

  private enum Attempt {
    case complete
    case anew
    case interrupted(Interruption)
  }

  /// The answer to a request for a part is another part.
  private struct WrongRange: Error {}

  private func attempt(_ part: PartialDownload) throws -> Attempt {
    let total = file.exactByteCount ?? part.state.totalByteCount
    if part.byteCount > 0, part.byteCount == total { return .complete }
    let offset = part.byteCount
    let request = HTTPSession.Request(
      address: address,
      allowsPlain: allowsPlain,
      offset: offset,
      validator: part.state.validator,
      timeout: options.timeout
    )
    var isBegun = false
    let head: HTTPHead
    let outcome: HTTPSession.Outcome
    do {
      (head, outcome) = try session.get(request, while: { control.goesOn }) { head, bytes in
        // The page that explains an error is not the file.
        guard head.hasContent else { return }
        if !isBegun { try begin(part, head, offset: offset) }
        isBegun = true
        guard part.byteCount + Int64(bytes.count) <= file.byteLimit else { throw tooLong() }
        try part.append(bytes)
        report(.downloading, part.byteCount)
      }
    } catch is WrongRange {
      return .anew
    }
    try part.checkpoint()
    switch outcome {
    case .complete:
      if head.hasContent, !isBegun { try begin(part, head, offset: offset) }
      return try judge(head, part)
    case .stopped: throw CancellationError()
    case .interrupted(let reason): return .interrupted(Interruption(reason: reason))
    case .refused(let reason):
      throw ShoeboxError(.unavailable, "\(shownAddress) cannot be downloaded: \(reason).")
    }
  }

  /// Checks what the server says about the file before its first byte is written, or what is there is given up.
  private func begin(_ part: PartialDownload, _ head: HTTPHead, offset: Int64) throws {
    guard !head.isPage else {
      throw ShoeboxError(
        .unavailable,
        "\(shownAddress) answers with a page instead of the file: perhaps this network wants you to log in first."
      )
    }
    guard !head.isEncoded else {
      throw ShoeboxError(
        .unavailable,
        "\(shownAddress) comes packed although nobody asked for that. Try another mirror."
      )
    }
    if let wanted = file.sha256, let announced = head.announcedSHA256, announced != wanted {
      throw ShoeboxError(
        .badInput,
        "\(shownAddress) is another file than the one this program knows: its publisher announces the SHA-256 "
          + "\(announced), and \(wanted) is wanted."
      )
    }
    var total = head.contentLength
    if head.status == 206 {
      guard let range = head.contentRange, range.first == offset else { throw WrongRange() }
      total = range.total ?? total.map { $0 + offset }
    }
    if let total, let wanted = file.exactByteCount, total != wanted {
      throw ShoeboxError(
        .badInput,
        "\(shownAddress) has \(total) bytes; \(wanted) are wanted. It is another file than the one this program knows."
      )
    }
    if let total, total > file.byteLimit { throw tooLong() }
    if head.status == 200, offset > 0 {
      // The server does not know of parts, or the file has changed.
      try part.restart(from: shownAddress)
    }
    try part.note(head, totalByteCount: total)
  }

  /// What a whole response means.
  private func judge(_ head: HTTPHead, _ part: PartialDownload) throws -> Attempt {
    switch head.status {
    case 200, 206:
      if let total = part.state.totalByteCount, part.byteCount < total {
        return .interrupted(Interruption(reason: "the connection ended too early"))
      }
      return .complete
    case 416:
      return .anew  // what is there is longer than the file
    case 408, 425, 429, 500, 502, 503, 504:
      return .interrupted(
        Interruption(reason: "the server answers \(head.status)", retryAfter: head.retryAfter)
      )
    default:
      throw ShoeboxError(
        .unavailable,
        "\(shownAddress) cannot be downloaded: the server answers \(head.status)."
      )
    }
  }
}

// MARK: The whole file

extension FileDownload {
  /// Compares the whole file with what is known of it.
  ///
  /// - Returns: `nil` if it is another one.
  private func verified(_ part: PartialDownload) throws -> ModelRecord.Download? {
    let sha256 = part.sha256
    let wanted = file.sha256 ?? part.state.announcedSHA256
    guard wanted == nil || wanted == sha256,
      file.exactByteCount == nil || file.exactByteCount == part.byteCount
    else { return nil }
    return ModelRecord.Download(
      address: file.address,
      commit: part.state.commit,
      byteCount: part.byteCount,
      sha256: sha256,
      pin: file.sha256 != nil ? .catalogue : wanted != nil ? .server : .firstDownload
    )
  }

  /// The error for a file that is not the wanted one; the file is thrown away.
  private func wrongContent(_ part: PartialDownload) -> ShoeboxError {
    let found = "\(part.byteCount) bytes with the SHA-256 \(part.sha256)"
    let wanted = file.sha256 ?? part.state.announcedSHA256 ?? "none"
    try? part.restart(from: shownAddress)
    return ShoeboxError(
      .badInput,
      "\(shownAddress) is not the file it should be: it has \(found), and the SHA-256 \(wanted) is wanted"
        + "\(file.exactByteCount.map { " of \($0) bytes" } ?? ""). Nothing of it was kept."
    )
  }

  private func tooLong() -> ShoeboxError {
    ShoeboxError(
      .badInput,
      "\(shownAddress) is longer than the file it should be, which has "
        + "\(file.exactByteCount.map { "\($0)" } ?? "about \(file.byteCount)") bytes."
    )
  }
}

extension HTTPHead {
  /// Whether the body is the file or a part of it.
  fileprivate var hasContent: Bool { status == 200 || status == 206 }
}

extension PublishedFile {
  /// How large it is, in bytes, where that is published.
  fileprivate var exactByteCount: Int64? {
    if case .exactly(let count) = size { count } else { nil }
  }
}
