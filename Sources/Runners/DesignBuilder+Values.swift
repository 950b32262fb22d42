import Quantities

/// Reads one value at a time; `nil` is a value that is not given or is wrong.
extension DesignBuilder {
  mutating func set(_ target: inout Int, _ key: DesignKey) {
    if let value = count(key) { target = value }
  }

  mutating func count(_ key: DesignKey) -> Int? {
    guard let text = values[key] else { return nil }
    if let value = Int(text), value > 0, value <= 1 << 48 { return value }
    mistakes.append("\(label(key)): found \"\(text)\", expected a positive whole number")
    return nil
  }

  mutating func byteCount(_ key: DesignKey) -> Int? {
    guard let text = values[key] else { return nil }
    do {
      let value = try ByteCount(parsing: text).value
      if (1...(1 << 48)).contains(value) { return value }
      mistakes.append("\(label(key)): found \"\(text)\", expected 1 B to 256 TiB")
    } catch {
      mistakes.append("\(label(key)): \(error)")
    }
    return nil
  }

  mutating func quantity<Value: Quantity>(_ key: DesignKey) -> Value? {
    guard let text = values[key] else { return nil }
    do { return try Value(parsing: text) } catch { mistakes.append("\(label(key)): \(error)") }
    return nil
  }

  mutating func choice<Value: RawRepresentable & CaseIterable>(
    _ key: DesignKey
  ) -> Value? where Value.RawValue == String {
    guard let text = values[key] else { return nil }
    if let value = Value(rawValue: text) { return value }
    let known = NearestNames.sorted(Value.allCases.map(\.rawValue), to: text)
    let line = "\(label(key)): found \"\(text)\", expected one of \(known.joined(separator: ", "))"
    if !mistakes.contains(line) { mistakes.append(line) }
    return nil
  }
}
