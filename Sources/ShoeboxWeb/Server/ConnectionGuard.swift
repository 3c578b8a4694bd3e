// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Ends connections that hold resources and get nothing done: uploads that trickle and readers that do not read.
///
/// It also answers what is no request at all.
///
/// Heads that trickle and connections that are idle are the business of Hummingbird's own handler. That one closes
/// connections as soon as an answer is written, by which it means handed over: what the client has not taken by then
/// would be lost, so the guard has it wait.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: ConnectionLimits
  private let largestBody: Int
  private var bodyDeadline: Scheduled<Void>?
  private var readingDeadline: Scheduled<Void>?
  private var requestsInHand = 0
  /// Answers that are written and not taken yet.
  private var answersOnTheirWay = 0
  private var isClosing = false
  private var isCutOff = false

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
      requestsInHand += 1
      schedule(&bodyDeadline, after: TimeAmount(limits.body), context)
      confirm(head, context)
    case .body: break
    case .end: cancel(&bodyDeadline)
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      requestsInHand -= 1
      if bodyDeadline != nil {
        schedule(&bodyDeadline, after: TimeAmount(limits.unwantedBody), context)
      }
      let taken = promise ?? context.eventLoop.makePromise()
      answersOnTheirWay += 1
      taken.futureResult.assumeIsolated().whenComplete { [self] _ in
        answersOnTheirWay -= 1
        if isClosing, answersOnTheirWay == 0 { context.close(promise: nil) }
      }
      context.write(data, promise: taken)
      return
    }
    context.write(data, promise: promise)
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .all, answersOnTheirWay > 0, !isCutOff else {
      context.close(mode: mode, promise: promise)
      return
    }
    context.channel.closeFuture.cascade(to: promise)
    guard !isClosing else { return }
    isClosing = true
    if readingDeadline == nil {
      schedule(&readingDeadline, after: TimeAmount(limits.reading), context)
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable, !isClosing {
      cancel(&readingDeadline)
    } else {
      schedule(&readingDeadline, after: TimeAmount(limits.reading), context)
    }
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError, requestsInHand == 0 else {
      context.fireErrorCaught(error)
      return
    }
    let problem =
      error == .headerOverflow
      ? Problem(.requestHeaderFieldsTooLarge, "The head of the request is too long.")
      : Problem(.badRequest, "That is no request of HTTP/1.1.")
    let (head, body) = problem.document
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    // Where one request ends and another begins is anybody's guess from here on.
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
      channel.close(mode: .all, promise: nil)
    }
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
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
      isCutOff = true
      channel.close(promise: nil)
    }
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
