// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

/// Filters in words, for people who click them away.
@Suite struct FilterLabelTests {
  @Test(arguments: [
    ("date:2023", "2023"), ("date:2023-05", "May 2023"), ("date:2023-05-17", "17 May 2023"),
    ("date:2023-05..2023-08", "May 2023 to August 2023"), ("-date:2023", "not 2023"),
    ("after:2023-05", "since May 2023"), ("before:2024", "before 2024"),
    ("-before:2024-12-01", "not before 1 December 2024"),
    ("near:52.52,13.40", "within 10 km of 52.52, 13.40"),
    ("near:-33.8568,151,2.5km", "within 2.5 km of -33.8568, 151.00"),
    ("near:0,0,50m", "within 50 m of 0.00, 0.00"), ("-near:1,2", "not within 10 km of 1.00, 2.00"),
    ("camera:fuji", "camera contains fuji"), ("-camera:fuji", "camera does not contain fuji"),
    ("folder:\"My Trip\"", "in folder My Trip"), ("-folder:Trash", "not in folder Trash"),
    ("type:heic", "type HEIC"), ("-type:jpg", "not type JPG"),
  ])
  func labels(_ written: String, _ label: String) throws {
    #expect(try Query.parse(written).filters.map(\.label) == [label])
  }

  @Test func periodsAreInTheCalendar() {
    #expect(CalendarPeriod(year: 2024, month: 2, day: 29) != nil)
    #expect(CalendarPeriod(year: 2100, month: 2, day: 29) == nil)
    #expect(CalendarPeriod(year: 2000, month: 2, day: 29) != nil)
    #expect(CalendarPeriod(year: 2023, month: 4, day: 31) == nil)
    #expect(CalendarPeriod(year: 2023, month: nil, day: 1) == nil)
    #expect(CalendarPeriod(year: 10_000) == nil)
    #expect(CalendarPeriod("9999-12-31")?.description == "9999-12-31")
    #expect(CalendarPeriod("0001")?.words == "1")
  }
}
