/// Reads one record as a digest: most fields without leaving the bytes of the file.
struct DigestReader {
  private let plan: DigestPlan
  private var digest = MeasurementDigest()
  private var hasher = KeyHasher()

  /// Reads the current record, which has as many fields as the header.
  static func digest(of reader: CSVReader, by plan: DigestPlan) -> MeasurementDigest {
    var digesting = DigestReader(plan: plan)
    return reader.bytes.withUnsafeBufferPointer { digesting.read(reader, $0) }
  }

  private init(plan: DigestPlan) { self.plan = plan }

  private mutating func read(
    _ reader: CSVReader, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> MeasurementDigest {
    for step in plan.steps {
      let field = reader.fields[step.index]
      guard !field.range.isEmpty else { continue }
      guard field.hasDoubledQuotes else {
        take(UnsafeBufferPointer(rebasing: bytes[field.range]), step)
        continue
      }
      Array(reader.bytes(at: step.index)).withUnsafeBufferPointer { take($0, step) }
    }
    for (index, name) in plan.extras {
      name.withUnsafeBufferPointer { hasher.add($0) }
      Array(reader.bytes(at: index)).withUnsafeBufferPointer { hasher.add($0) }
    }
    hasher.add(UInt64(ResultEvidence.allCases.firstIndex(of: digest.evidence) ?? 0))
    digest.key = hasher.key
    return digest
  }

  private mutating func take(_ field: UnsafeBufferPointer<UInt8>, _ step: DigestPlan.Step) {
    switch step.reading {
    case .schema: checkSchema(field)
    case .text:
      hasher.add(step.column)
      hasher.add(field)
    case .count(let slot): takeCount(field, step, slot)
    case .seconds: takeSeconds(field)
    case .quantity(let slot): takeQuantity(field, step, slot)
    case .choice(let number, let verdict): takeChoice(field, step, number, verdict)
    case .derived(let rate): check(field, rate)
    }
  }

  private mutating func checkSchema(_ field: UnsafeBufferPointer<UInt8>) {
    if !field.elementsEqual(MeasurementSchema.name.utf8) { digest.needsVerdict = true }
  }

  // MARK: Numbers

  private mutating func takeCount(
    _ field: UnsafeBufferPointer<UInt8>, _ step: DigestPlan.Step, _ slot: DigestPlan.Slot?
  ) {
    guard let value = PlainNumber.whole(field) ?? slowly(field, FieldText.wholeNumber) else {
      return
    }
    if step.isIdentifying {
      hasher.add(step.column)
      hasher.add(UInt64(bitPattern: Int64(value)))
    }
    if let slot { keep(value, slot) }
  }

  private mutating func keep(_ value: Int, _ slot: DigestPlan.Slot) {
    switch slot {
    case .lanes: digest.lanes = value
    case .chain: digest.chain = value
    case .passes: digest.passes = value
    case .operations: digest.operations = value
    case .computeUnits: digest.computeUnits = value
    case .portBits: digest.portBits = value
    case .bytesRead: digest.bytesRead = value
    case .bytesWritten: digest.bytesWritten = value
    case .clock: break
    }
  }

  private mutating func takeSeconds(_ field: UnsafeBufferPointer<UInt8>) {
    guard let value = number(field) else { return }
    if value >= 0 { digest.seconds = value } else { digest.needsVerdict = true }
  }

  private mutating func takeQuantity(
    _ field: UnsafeBufferPointer<UInt8>, _ step: DigestPlan.Step, _ slot: DigestPlan.Slot?
  ) {
    guard let value = number(field) else { return }
    guard value > 0 else { return digest.needsVerdict = true }
    if step.isIdentifying {
      hasher.add(step.column)
      hasher.add(value.bitPattern)
    }
    if slot == .clock { digest.clock = value }
  }

  private mutating func number(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
    if let plain = PlainNumber.decimal(field), plain.isExact { return plain.value }
    return slowly(field, FieldText.number)
  }

  /// Reads a field as the parser does; one that is not blank and no such value needs its verdict.
  private mutating func slowly<Value>(
    _ field: UnsafeBufferPointer<UInt8>, _ read: (ArraySlice<UInt8>) -> Value?
  ) -> Value? {
    let bytes = Array(field)[...]
    if let value = read(bytes) { return value }
    if !FieldText.trimmed(bytes).isEmpty { digest.needsVerdict = true }
    return nil
  }

  // MARK: Words

  private mutating func takeChoice(
    _ field: UnsafeBufferPointer<UInt8>, _ step: DigestPlan.Step, _ number: Int,
    _ verdict: DigestPlan.Verdict?
  ) {
    if verdict == .evidence { digest.hasEvidence = true }
    let words = plan.words[number]
    let index =
      words.firstIndex { field.elementsEqual($0) }
      ?? slowly(field) { bytes in words.firstIndex { FieldText.trimmed(bytes).elementsEqual($0) } }
    guard let index else { return }
    switch verdict {
    case .evidence: digest.evidence = ResultEvidence.allCases[index]
    case .status: digest.status = RunStatus.allCases[index]
    case .resultCheck: digest.resultCheck = ResultCheck.allCases[index]
    case nil:
      hasher.add(step.column)
      hasher.add(UInt64(index))
    }
  }

  // MARK: Derived values

  /// Passes a derived field that is clearly within its 0.1 %.
  private mutating func check(_ field: UnsafeBufferPointer<UInt8>, _ rate: DigestPlan.Rate) {
    guard let found = PlainNumber.decimal(field), let expected = digest.value(of: rate),
      abs(found.value - expected) <= 0.000_999 * abs(expected)
    else { return digest.needsVerdict = true }
  }
}
