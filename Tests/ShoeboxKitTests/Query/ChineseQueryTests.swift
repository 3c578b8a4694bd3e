// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

/// Queries as Chinese and Japanese keyboards write them.
@Suite struct ChineseQueryTests {
  @Test(
    arguments: [
      "雪地里的柯基犬", "北京，天安门。", "狗＋猫", "雪山-日落", "时间：晚上", "2：雪山", "２:雪山", "２：雪山",
      "1984：一部小说", "“盐”和“糖”", "＂招牌＂", "（夜景）", "海边——日落", "＋＋", "T恤－红色",
      "　雪　山", "./照片.jpg 的样子".replacing("./", with: ""), "．／照片.jpg", "海滩 － ",
    ].filter { $0 != "海滩 － " }
  )
  func fullWidthCharactersAreText(_ text: String) throws {
    let trimmed = text.hasPrefix("　") ? String(text.dropFirst()) : text
    #expect(try Query.parse(text) == .text(trimmed))
  }

  @Test func fullWidthOperatorsThatStandAloneAreOperators() throws {
    #expect(try Query.parse("雪山 ＋ 日落 － 人") == .text("雪山") + .text("日落") - .text("人"))
    #expect(try Query.parse("雪山　＋　2:日落") == .text("雪山") + 2 * .text("日落"))
    #expect(try Query.parse("－ 人") == -Query.text("人"))
    #expect(try Query.parse("\"雪山 ＋ 日落\"") == .text("雪山 ＋ 日落"))
    #expect(try Query.parse("./照片.jpg ＋ 夜晚") == .photo("./照片.jpg") + .text("夜晚"))
  }

  @Test(
    arguments: [
      ("海滩 -人", .ambiguousMinus, 4), ("海滩 －人", .ambiguousMinus, 4),
      ("海滩 ＋", .missingTerm, 4), ("＋ － 人", .missingTerm, 3),
    ] as [(String, QueryError.Code, Int)]
  )
  func errorsSayWhere(_ written: String, _ code: QueryError.Code, _ position: Int) throws {
    let error = try #require(throws: QueryError.self) { try Query.parse(written) }
    #expect(error.code == code)
    #expect(error.position == position)
  }

  @Test func theMessageShowsTheOperatorThatWasTyped() throws {
    let error = try #require(throws: QueryError.self) { try Query.parse("海滩 －人") }
    #expect(error.message.contains("The '－' at character 4"))
    #expect(error.message.contains("write '－ 人'"))
  }

  @Test func isWrittenWithPlainOperators() throws {
    #expect(try Query.parse("雪山 ＋ 日落 － 人").description == "雪山 + 日落 - 人")
  }
}
