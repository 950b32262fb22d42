import Quantities

/// Sizes of a call that predictions are made for: doublings from one size to another, both included.
package struct SizeSweep: Hashable, Sendable {
  /// Why a text is no range of sizes.
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The whole finding in one line.
    package var description: String
  }

  /// Bytes, ascending, at least two.
  package let sizes: [Double]

  /// Reads `size=FROM..TO`, e.g. `size=1KiB..1GiB`.
  ///
  /// - Throws: ``Failure`` with what was found and what was expected.
  package init(parsing text: String) throws(Failure) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "size", let dots = parts[1].firstRange(of: "..") else {
      throw Self.failure(text, "expected size=FROM..TO, e.g. size=1KiB..1GiB")
    }
    let first = try Self.bytes(String(parts[1][..<dots.lowerBound]), text)
    let last = try Self.bytes(String(parts[1][dots.upperBound...]), text)
    guard 0 < first, first < last else {
      throw Self.failure(
        text,
        "found \(ByteCount(first)) to \(ByteCount(last)), expected a size from 1 B to a larger one")
    }
    var sizes: [Double] = []
    var size = Double(first)
    while size < Double(last) {
      sizes.append(size)
      size *= 2
    }
    self.sizes = sizes + [Double(last)]
  }

  private static func bytes(_ text: String, _ whole: String) throws(Failure) -> Int {
    do throws(QuantityError) {
      return try ByteCount(parsing: text).value
    } catch {
      throw failure(whole, "\(error)")
    }
  }

  private static func failure(_ text: String, _ words: String) -> Failure {
    Failure(description: "--sweep \(text): \(words)")
  }
}
