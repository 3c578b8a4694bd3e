// SPDX-License-Identifier: MIT

/// Rows in aligned columns, for people.
package struct Table: Sendable {
  /// How the cells of a column share their width.
  package enum Alignment: Sendable {
    /// Text: the space comes behind it.
    case leading
    /// Numbers: the space comes in front of them.
    case trailing
  }

  /// What stands above the cells, and how they are aligned.
  package struct Column: Sendable {
    package var title: String
    package var alignment: Alignment

    package init(_ title: String = "", _ alignment: Alignment = .leading) {
      self.title = title
      self.alignment = alignment
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  /// A table without rows.
  ///
  /// - Parameter columns: At least one. Titles are shown if one of them is not empty.
  package init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row.
  ///
  /// - Parameter cells: As many as there are columns, fit to be shown: see ``TerminalText``.
  package mutating func append(_ cells: [String]) {
    precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
    rows.append(cells)
  }

  /// Lays the table out.
  ///
  /// - Parameter styledTitle: Sets off the line of titles.
  /// - Returns: The lines, each with a line feed, and no space at their ends.
  package func text(styledTitle: (String) -> String = { $0 }) -> String {
    let titles = columns.map(\.title)
    let hasTitles = titles.contains { !$0.isEmpty }
    let widths = columns.indices.map { column in
      ((hasTitles ? [titles] : []) + rows).map { TerminalText.width(of: $0[column]) }.max() ?? 0
    }
    var text = hasTitles ? styledTitle(line(titles, widths)) + "\n" : ""
    for row in rows { text += line(row, widths) + "\n" }
    return text
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let space = String(repeating: " ", count: widths[index] - TerminalText.width(of: cell))
      if index > 0 { line += "  " }
      line += columns[index].alignment == .leading ? cell + space : space + cell
    }
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
