// SPDX-License-Identifier: MIT

/// The words of a progress display.
package struct ProgressLine: Sendable {
  private let state: ProgressState
  private let rate: Double?

  /// The words for a state.
  ///
  /// - Parameters:
  ///   - state: How far the work is.
  ///   - rate: Its speed per second; nil while that is not known.
  package init(_ state: ProgressState, rate: Double? = nil) {
    self.state = state
    self.rate = rate
  }

  /// One line for a terminal.
  ///
  /// The bar takes what room there is, and less important parts give way first.
  ///
  /// - Parameters:
  ///   - columns: The cells of a line of the terminal, of which the last one stays empty.
  ///   - usesUnicode: Whether it shows more than ASCII.
  /// - Returns: A line that is shorter than `columns`.
  package func drawn(columns: Int, usesUnicode: Bool) -> String {
    // Some terminals begin a new line when the last cell is filled.
    let room = columns - 1
    for parts in [
      [count, speed, timeLeft, failures], [count, timeLeft, failures], [count, failures],
    ] {
      let words = parts.compactMap { $0 }.joined(separator: "  ")
      let free = room - TerminalText.width(of: state.label) - 2 - TerminalText.width(of: words)
      guard free >= 0 else { continue }
      // Two edges and two spaces come with the bar.
      let bar = bar(cells: min(free - 4, 30), usesUnicode: usesUnicode)
      return [state.label, bar, words].compactMap { $0 }.joined(separator: "  ")
    }
    return TerminalText.fitted(count, columns: room, ellipsis: usesUnicode ? "…" : "~")
  }

  /// One line for a log.
  package var logged: String {
    var line = "\(state.label): "
    if let total = state.total {
      line +=
        "\(isBytes ? amount(state.completed) : Quantity.count(state.completed)) of \(amount(total))"
      if let percent { line += " (\(percent) %)" }
    } else {
      line += amount(state.completed)
    }
    return ([line] + [speed, timeLeft, failures].compactMap { $0 }).joined(separator: ", ")
  }

  // MARK: Parts

  private var count: String {
    guard let total = state.total else { return amount(state.completed) }
    if isBytes { return "\(amount(state.completed)) of \(amount(total))" }
    return "\(Quantity.count(state.completed))/\(Quantity.count(total))"
  }

  private var isBytes: Bool { state.unit == ProgressState.bytes }

  /// A count with its unit.
  private func amount(_ count: Int) -> String {
    isBytes ? Quantity.bytes(Int64(count)) : "\(Quantity.count(count)) \(state.unit)"
  }

  /// Whole percents, and never 100 before the end.
  private var percent: Int? {
    guard let fraction else { return nil }
    return Int((fraction * 100).rounded(.down))
  }

  private var fraction: Double? {
    guard let total = state.total, total > 0 else { return nil }
    return min(max(Double(state.completed) / Double(total), 0), 1)
  }

  private var speed: String? {
    rate.map { rate in
      let amount =
        isBytes
        ? Quantity.bytes(Int64(rate.rounded())) : "\(Quantity.threeDigits(rate)) \(state.unit)"
      return "\(amount)/s"
    }
  }

  private var failures: String? {
    state.failed > 0 ? "\(Quantity.count(state.failed)) failed" : nil
  }

  /// What is left at the speed of the last while, as coarse as the guess is.
  private var timeLeft: String? {
    guard let total = state.total, total > state.completed, let rate, rate > 0 else { return nil }
    let seconds = Double(total - state.completed) / rate
    return switch seconds {
    case ..<10: "a few seconds left"
    case ..<55: "about \(Int((seconds / 10).rounded(.up)) * 10) s left"
    case ..<3570: "about \(Int((seconds / 60).rounded(.up))) min left"
    case ..<86_400: "about \(hours(seconds)) left"
    case ..<31_536_000: "about \(Int((seconds / 86_400).rounded(.up))) d left"
    default: "more than a year left"
    }
  }

  /// Hours, and minutes to the next ten.
  private func hours(_ seconds: Double) -> String {
    let minutes = Int((seconds / 600).rounded(.up)) * 10
    return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
  }

  /// The bar, with eighths of cells where the terminal has them; nil where it would be too short to
  /// say anything.
  private func bar(cells: Int, usesUnicode: Bool) -> String? {
    guard let fraction, cells >= 8 else { return nil }
    let eighths = Int(fraction * Double(cells * 8))
    if usesUnicode {
      let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
      let bar = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
      return "▕" + bar + String(repeating: " ", count: cells - bar.count) + "▏"
    }
    let filled = String(repeating: "#", count: eighths / 8)
    return "[" + filled + String(repeating: "-", count: cells - filled.count) + "]"
  }
}
