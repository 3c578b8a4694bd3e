// SPDX-License-Identifier: MIT

/// What happens to a text before it is split into words, as the model's own reference does it.
package enum TextCleaning: Sendable {
  /// The normalizer of `tokenizer.json`: canonical composition (NFC), white space collapsed,
  /// lower case letter by letter. Literal special tokens such as `<|endoftext|>` count as tokens.
  ///
  /// Reference: `tokenizers.Tokenizer` and `transformers.CLIPTokenizer`.
  case huggingFace

  /// The cleaning of OpenAI's and open_clip's `SimpleTokenizer`: ftfy's repairs, HTML entities
  /// resolved twice, white space collapsed, lower case with the final sigma.
  ///
  /// Literal special tokens are open_clip's `<start_of_text>` and `<end_of_text>`; OpenAI's package
  /// spells them `<|startoftext|>` and `<|endoftext|>`, which are ordinary text here. Of ftfy, the
  /// repair of mojibake (UTF-8 that was read as another encoding, “sÃ³” for “só”) is not done.
  ///
  /// Reference: `open_clip.tokenizer.SimpleTokenizer`.
  case openAI
}
