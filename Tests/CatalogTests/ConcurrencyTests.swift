// SPDX-License-Identifier: MIT

import Catalog
import Dispatch
import Synchronization
import Testing

@Suite struct ConcurrencyTests {
  @Test func aReaderSeesOneStateHoweverLongItReads() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      let files = try album.add("a.jpg", "b.jpg")
      let writer = try Catalog.open(at: path)
      var values: [Float] = []
      let generation = try album.catalog.forEachEmbedding(model: album.model) { _, vector in
        if values.isEmpty {
          try writer.apply([.missing([files[1]]), album.indexed("c.jpg", content: 3)])
        }
        values.append(vector[0])
      }
      #expect(values == [1, 2])
      #expect(try generation < album.catalog.generation())
      #expect(try album.searchable() == [1, 3])
    }
  }

  @Test func readersDuringAWriterSeeWholeBatches() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      let batchCount: UInt8 = 40
      let isFinished = Atomic(false)
      let faults = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 3) { worker in
        do {
          if worker == 0 {
            defer { isFinished.store(true, ordering: .releasing) }
            for batch in 0..<batchCount {
              try album.catalog.apply(
                (0..<5).map { album.indexed("\(batch)-\($0)", content: batch * 5 + $0) }
              )
            }
          } else {
            var last: (generation: Int64, count: Int) = (0, 0)
            while !isFinished.load(ordering: .acquiring) {
              let now = try album.catalog.withEmbeddings(of: album.model) { stream in
                var count = 0
                try stream.visit { _, _ in count += 1 }
                return try (generation: stream.generation, count: count, same: stream.count())
              }
              let isWhole = now.count % 5 == 0 && now.same == now.count
              let isLater = now.generation > last.generation && now.count > last.count
              if !isWhole || !(isLater || now.generation == last.generation || last.count == 0) {
                faults.withLock { $0.append("\(last) then \(now)") }
              }
              last = (now.generation, now.count)
            }
          }
        } catch {
          faults.withLock { $0.append("\(error)") }
        }
      }
      #expect(faults.withLock { $0 } == [])
      #expect(try album.catalog.counts(model: album.model).embedded == Int(batchCount) * 5)
    }
  }

  @Test func writersTakeTurns() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      let other = try Catalog.open(at: path)
      let faults = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 4) { worker in
        let catalog = worker % 2 == 0 ? album.catalog : other
        for number in 0..<10 {
          do {
            try catalog.apply([
              album.indexed("\(worker)-\(number)", content: UInt8(worker * 10 + number))
            ])
          } catch {
            faults.withLock { $0.append("\(error)") }
          }
        }
      }
      #expect(faults.withLock { $0 } == [])
      #expect(try other.counts(model: album.model).embedded == 40)
      #expect(try other.checkIntegrity() == [])
    }
  }

  @Test func manyProcessesMayMakeTheCatalogueAtOnce() throws {
    try withCatalogPath { path in
      let faults = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 4) { _ in
        do {
          _ = try Catalog.open(at: path).generation()
        } catch {
          faults.withLock { $0.append("\(error)") }
        }
      }
      #expect(faults.withLock { $0 } == [])
      let findings = try Catalog.open(at: path).checkIntegrity()
      #expect(findings == [])
    }
  }
}
