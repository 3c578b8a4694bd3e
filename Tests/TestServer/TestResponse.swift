// SPDX-License-Identifier: MIT

/// What a server answers, and how it fails to.
package struct TestResponse: Sendable {
  /// How the length of the body is told.
  package enum Framing: Sendable {
    /// By its length.
    case length
    /// By chunks, each with its own length.
    case chunked
    /// By nothing: the body ends with the connection.
    case connection
  }

  package var status = 200
  package var fields: [String: String] = [:]
  package var body: [UInt8] = []
  package var framing = Framing.length
  /// After how many bytes of the body the connection is cut.
  package var cut: Int?
  /// After how many bytes of the body nothing comes any more, until the client goes away.
  package var stall: Int?
  /// How many bytes of the body come at a time, with a tenth of a second between them.
  package var trickle: Int?

  package init(
    status: Int = 200,
    fields: [String: String] = [:],
    body: [UInt8] = [],
    framing: Framing = .length,
    cut: Int? = nil,
    stall: Int? = nil,
    trickle: Int? = nil
  ) {
    self.status = status
    self.fields = fields
    self.body = body
    self.framing = framing
    self.cut = cut
    self.stall = stall
    self.trickle = trickle
  }

  /// A redirect.
  package static func redirect(to address: String) -> TestResponse {
    TestResponse(status: 302, fields: ["Location": address], body: Array("elsewhere".utf8))
  }

  /// A file, or the part of it that is asked for, as a good server answers.
  ///
  /// - Parameters:
  ///   - content: The file.
  ///   - request: What is asked.
  ///   - tag: The strong ETag, without its quotes.
  /// - Returns: 200, 206 or 416.
  package static func file(
    _ content: [UInt8],
    for request: TestRequest,
    tag: String? = nil
  ) -> TestResponse {
    var fields = ["Accept-Ranges": "bytes"]
    if let tag { fields["ETag"] = "\"\(tag)\"" }
    let condition = request.fields["if-range"]
    guard let first = request.firstByte, condition == nil || condition == fields["ETag"] else {
      return TestResponse(fields: fields, body: content)
    }
    guard first < content.count else {
      fields["Content-Range"] = "bytes */\(content.count)"
      return TestResponse(status: 416, fields: fields)
    }
    fields["Content-Range"] = "bytes \(first)-\(content.count - 1)/\(content.count)"
    return TestResponse(status: 206, fields: fields, body: Array(content[first...]))
  }
}
