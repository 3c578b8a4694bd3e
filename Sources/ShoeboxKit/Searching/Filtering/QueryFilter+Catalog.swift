// SPDX-License-Identifier: MIT

import Catalog
import PhotoDecoding

extension [QueryFilter] {
  /// The filters as the catalogue takes them, equal for queries that ask for the same.
  ///
  /// Those that name one of several possible things are alternatives to each other; all others must hold.
  var forCatalog: [PhotoFilter] {
    var filters: [PhotoFilter] = []
    var alternatives: [QueryFilter.Key: [PhotoFilter.Condition]] = [:]
    for filter in self {
      let condition = filter.condition.forCatalog
      if filter.excludes {
        filters.append(PhotoFilter([condition], excludes: true))
      } else if filter.key.namesOneOfSeveral {
        alternatives[filter.key, default: []].append(condition)
      } else {
        filters.append(PhotoFilter([condition]))
      }
    }
    for key in QueryFilter.Key.allCases {
      if let conditions = alternatives[key] { filters.append(PhotoFilter(conditions)) }
    }
    return filters
  }
}

extension QueryFilter.Key {
  /// Whether two filters of the key are alternatives, because hardly a photo fits both.
  fileprivate var namesOneOfSeveral: Bool {
    switch self {
    case .date, .near, .camera, .folder, .type: true
    case .after, .before: false
    }
  }
}

extension QueryFilter.Condition {
  fileprivate var forCatalog: PhotoFilter.Condition {
    switch self {
    case .date(let first, let last):
      let start = first.wallClockSeconds.lowerBound
      return .taken(start..<Swift.max(start, last.wallClockSeconds.upperBound))
    case .after(let period): return .taken(period.wallClockSeconds.lowerBound..<Int64.max)
    case .before(let period): return .taken(Int64.min..<period.wallClockSeconds.lowerBound)
    case .near(let place, let kilometres):
      return .near(
        latitude: place.latitude,
        longitude: place.longitude,
        metres: kilometres * 1000
      )
    case .camera(let text): return .camera(text)
    case .folder(let text): return .folder(text)
    case .type(let text):
      let name = text.lowercased()
      let format = PhotoFormat.named(name) ?? PhotoFormat(rawValue: name)
      return .type(formats: [format?.rawValue ?? name], extensions: [name])
    }
  }
}
