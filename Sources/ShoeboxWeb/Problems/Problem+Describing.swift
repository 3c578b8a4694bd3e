// SPDX-License-Identifier: MIT

import Hummingbird
import ShoeboxKit

extension Problem {
  /// Any error that a route may throw, as a client should see it.
  ///
  /// - Parameter error: What was thrown.
  init(describing error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let error as QueryError:
      self.init(.badRequest, error.message)
      position = error.position
    case let error as ShoeboxError: self.init(error)
    case let error as HTTPError: self.init(error.status, error.body)
    default:
      // Errors of the catalogue and the model: their sentences name files, which are nobody's business but the log's.
      let known = ShoeboxError(describing: error)
      self.init(known.code == .inputOutput ? .internalServerError : known.status)
    }
  }

  private init(_ error: ShoeboxError) {
    self.init(error.status, error.message)
    if error.status == .serviceUnavailable { retryAfter = 1 }
  }
}

extension ShoeboxError {
  /// The status that says the same.
  fileprivate var status: HTTPResponse.Status {
    switch code {
    case .usage, .badInput: .badRequest
    case .noInput: .notFound
    case .busy: .conflict
    case .unavailable: .serviceUnavailable
    default: .internalServerError
    }
  }
}
