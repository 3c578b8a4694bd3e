// SPDX-License-Identifier: MIT

import Foundation

/// The queues of a server: what is quick does not wait behind what is slow.
struct WorkQueues: Sendable {
  /// Searches, similar photos and uploads: they compute.
  let searches: WorkQueue
  /// What only reads the catalogue.
  let catalogue: WorkQueue
  /// What looks at the photos' own files, and reads them whole where their times have changed.
  let originals: WorkQueue
  /// Thumbnails: many at once, each quick, so that a grid does not starve searches.
  let thumbnails: WorkQueue
  /// Pictures that are converted: slow, and large in memory.
  let renditions: WorkQueue
  /// Pieces of files that are being sent.
  ///
  /// A disk that sleeps holds up nothing else.
  let files: WorkQueue

  /// Queues for this machine.
  ///
  /// - Parameter capacity: How much may wait in each; the default suits a household.
  init(capacity: Int? = nil) {
    let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
    searches = WorkQueue("search", threads: min(cores, 4), capacity: capacity ?? 64)
    catalogue = WorkQueue("catalogue", threads: 2, capacity: capacity ?? 128)
    originals = WorkQueue("original", threads: 2, capacity: capacity ?? 128)
    thumbnails = WorkQueue("thumbnail", threads: cores, capacity: capacity ?? 512)
    renditions = WorkQueue("rendition", threads: min(cores, 4), capacity: capacity ?? 64)
    files = WorkQueue("file", threads: 4, capacity: 1024)
  }

  /// Ends all threads.
  func close() {
    for queue in [searches, catalogue, originals, thumbnails, renditions, files] { queue.close() }
  }
}
