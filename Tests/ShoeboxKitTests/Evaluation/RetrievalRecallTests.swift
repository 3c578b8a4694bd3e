// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

@Suite struct RetrievalRecallTests {
  @Test func perfectVectorsScoreOne() {
    let vectors: [[Float]] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    let recall = measure(images: vectors, captions: vectors, owners: [0, 1, 2])
    #expect(recall.textToImage == .init(at1: 1, at5: 1, at10: 1))
    #expect(recall.imageToText == .init(at1: 1, at5: 1, at10: 1))
  }

  @Test func countsRanksInBothDirections() {
    // Photos on a line; captions beside them, so that ranks can be read off.
    let images: [[Float]] = [[0.9], [0.5], [0.1]]
    // Similarities grow with the photo: 0.9 is first for every positive caption.
    let recall = measure(images: images, captions: [[1], [1], [-1]], owners: [0, 1, 2])
    // Caption 0 finds photo 0 first, caption 1 finds photo 1 second, caption 2 finds photo 2 first.
    #expect(recall.textToImage == .init(at1: 2.0 / 3, at5: 1, at10: 1))
    // Photos 0 and 1 see captions 0 and 1 tied, which counts against both; photo 2 prefers both.
    #expect(recall.imageToText == .init(at1: 0, at5: 1, at10: 1))
  }

  @Test func anyCaptionOfAPhotoIsAHit() {
    let images: [[Float]] = [[1, 0], [0, 1]]
    let captions: [[Float]] = [[0.8, 0.6], [-1, 0], [-0.6, -0.8], [0, 1]]
    let recall = measure(images: images, captions: captions, owners: [0, 0, 1, 1])
    #expect(recall.imageToText.at1 == 1)
    #expect(recall.textToImage.at1 == 0.5)
  }

  @Test func aModelThatGivesOneVectorScoresZero() {
    let same = [[Float]](repeating: [0.6, 0.8], count: 30)
    let recall = measure(images: same, captions: same, owners: Array(0..<30))
    #expect(recall.textToImage == .init())
    #expect(recall.imageToText == .init())
  }

  @Test func vectorsThatAreNoNumbersAreNoHits() {
    let nan: [[Float]] = [[.nan], [.nan]]
    let two = measure(images: nan, captions: nan, owners: [0, 1])
    #expect(two.textToImage == .init())
    #expect(two.imageToText == .init())
    let one = measure(images: [[.nan]], captions: [[.nan]], owners: [0])
    #expect(one.textToImage.at10 == 0)
    #expect(one.imageToText.at10 == 0)
    // A photo whose vector is broken is ranked before the right one.
    #expect(measure(images: [[1], [.nan]], captions: [[1]], owners: [0]).textToImage.at1 == 0)
  }

  @Test func photosWithoutCaptionsAreCandidatesOnly() {
    let recall = measure(images: [[0.5], [1]], captions: [[1]], owners: [0])
    #expect(recall.textToImage == .init(at1: 0, at5: 1, at10: 1))
    #expect(recall.imageToText == .init(at1: 1, at5: 1, at10: 1))
    let nothing = measure(images: [], captions: [], owners: [])
    #expect(nothing.textToImage == .init())
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func agreesWithSortingTheWholeTable(_ seed: UInt64) {
    var random = SeededGenerator(seed)
    let (images, dimension) = (37, 4)
    // Few distinct values make many ties.
    let vector = { (0..<dimension).map { _ in Float(random.next() % 3) - 1 } }
    let imageVectors = (0..<images).map { _ in vector() }
    let owners = (0..<111).map { _ in Int(random.next() % UInt64(images)) }
    let captionVectors = owners.map { _ in vector() }

    let recall = measure(images: imageVectors, captions: captionVectors, owners: owners)

    let textRanks = owners.indices.map { caption in
      pessimisticRank(of: [owners[caption]], among: imageVectors, for: captionVectors[caption])
    }
    let imageRanks = (0..<images).compactMap { image -> Int? in
      let own = owners.indices.filter { owners[$0] == image }
      return own.isEmpty
        ? nil : pessimisticRank(of: own, among: captionVectors, for: imageVectors[image])
    }
    let depths = { (ranks: [Int]) in
      let part = { depth in Double(ranks.count { $0 <= depth }) / Double(ranks.count) }
      return RetrievalRecall.Depths(at1: part(1), at5: part(5), at10: part(10))
    }
    #expect(recall.textToImage == depths(textRanks))
    #expect(recall.imageToText == depths(imageRanks))
  }

  /// The place of the first answer when everything is sorted and ties put answers last.
  private func pessimisticRank(
    of answers: [Int],
    among candidates: [[Float]],
    for query: [Float]
  ) -> Int {
    let scores = candidates.map { zip($0, query).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
    let order = scores.indices.sorted { a, b in
      scores[a] == scores[b]
        ? !answers.contains(a) && answers.contains(b) : scores[a] > scores[b]
    }
    return (order.firstIndex { answers.contains($0) } ?? 0) + 1
  }

  private func measure(
    images: [[Float]],
    captions: [[Float]],
    owners: [Int]
  ) -> RetrievalRecall {
    Array(images.joined()).withUnsafeBufferPointer { imageRows in
      Array(captions.joined()).withUnsafeBufferPointer { captionRows in
        RetrievalRecall.measure(
          images: imageRows,
          captions: captionRows,
          owners: owners,
          dimension: (images + captions).first?.count ?? 1
        ) { rows, count, dimension, query, scores in
          for row in 0..<count {
            scores[row] = (0..<dimension).reduce(0) { $0 + rows[row * dimension + $1] * query[$1] }
          }
        }
      }
    }
  }
}
