public import Specs

/// The contents of input arrays: the same in the interpreter, in testbenches and on devices.
///
/// Element i of input j is `1 + ((i + 7·j) mod 61) / 64` for floats (exact in half precision,
/// between 1 and 2) and `(i + 7·j) mod 61 · 3 + 1` for integers: never zero, and of a period that
/// is coprime to every power of two, so that misplaced beats and lanes show.
public enum TestData {
  /// The period of the contents in elements.
  public static let period = 61
  /// The offset between one input array and the next.
  public static let arrayOffset = 7

  /// One element of an input array.
  public static func element<Element: KernelElement>(
    _ index: Int, array: Int, type: ElementType
  ) -> Element {
    let phase = (index % period + array * arrayOffset) % period
    return .element(type.isFloat ? 1 + Double(phase) / 64 : Double(phase * 3 + 1))
  }
}
