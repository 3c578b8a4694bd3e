// SPDX-License-Identifier: MIT

internal import CVips

/// A picture in libvips's hands: opened, or a step on its way to pixels.
///
/// It is released when it goes out of scope. Nothing is decoded before `pixels`. Steps return nil
/// where libvips fails.
struct VipsPicture: ~Copyable {
  private let image: OpaquePointer

  private init?(_ image: OpaquePointer?) {
    guard let image else { return nil }
    self.image = image
  }

  deinit { sb_vips_release(image) }

  /// Reads a picture's header.
  ///
  /// - Parameters:
  ///   - bytes: The file. Must stay until every picture made of it is gone.
  ///   - format: What it holds.
  ///   - reduction: What the decoder shall make smaller by itself.
  ///   - isLenient: Whether to make something of damaged data.
  init?(
    _ bytes: UnsafeRawBufferPointer,
    format: PhotoFormat,
    reduction: Reduction? = nil,
    isLenient: Bool
  ) {
    var source = sb_vips_source(
      reader: format.reader,
      bytes: bytes.baseAddress,
      size: bytes.count,
      shrink: Int32(reduction?.jpegShrink ?? 1),
      scale: 1 / Double(reduction?.webpDivisor ?? 1),
      is_lenient: isLenient
    )
    self.init(sb_vips_open(&source))
  }

  /// Pixels in a row.
  var width: Int { Int(sb_vips_width(image)) }

  /// Rows.
  var height: Int { Int(sb_vips_height(image)) }

  /// How to turn the stored picture upright.
  var orientation: Orientation {
    Orientation(rawValue: Int(sb_vips_orientation(image))) ?? .upright
  }

  /// Whether the picture is stored in several passes.
  var isInterlaced: Bool { sb_vips_is_interlaced(image) }

  /// Calls `body` with a block of metadata, which is empty if there is none.
  func withMetadata<Result>(
    _ kind: sb_vips_metadata,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    var size = 0
    let block = sb_vips_metadata_block(image, kind, &size)
    return body(UnsafeRawBufferPointer(start: block, count: block == nil ? 0 : size))
  }

  /// The picture in red, green and blue of eight bits, on white where it is transparent.
  ///
  /// - Parameters:
  ///   - hasAlpha: Whether a channel beyond the colours says how transparent the picture is.
  ///   - keepsProfile: Set to whether the colours are still those of the embedded profile.
  /// - Returns: The next step, or nil if libvips has no way to get there.
  func inRGB(hasAlpha: Bool, keepsProfile: inout Bool) -> VipsPicture? {
    VipsPicture(sb_vips_to_rgb8(image, hasAlpha, &keepsProfile))
  }

  /// A rectangle of the picture, in which it must lie.
  func cropped(to window: FramingPlan.Window) -> VipsPicture? {
    VipsPicture(
      sb_vips_crop(
        image,
        Int32(window.left),
        Int32(window.top),
        Int32(window.width),
        Int32(window.height)
      )
    )
  }

  /// The means of boxes.
  func shrunk(boxWidth: Int, boxHeight: Int) -> VipsPicture? {
    VipsPicture(sb_vips_shrink(image, Int32(boxWidth), Int32(boxHeight)))
  }

  /// Decodes an RGB picture, on the calling thread.
  func pixels() -> RGBImage? {
    let (width, height) = (width, height)
    let count = width * height * 3
    var succeeded = false
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      succeeded = sb_vips_read_rgb8(image, buffer.baseAddress)
      initializedCount = succeeded ? count : 0
    }
    return succeeded ? RGBImage(width: width, height: height, pixels: pixels) : nil
  }
}
