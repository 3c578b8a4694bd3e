// SPDX-License-Identifier: MIT

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends connections that hold resources and get nothing done: uploads that trickle and readers that do not read.
///
/// Heads that trickle and connections that are idle are the business of Hummingbird's own handler.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: ConnectionLimits
  private let largestBody: Int
  private var bodyDeadline: Scheduled<Void>?
  private var readingDeadline: Scheduled<Void>?

  init(limits: ConnectionLimits, largestBody: Int) {
    self.limits = limits
    self.largestBody = largestBody
  }

  func handlerAdded(context: ChannelHandlerContext) {
    // A client that closes its connection has gone, and its request with it: that is what browsers do with a search
    // whose answer they do not want any more.
    context.channel.setOption(ChannelOptions.allowRemoteHalfClosure, value: false)
      .whenFailure { _ in }
  }

  func handlerRemoved(context: ChannelHandlerContext) { cancelAll() }

  func channelInactive(context: ChannelHandlerContext) {
    cancelAll()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      schedule(&bodyDeadline, after: TimeAmount(limits.body), context)
      confirm(head, context)
    case .body: break
    case .end: cancel(&bodyDeadline)
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data), bodyDeadline != nil {
      schedule(&bodyDeadline, after: TimeAmount(limits.unwantedBody), context)
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      cancel(&readingDeadline)
    } else {
      schedule(&readingDeadline, after: TimeAmount(limits.reading), context)
    }
    context.fireChannelWritabilityChanged()
  }

  /// Tells a client that asks first to send its body, unless it is too large anyway.
  private func confirm(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
    guard head.headerFields[.expect]?.lowercased() == "100-continue",
      let length = head.headerFields[.contentLength].flatMap(Int.init), length <= largestBody
    else { return }
    let answer = HTTPResponse(status: .continue)
    context.writeAndFlush(wrapOutboundOut(.head(answer)), promise: nil)
  }

  private func schedule(
    _ deadline: inout Scheduled<Void>?,
    after time: TimeAmount,
    _ context: ChannelHandlerContext
  ) {
    deadline?.cancel()
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }

  private func cancel(_ deadline: inout Scheduled<Void>?) {
    deadline?.cancel()
    deadline = nil
  }

  private func cancelAll() {
    cancel(&bodyDeadline)
    cancel(&readingDeadline)
  }
}
