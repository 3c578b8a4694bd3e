// SPDX-License-Identifier: MIT

import Hummingbird
import Logging
import ShoeboxKit
import ShoeboxReports

/// What the routes of a server share.
struct WebServices: Sendable {
  let library: PhotoLibrary
  let access: AccessControl
  let queues: WorkQueues
  let hub: EventHub
  let indexing: IndexingControl
  let watcher: LibraryWatcher
  let uploads = UploadStore()

  private var queries: QueryReader { QueryReader(uploads: uploads) }

  init(library: PhotoLibrary, access: AccessControl, queueCapacity: Int?, log: Logger) {
    self.library = library
    self.access = access
    queues = WorkQueues(capacity: queueCapacity)
    let hub = EventHub()
    self.hub = hub
    indexing = IndexingControl(library) { report in
      if let text = (try? ReportEncoder.encode(report)).map(Array.init) {
        hub.publish(.indexing, text)
      }
    }
    watcher = LibraryWatcher(
      library: library,
      indexing: indexing,
      hub: hub,
      queue: queues.catalogue,
      log: log
    )
  }

  /// All that the server answers to.
  var endpoints: [Endpoint] {
    AssetRoutes().endpoints
      + SessionRoutes(access: access).endpoints
      + DocumentRoutes().endpoints
      + LibraryRoutes(library: library, indexing: indexing, queues: queues).endpoints
      + IndexingRoutes(indexing: indexing, queue: queues.catalogue).endpoints
      + EventRoutes(hub: hub, watcher: watcher).endpoints
      + SearchRoutes(library: library, queries: queries, queue: queues.searches).endpoints
      + BrowsingRoutes(library: library, queries: queries, queues: queues).endpoints
      + UploadRoutes(library: library, uploads: uploads, queue: queues.searches).endpoints
      + PictureRoutes(library: library, queues: queues).endpoints
      + OriginalRoutes(library: library, queues: queues).endpoints
  }
}
