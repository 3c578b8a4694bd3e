// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import NIOCore

/// What changes by itself, as server-sent events.
///
/// - Source: WHATWG HTML, section 9.2.
struct EventRoutes: Sendable {
  /// The shortest time between two messages to one client.
  private static let pause = Duration.milliseconds(250)

  let hub: EventHub
  let watcher: LibraryWatcher

  var endpoints: [Endpoint] { [Endpoint(.get, "/api/v1/events", respond: listen)] }

  private func listen(_ request: Request, _ context: WebContext) async throws -> Response {
    _ = try QueryParameters(request)
    if hub.isFull { throw Problem.busy("Too many clients listen already.", after: 30) }
    if request.method == .get { await watcher.look() }
    let body = ResponseBody { [hub] writer in
      try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
      if let listener = hub.listen() {
        defer { listener.end() }
        context.channel.closeFuture.whenComplete { _ in listener.end() }
        try await Self.tell(listener, hub, &writer)
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: body
    )
  }

  @concurrent
  private static func tell(
    _ listener: EventListener,
    _ hub: EventHub,
    _ writer: inout any ResponseBodyWriter
  ) async throws {
    var seen: [EventHub.Kind: Int] = [:]
    for await _ in listener.wakes {
      let news = hub.news(since: &seen)
      var text = ByteBuffer()
      for (kind, data) in news {
        text.writeString("event: \(kind.rawValue)\ndata: ")
        text.writeBytes(data)
        text.writeString("\n\n")
      }
      if news.isEmpty { text.writeString(":\n\n") }
      try await writer.write(text)
      try await Task.sleep(for: pause)
    }
  }
}
