import Quantities

/// One column of `schema=ferrule-1`: its name, and how a row gives and takes its field.
package struct MeasurementColumn: Sendable {
  /// What a column does for a row.
  enum Role: Sendable {
    /// The name of the schema itself.
    case schema
    /// A value of the row; the closure says whether the bytes, which are not empty, were one.
    case stored(@Sendable (ArraySlice<UInt8>, inout Measurement) -> Bool)
    /// Written for people and recomputed by readers; the closure computes it.
    case derived(@Sendable (Measurement) -> Double?)
  }

  /// What a field holds, for readers that want to know without making a row.
  enum Content: Sendable {
    case schema
    case text
    /// A whole number.
    case count
    /// A number, 0 or above.
    case seconds
    /// A number above 0.
    case quantity
    /// One of some words.
    case choice([String])
    case derived
  }

  /// The name in the header.
  package let name: String
  /// What a field holds.
  let content: Content
  /// What a field has to be, for messages.
  let expected: String
  let role: Role
  /// The field of a row as text; empty when not known.
  package let text: @Sendable (Measurement) -> String
}

extension MeasurementColumn {
  static func text(
    _ name: String, _ get: @escaping @Sendable (Measurement) -> String,
    _ set: @escaping @Sendable (inout Measurement, String) -> Void
  ) -> Self {
    Self(
      name: name, content: .text, expected: "text",
      role: .stored { bytes, row in
        set(&row, String(decoding: bytes, as: UTF8.self))
        return true
      },
      text: { get($0) })
  }

  static func count(
    _ name: String, _ get: @escaping @Sendable (Measurement) -> Int?,
    _ set: @escaping @Sendable (inout Measurement, Int) -> Void
  ) -> Self {
    Self(
      name: name, content: .count, expected: "a whole number from 0 to 9223372036854775807",
      role: .stored { bytes, row in
        guard let value = FieldText.wholeNumber(bytes) else { return false }
        set(&row, value)
        return true
      },
      text: { get($0).map(String.init) ?? "" })
  }

  static func seconds(
    _ name: String, _ get: @escaping @Sendable (Measurement) -> Double?,
    _ set: @escaping @Sendable (inout Measurement, Double) -> Void
  ) -> Self {
    Self(
      name: name, content: .seconds, expected: "a finite number of seconds, not negative",
      role: .stored { bytes, row in
        guard let value = FieldText.number(bytes), value >= 0 else { return false }
        set(&row, value)
        return true
      },
      text: { get($0).map(CSVWriter.number) ?? "" })
  }

  static func quantity<Kind: Quantity>(
    _ name: String, _ get: @escaping @Sendable (Measurement) -> Kind?,
    _ set: @escaping @Sendable (inout Measurement, Kind) -> Void
  ) -> Self {
    Self(
      name: name, content: .quantity, expected: "a finite number above 0 in \(Kind.unitSymbol)",
      role: .stored { bytes, row in
        guard let value = FieldText.number(bytes), value > 0 else { return false }
        set(&row, Kind(value))
        return true
      },
      text: { get($0).map { CSVWriter.number($0.value) } ?? "" })
  }

  static func choice<Choice>(
    _ name: String, _ get: @escaping @Sendable (Measurement) -> Choice,
    _ set: @escaping @Sendable (inout Measurement, Choice) -> Void
  ) -> Self where Choice: RawRepresentable<String> & CaseIterable & SendableMetatype {
    Self(
      name: name, content: .choice(Choice.allCases.map(\.rawValue)),
      expected: words(of: Choice.self),
      role: .stored { bytes, row in
        guard let value = choice(bytes, as: Choice.self) else { return false }
        set(&row, value)
        return true
      },
      text: { get($0).rawValue })
  }

  static func optionalChoice<Choice>(
    _ name: String, _ get: @escaping @Sendable (Measurement) -> Choice?,
    _ set: @escaping @Sendable (inout Measurement, Choice) -> Void
  ) -> Self where Choice: RawRepresentable<String> & CaseIterable & SendableMetatype {
    Self(
      name: name, content: .choice(Choice.allCases.map(\.rawValue)),
      expected: words(of: Choice.self),
      role: .stored { bytes, row in
        guard let value = choice(bytes, as: Choice.self) else { return false }
        set(&row, value)
        return true
      },
      text: { get($0)?.rawValue ?? "" })
  }

  static func derived(
    _ name: String, _ value: @escaping @Sendable (Measurement) -> Double?
  ) -> Self {
    Self(
      name: name, content: .derived, expected: "a finite number", role: .derived(value),
      text: { value($0).map(CSVWriter.number) ?? "" })
  }

  private static func choice<Choice: RawRepresentable<String>>(
    _ bytes: ArraySlice<UInt8>, as _: Choice.Type
  ) -> Choice? {
    Choice(rawValue: String(decoding: FieldText.trimmed(bytes), as: UTF8.self))
  }

  private static func words<Choice: RawRepresentable<String> & CaseIterable>(
    of _: Choice.Type
  ) -> String {
    let words = Choice.allCases.map(\.rawValue)
    return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }
}
