// SPDX-License-Identifier: MIT

import Catalog

extension Timeline {
  /// Counts the photos of a selection.
  init(_ selection: PhotoSelection) {
    var months: [Month] = []
    let times = selection.wallClockSeconds
    var undated = selection.photos.count - times.count
    var start = 0
    while start < times.count {
      let day = CalendarDay(wallClockSeconds: times[start])
      guard let month = CalendarPeriod(year: day.year, month: day.month) else {
        undated += 1  // by a broken clock: no time that anything was taken at
        start += 1
        continue
      }
      let first = CalendarDay.daysSince1970(year: day.year, month: day.month)
      // Times descend.
      let end = times[start...].firstIndex { $0 < first * CalendarDay.secondsPerDay } ?? times.count
      months.append(Month(month: month, count: end - start))
      start = end
    }
    if undated > 0 { months.append(Month(month: nil, count: undated)) }
    self.init(months: months, total: selection.photos.count, generation: selection.generation)
  }
}
