# SPDX-License-Identifier: MIT
"""The texts that tokenizers are compared on: what people type, and what breaks ports of tokenizers."""

import random
import unicodedata

QUERIES = (
    "a photo of a cat",
    "A corgi running in the snow, at night",
    "whiteboard from the Berlin trip",
    "the receipt with the blue logo",
    "IMG_2031.JPG 12/25/2019 7:45pm",
    "two people, 3 dogs & a cat!",
    "$5.00 (50% off) @home #tag C++ a_b foo@bar.com http://x.y/z?q=1&copy=2",
    "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis",
    "MiXeD cAsE TeXt",
)
ACCENTS = (
    "café naïve jalapeño Ångström Zürich",
    "cafe\u0301 nai\u0308ve jalapen\u0303o A\u030angstro\u0308m \u212bngstro\u0308m",
    "e\u0301\u0323 e\u0323\u0301 o\u0302\u0303 o\u0303\u0302 q\u0301\u0323",
    "Dvořák Łódź Đà Nẵng Việt Nam Çeşme Åse þorn ðæt œuvre",
    "İstanbul ISPARTA ılık Iğdır ẞ STRASSE straße ſtart Kelvin \u212a Ωhm \u2126",
    "ΟΔΟΣ ΑΣ Σ ΑΣ. ΑΣ' Σ'Α ΑΣΑ Α\u00adΣ Σ\u0301 ὈΔΥΣΣΕΎΣ ΆΣ!",
    "ǅ ǆ Ǆ ŉ ĳ Ĳ ﬁne ﬂow oﬃce ﬅop ﬆ",
    "a\u0345 \u1fb3 Α\u0345 x\u0345y",
    "\u0344 \u0340 \u0341 \u0958 \u0f73 \u0f71\u0f72 a\u0f19\u0f73 \u0f75\u0f39 \u0f81",
)
SCRIPTS = (
    "日本語の写真 東京タワー 富士山",
    "中文 北京天安门 雪中的狗",
    "한국 강아지 \u1112\u1161\u11ab\u1100\u116e\u11a8 가\u11bc \uac00\u11a8",
    "العربية مُحَمَّد كلب في الثلج ٣٤",
    "हिन्दी क्षि ज़ कुत्ता १२३ नमस्ते",
    "ไทย ภาษาไทย ၁၂ မြန်မာ ភាសាខ្មែរ",
    "עברית שָׁלוֹם \ufb2a\ufb31",
    "Привет Ёлка й и\u0306 Київ ҐҒ",
    "ქართული Հայերեն አማርኛ ᏣᎳᎩ",
    "வணக்கம் ಕನ್ನಡ తెలుగు বাংলা ਪੰਜਾਬੀ ગુજરાતી සිංහල",
)
EMOJI = (
    "😀😂 ❤️ ❤ ☃ ☀️",
    "👩‍👩‍👧‍👦 👨🏽‍🚀 🏳️‍🌈 👍🏽👍",
    "🇩🇪🇫🇷 🇯🇵 🇺",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 1️⃣ #️⃣ ©️",
    "dog🐶cat🐱",
)
NUMBERS = (
    "2024 3.14 1,000,000 1st 2nd 4x4 007",
    "½ ¼ 3½ Ⅷ ⅷ ① ⑳ ² x² m³ ₂ ㉈ 〇 ٣ १ ০ 𝟘 𝟡",
    "0123456789012345678901234567890123456789",
)
CONTRACTIONS = (
    "it's don't we're I've I'm she'll he'd",
    "IT'S DON'T WE'RE I'VE I'M SHE'LL HE'D",
    "it’s don’t we’re I’ve I’m she’ll he’d ‘quoted’ “double” ‚low‛ „low‟",
    "I'd've y'all'd've 's 't 're 've 'm 'll 'd 'l 'r 'v 'x '",
    "''s 'ss 's's rock 'n' roll dogs' 'tis",
    "it'ſ 'ſ ʼs it\u02bcs",
)
ENTITIES = (
    "fish &amp; chips &lt;3 &gt; &quot;hi&quot; &apos;s &#39;s it&#39;s",
    "caf&eacute; caf&EACUTE; ca&NTILDE;a &nTILDE; stra&szlig;e STRA&SZLIG;E",
    "&amp;amp; &amp;lt; &amp;amp;lt; &amp;amp;amp;lt; &amp;amp;amp;amp;lt;",
    "&copy 2020 &copy2020 &copy; &notit; &notin; &amper &ltrie; &LTRIE; &frac12 &frac12; &para",
    "&#233; &#xE9; &#XE9 &#233 &#233x &#12ab; &#x; &#; &# & &; &amp",
    "&#0; &#13; &#150; &#x80; &#x81; &#7; &#x7f; &#xfdd0; &#xD800; &#1114111; &#1114112; &#99999999999999999999;",
    "&#59; &#x3b; &#38;lt; &#38;amp;lt;",
    "&hellip; &rarr; &nbsp; &ensp; &Jscr; &checkmark; &NotEqualTilde; &CounterClockwiseContourIntegral; &fjlig;",
    "a < b &amp; c\nd &amp; e",
    "a &amp; b\nc < d &amp;amp; e\nf &amp;amp; g",
    "&unknown; &unknownunknownunknownunknown; &am\u0001p; R&D AT&T Q&A",
)
SPACES = (
    "",
    " ",
    "   \t\n  ",
    "a\tb\nc\r\nd\re\x0bf\x0cg",
    "a\u00a0b\u2003c\u3000d\u1680e\u2028f\u2029g\u0085h\u202fi",
    "a\u200bb\u200cc\u200dd\u2060e\ufefff\u180eg\u00adh",
    "  leading and trailing  ",
    "\ufeffbyte order mark",
)
CONTROLS = (
    "a\x00b\x01c\x07d\x08e\x1ff\x7fg",
    "\x1b[31mred\x1b[0m \x1b[0;1;4mbold \x1b[ \x1b[3 \x1b]x \x1b[١m \x1b[;A",
    "a\x80b\x85c\x91d\x92e\x93f\x99g\x9dh",
    "a\u206ab\ufff9c\ufffbd\ufffce\ufffdf \ufffd\ufffd",
    "a\x1cb\x1dc\x1ed\x1fe",
    "\ud7ff \ue000 \uf8ff \U000f0000 \U0010ffff \ufdd0 \uffff",
)
WIDTHS = (
    "ＬＯＵＤ　ＮＯＩＳＥＳ！ １２３",
    "ｶﾞｷﾞ ﾊﾟ ﾃﾞｼﾞﾀﾙｶﾒﾗ ｡｢｣､･",
    "ﾡￂﾤ ￚ ￜ ﾠ ￆ￈ ￇￊ",
    "￠￡￢￣￤￥￦ ￨￩￪￫￬￭￮ ｟x｠ ＆ａｍｐ；",
)
PUNCTUATION = (
    "!",
    "...",
    "!!! ?! ... --- *** <<>> (((",
    "_ __ a_b _a a-b - – — … • · ° ™ © ® ¶ § † ‡",
    "«guillemets» ‹single› 「日本」 ، ؟ ¿qué? ¡ya!",
    "^ ` ´ ¨ ˆ ˜ ¯ ¸",
    "1+1=2 2×3÷4≠5 ∑∏√∞",
    "🙂!!🙂 a!b?c.d,e;f:g",
)
SPECIAL_TOKENS = (
    "a <|startoftext|> b <|endoftext|> c",
    "a<|startoftext|>b<|endoftext|>c",
    "<|endoftext|>",
    "<|endoftext|><|endoftext|><|startoftext|>",
    "<|ENDOFTEXT|> <|StartOfText|>",
    "x<|ENDOFTEXT|>y !!<|ENDOFTEXT|>! <|ENDOFTEXT|>!&; <|ENDOFTEXT|>1",
    "x<|STARTOFTEXT|>y !!<|STARTOFTEXT|>! <|STARTOFTEXT|>&;",
    "!!<|endoftext|>!! e<|endoftext|>\u0301",
    "<|startoftext <|endoftext| <|endofText|>",
    "<start_of_text> a<end_of_text>b <START_OF_TEXT> !<start_of_text> <ſtart_of_text>x",
    "<start_of_text><end_of_text>!! <end_of_text",
    "&lt;start_of_text&gt; &lt;|endoftext|&gt;",
)
CHINESE = (
    "雪地里的柯基犬",
    "柏林之旅的白板，2019年12月",
    "带蓝色logo的收据",
    "一张“海边日落”的照片——真美！",
    "北京：天安门；故宫（太和殿）。《清明上河图》",
    "ＬＯＧＯ　ｉＰｈｏｎｅ１２　＋－：",
    "繁體中文 廣東話 𠮷野家 㐂 丽\U0002f800 豈\uf900 \ufa0e",
    "３只狗 3只狗 三隻狗 iPhone手机 T恤 C++语言",
    "[CLS] 狗 [SEP] [MASK][PAD][UNK] [cls] ［SEP］",
    "a[SEP]b [SEP [CLS]]",
    "##ing ing ## # un##able unaffable unaffables unaffableness",
    "狗e\u0301狗\u0301 e\u0301\u0323\u0915\u093c a\u1dfab \u0958\u0344",
    "我爱北京\u200b天安门\ufeff。\u3000空格\u00a0不断",
    "\u1734a\u1885b\u1886c\ua9bdd\U000111c9e\U0001171ef\u166dg",
    "￥100 $100 €100 №5 ㎏ ㍿ ①②③ 〇",
    "ΟΔΟΣ Σίσυφος ΆΣ АЯ Ёлка İI ı ſ ẞ ß",
    "ひらがな カタカナ ｶﾀｶﾅ がぎぐ ヴ 한국어 \u1112\u1161\u11ab",
    "a" * 99 + " " + "a" * 100 + " " + "a" * 101,
    "é" * 100 + " " + "e\u0301" * 100 + " " + "é" * 101,
    "字" * 60,
    "狗，" * 30,
)
LONG = (
    ("corgi snow, ", 834),
    ("abcdefghij", 500),
    ("a", 5000),
    ("!", 300),
    ("é", 200),
    ("日本", 400),
    ("word ", 29),
    ("word ", 30),
    ("word ", 31),
    ("word ", 74),
    ("word ", 75),
    ("word ", 76),
    ("<|endoftext|>", 90),
    ("&amp;", 100),
)


def texts(seed: int, random_count: int, more: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    """Every text above but CHINESE, some more, and seeded mixtures of their words; each with how often it comes."""
    written = more + (
        QUERIES + ACCENTS + SCRIPTS + EMOJI + NUMBERS + CONTRACTIONS + ENTITIES + SPACES + CONTROLS + WIDTHS
        + PUNCTUATION + SPECIAL_TOKENS
    )
    words = [word for text in written for word in text.split(" ") if word]
    generator = random.Random(seed)
    mixtures = [mixture(generator, words) for _ in range(random_count)]
    return [(text, 1) for text in written] + list(LONG) + [(text, 1) for text in mixtures]


def mixture(generator: random.Random, words: list[str]) -> str:
    """A few words, with and without spaces between them, and characters from anywhere."""
    parts = []
    for _ in range(generator.randint(1, 7)):
        parts.append(generator.choice(words) if generator.random() < 0.85 else character(generator))
        parts.append(generator.choice(("", " ", " ", " ", "\n")))
    return "".join(parts)


def character(generator: random.Random) -> str:
    """A character that every library's Unicode tables know: it is in Unicode 3.2."""
    while True:
        code = generator.randint(0, generator.choice((0x2FFF, 0xFFFF, 0x1D7FF)))
        if unicodedata.ucd_3_2_0.category(chr(code)) not in ("Cn", "Cs"):
            return chr(code)
