// SPDX-License-Identifier: MIT

import Foundation

/// Does on a thread of its own what blocks: Swift's own threads are as many as there are cores, and the server needs
/// them.
func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value
{
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
  }
}
