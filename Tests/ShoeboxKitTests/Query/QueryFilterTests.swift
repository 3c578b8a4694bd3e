// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

/// Filters in written queries.
@Suite struct QueryFilterTests {
  // MARK: Reading

  @Test func filtersStandAnywhere() throws {
    let after = QueryFilter(.after(try #require(CalendarPeriod("2023-05"))))
    let camera = QueryFilter(.camera("fuji"), excludes: true)
    let expected = Query(terms: [.init(.text("a dog"))], filters: [after, camera])
    for written in [
      "a dog after:2023-05 -camera:fuji", "after:2023-05 a dog -camera:fuji",
      "after:2023-05 -camera:fuji a dog", "a after:2023-05 -camera:fuji dog",
      "  a  after:2023-05\t-camera:fuji  dog ", "a dog After:2023-05 －CAMERA:fuji",
    ] {
      #expect(try Query.parse(written) == expected, "\(written)")
    }
  }

  @Test func filtersStandBesideAllKindsOfTerms() throws {
    let type = QueryFilter(.type("heic"))
    #expect(
      try Query.parse("./a.jpg type:heic + 2:beach - \"b c\" ")
        == Query(
          terms: [
            .init(.photo(path: "./a.jpg")), .init(.text("beach"), weight: 2),
            .init(.text("b c"), weight: -1),
          ],
          filters: [type]
        )
    )
    #expect(try Query.parse("type:heic - people") == Query.parse("- people type:heic"))
    #expect(try Query.parse("photo:12 type:heic").terms == [.init(.libraryPhoto(12))])
    #expect(try Query.parse("\"a b\" type:heic").terms == [.init(.text("a b"))])
    #expect(
      try Query.parse("./my type:heic photo.jpg").terms == [.init(.photo(path: "./my photo.jpg"))]
    )
  }

  @Test func filtersAloneAreAQuery() throws {
    let query = try Query.parse(" type:heic  -folder:Trash ")
    #expect(query.terms.isEmpty)
    #expect(query.filters.map(\.description) == ["type:heic", "-folder:Trash"])
  }

  @Test(arguments: [
    "Time: 12:30", "date: 2023", "date:", "my date:", "update:2023", "xdate:2023", "2:date:2023",
    "near the beach", "time:2023", "\"date:2023\" sign", "a sign \"after:2023 or so\"",
    "camera：fuji", "folder :x", "key:value", "-5 degrees", "http://type:x",
  ])
  func everythingElseWithAColonIsText(_ written: String) throws {
    #expect(try Query.parse(written).filters.isEmpty)
    #expect(try Query.parse(written).terms.count == 1)
  }

  @Test(
    arguments: [
      ("photo:123", .libraryPhoto(123)), ("photo:0", .libraryPhoto(0)),
      ("photo:", .text("photo:")), ("photo:12a", .text("photo:12a")),
      ("photo:12 beach", .text("photo:12 beach")), ("photo:-1", .text("photo:-1")),
      ("\"photo:12\"", .text("photo:12")),
      ("photo:99999999999999999999", .text("photo:99999999999999999999")),
      ("a photo:12", .text("a photo:12")),
    ] as [(String, Query.Term.Content)]
  )
  func photosOfTheLibrary(_ written: String, _ content: Query.Term.Content) throws {
    #expect(try Query.parse(written) == Query(terms: [.init(content)]))
    #expect(
      try Query.parse("beach - 0.5:" + written).terms.last == .init(content, weight: -0.5)
    )
  }

  @Test(
    arguments: [
      ("date:2023", "date:2023"), ("date:2023-05", "date:2023-05"),
      ("date:2024-02-29", "date:2024-02-29"), ("date:2023-05..2023-08", "date:2023-05..2023-08"),
      ("date:2022..2023-03-01", "date:2022..2023-03-01"), ("date:\"2023\"", "date:2023"),
      ("date:2023..2023", "date:2023"), ("date:2023-05..2023", "date:2023-05..2023"),
      ("near:52.52,13.40", "near:52.52,13.4"),
      ("near:-33.8568,151.2153,2km", "near:-33.8568,151.2153,2km"),
      ("near:52,13,10km", "near:52,13"), ("near:0,-0,500m", "near:0,0,0.5km"),
      ("near:1,2,3", "near:1,2,3km"),
      ("near:\"52.52, 13.40, 2 km\"", nil), ("near:\"52.52, 13.40\"", "near:52.52,13.4"),
      ("camera:\"Canon EOS 5D\"", "camera:\"Canon EOS 5D\""), ("camera:\"fuji\"", "camera:fuji"),
      ("camera:a\"b", "camera:\"a\\\"b\""), ("folder:\"a \\\"b\\\\\"", "folder:\"a \\\"b\\\\\""),
      ("folder:2023/Berlin", "folder:2023/Berlin"), ("folder:/home/me", "folder:/home/me"),
      ("type:.HEIC", "type:heic"), ("-type:jpg", "-type:jpg"),
    ] as [(String, String?)]
  )
  func isWrittenBack(_ written: String, _ expected: String?) throws {
    guard let expected else {
      #expect(throws: QueryError.self) { try Query.parse(written) }
      return
    }
    let query = try Query.parse(written)
    #expect(query.description == expected)
    #expect(try Query.parse(expected) == query)
  }

  // MARK: Errors

  @Test(
    arguments: [
      ("date:2023-13", 1), ("a date:23", 3), ("date:2023-02-29", 1), ("date:2023-5", 1),
      ("date:0000", 1), ("date:2023-", 1), ("date:2023-05-17-01", 1), ("date:..2023", 1),
      ("date:2024..2023", 1),
      ("date:2023..", 1), ("after:2023-05..2024", 1), ("before:soon", 1), ("é -before:x", 3),
      ("near:here", 1), ("near:91,0", 1), ("near:0,181", 1), ("near:1", 1), ("near:1,2,0km", 1),
      ("near:1,2,-1km", 1), ("near:1,2,3mi", 1), ("near:1,2,30000km", 1), ("near:1,2,3km,4", 1),
      ("near:1e1,2", 1), ("near:nan,2", 1), ("near:.5,2", 1), ("near:1,2,km", 1),
      ("near:1..2,3", 1),
      ("type:a/b", 1), ("type:.", 1), ("type:äöü", 1), ("type:abcdefghijklmnopq", 1),
      ("camera:\" \"", 1), ("folder:\"a\"b", 1), ("camera:\"\"", 1),
    ] as [(String, Int)]
  )
  func badValuesAreErrors(_ written: String, _ position: Int) throws {
    let error = try #require(throws: QueryError.self) { try Query.parse(written) }
    #expect(error.code == .invalidFilter)
    #expect(error.position == position)
    #expect(error.message.hasSuffix(".") && error.message.contains("character \(position)"))
  }

  @Test func theMessageShowsWhatToWrite() throws {
    let error = try #require(throws: QueryError.self) { try Query.parse("dogs date:2023-13") }
    #expect(
      error.description
        == "The filter 'date:2023-13' at character 6 cannot be read: write date:2023, date:2023-05 "
        + "or date:2023-05-17, or two of these with '..' between them, or put double quotes around text."
    )
  }

  @Test(
    arguments: [
      ("beach + date:2023", .missingTerm, 7), ("- type:jpg", .missingTerm, 1),
      ("date:2023 + - x", .missingTerm, 13), ("folder:\"my photos", .unclosedQuote, 8),
      ("camera:\"x\\\"", .unclosedQuote, 8), ("-camera: x", .ambiguousMinus, 1),
    ] as [(String, QueryError.Code, Int)]
  )
  func otherErrorsSayWhere(_ written: String, _ code: QueryError.Code, _ position: Int) throws {
    let error = try #require(throws: QueryError.self) { try Query.parse(written) }
    #expect(error.code == code)
    #expect(error.position == position)
  }

  @Test func theNumberOfFiltersIsLimited() throws {
    let most = Query.maximumFilterCount
    func filters(_ count: Int) -> String {
      Array(repeating: "type:a", count: count).joined(separator: " ")
    }
    #expect(try Query.parse(filters(most)).filters.count == most)
    let error = try #require(throws: QueryError.self) { try Query.parse(filters(most + 1)) }
    #expect(error.code == .tooManyFilters)
    #expect(error.position == 7 * most + 1)
  }

  // MARK: Building and writing

  @Test func sumsKeepTheFiltersOfBoth() throws {
    let left = try Query.parse("beach type:jpg")
    let right = try Query.parse("dog -folder:x")
    #expect((2 * left - right).description == "2:beach - dog type:jpg -folder:x")
    #expect((-left).filters == left.filters)
  }

  @Test func textThatLooksLikeAFilterIsQuoted() throws {
    for text in ["date:2023", "a date:2023", "-type:x", "photo:12", "near:x", "a Type:b c"] {
      for query in [Query.text(text), 2 * .text(text) + .photo(text) - .text(text)] {
        #expect(try Query.parse(query.description) == query, "\(query.description)")
      }
    }
    #expect(Query.text("date:2023").description == "\"date:2023\"")
  }

  @Test func aVectorIsDescribed() {
    let query = Query(terms: [.init(.embedding([1, 0])), .init(.libraryPhoto(7), weight: -2)])
    #expect(query.description == "(a vector of 2 numbers) - 2:photo:7")
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func randomQueriesWithFiltersReadBack(_ seed: UInt64) throws {
    var random = SeededGenerator(seed)
    let parts = [
      "date:", "2023", "-", "05", "..", "after:", "near:", "52.5", ",", "km", "camera:", "folder:",
      "type:", "jpg", "\"", " ", " ", "\\", "+", "./", "photo:", "1", ":", "x", "é",
    ]
    var failures: [String] = []
    var filtered = 0
    for _ in 0..<5000 {
      let written = (0..<Int.random(in: 1...10, using: &random))
        .map { _ in parts[Int.random(in: parts.indices, using: &random)] }.joined()
      guard let query = try? Query.parse(written) else { continue }
      if !query.filters.isEmpty { filtered += 1 }
      if (try? Query.parse(query.description)) != query { failures.append(written) }
    }
    #expect(failures == [])
    #expect(filtered > 100)
  }
}
