// SPDX-License-Identifier: MIT

import ShoeboxKit
import ShoeboxReports
import Testing

@Suite struct QueryReportTests {
  @Test func saysWhatWasUnderstood() throws {
    let written = "2:beach + photo:7 - ./a.jpg after:2023-05 -camera:\"X 100\""
    let query = try Query.parse(written) + Query(terms: [.init(.embedding([1]))])
    let json = String(
      decoding: try ReportEncoder.encode(QueryReport(query, text: written)),
      as: UTF8.self
    )
    #expect(
      json
        == #"{"filters":[{"excludes":false,"key":"date","label":"since May 2023","text":"after:2023-05"},"#
        + #"{"excludes":true,"key":"camera","label":"camera does not contain X 100","text":"-camera:\"X 100\""}],"#
        + #""terms":[{"kind":"text","text":"beach","weight":2},{"kind":"photo","photo":7,"weight":1},"#
        + #"{"kind":"path","path":"./a.jpg","weight":-1},{"kind":"upload","weight":1}],"#
        + #""text":"2:beach + photo:7 - ./a.jpg after:2023-05 -camera:\"X 100\""}"#
    )
  }
}
