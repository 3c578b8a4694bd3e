// SPDX-License-Identifier: MIT

import Hummingbird
import NIOCore

/// What belongs to one request beside the request itself.
struct WebContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection that it came in by.
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  /// Whether somebody still waits for the answer: a client that closes its connection has gone.
  var isAwaited: Bool { channel.isActive }

  /// Who asks.
  var peer: PeerAddress { PeerAddress(channel.remoteAddress) }
}
