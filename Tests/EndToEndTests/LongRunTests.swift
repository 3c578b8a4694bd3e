// SPDX-License-Identifier: MIT

import Testing

/// Runs that take seconds, one after the other: two at once would take the cores from each other, and some of them
/// watch what is read from the album they share.
@Suite("Long runs", .serialized, .needsCommand)
enum LongRunTests {}
