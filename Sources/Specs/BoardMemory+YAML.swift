import Yams

extension BoardMemory {
  private static let keys = [
    "name", "connectivity_tag", "device", "channels", "channel_regions", "maximum_ports",
    "source", "evidence",
  ]

  /// `regions` is the number of regions of the board, `nil` when the file leaves it open.
  init?(_ yaml: YAMLMapping, regions: Int?, parts: BoardParts) {
    yaml.expectKeys(Self.keys)
    let name = yaml.name("name")
    let tag = yaml.identifier("connectivity_tag")
    let device = parts.memory(yaml, "device")
    let channels = yaml.count("channels", in: YAMLMapping.channelCount)
    let channelRegions = yaml.channelRegions(channels: channels, regions: regions)
    let maximumPorts = yaml.count("maximum_ports", in: YAMLMapping.channelCount)
    let provenance = yaml.provenance()
    guard let name, let tag, let device, let channels, let channelRegions, let maximumPorts,
      let provenance
    else { return nil }
    self.init(
      name: name, connectivityTag: tag, device: device, channels: channels,
      channelRegions: channelRegions, maximumPorts: maximumPorts, provenance: provenance)
  }
}

extension YAMLMapping {
  fileprivate static var channelCount: ClosedRange<Int> { 1...4096 }

  /// One region index per channel, written as a list, or as one number for all channels.
  fileprivate func channelRegions(channels: Int?, regions: Int?) -> [Int]? {
    let expected = "one region index per channel, or one for all channels"
    guard let node = required("channel_regions", expected: expected) else { return nil }
    if case .scalar = node {
      let region = count("channel_regions", in: 0...(max(regions ?? 64, 1) - 1))
      guard let region, let channels else { return nil }
      return Array(repeating: region, count: channels)
    }
    guard let texts = texts("channel_regions") else { return nil }
    let indices = texts.enumerated().compactMap { regionIndex($0.element, at: $0.offset, regions) }
    guard indices.count == texts.count else { return nil }
    guard let channels else { return nil }
    guard indices.count == channels else {
      report(
        "channel_regions", found: "a list of \(indices.count)",
        expected: "a list of \(channels), one per channel",
        advice: "Write one region index for each channel, or one number for all.")
      return nil
    }
    return indices
  }

  private func regionIndex(_ text: String, at entry: Int, _ regions: Int?) -> Int? {
    let count = max(regions ?? 64, 1)
    if let index = Int(text), (0..<count).contains(index) { return index }
    report(
      "channel_regions", entry: entry, found: "`\(text)`",
      expected: "the index of a region, 0 to \(count - 1)",
      advice: "Count the regions of this file from 0.")
    return nil
  }
}
