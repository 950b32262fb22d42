import Quantities

extension BoardSpec {
  static let keys = [
    "name", "title", "part", "platforms", "regions", "utilisation", "clock", "memories",
    "host_link", "fabric", "operators", "source", "evidence",
  ]

  /// Reads `Boards/<name>.yaml` and the files it refers to; `nil` when there are findings.
  init?(_ yaml: YAMLMapping, parts: BoardParts) {
    yaml.expectKeys(Self.keys)
    let name = yaml.name("name")
    let title = yaml.text("title")
    let part = yaml.text("part")
    let platforms = yaml.texts("platforms")
    let regions = Self.regions(in: yaml)
    let utilisation = yaml.mapping("utilisation").flatMap { UtilisationLimits($0) }
    let clock = yaml.mapping("clock").flatMap { ClockSpec($0) }
    let memories = Self.memories(in: yaml, regions: regions?.count, parts: parts)
    let hostLink = yaml.mapping("host_link").flatMap { HostLinkSpec($0) }
    let fabric = parts.fabric(yaml, "fabric")
    let operators = parts.operators(yaml, "operators")
    let provenance = yaml.provenance()
    guard let name, let title, let part, let platforms, let regions, let utilisation, let clock,
      let memories, let hostLink, let fabric, let operators, let provenance
    else { return nil }
    self.init(
      name: name, title: title, part: part, platforms: platforms, regions: regions,
      utilisation: utilisation, clock: clock, memories: memories, hostLink: hostLink,
      fabric: fabric, operators: operators, provenance: provenance)
  }

  private static func regions(in yaml: YAMLMapping) -> [SuperLogicRegion]? {
    guard let blocks = yaml.mappings("regions") else { return nil }
    let regions = blocks.map { ($0, SuperLogicRegion($0)) }
    YAMLMapping.expectUnique(regions.map { ($0.0, $0.1?.name) }, key: "name")
    return regions.compactMap(\.1)
  }

  private static func memories(
    in yaml: YAMLMapping, regions: Int?, parts: BoardParts
  ) -> [BoardMemory]? {
    guard let blocks = yaml.mappings("memories") else { return nil }
    let memories = blocks.map { ($0, BoardMemory($0, regions: regions, parts: parts)) }
    YAMLMapping.expectUnique(memories.map { ($0.0, $0.1?.name) }, key: "name")
    return memories.compactMap(\.1)
  }
}

extension SuperLogicRegion {
  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(["name"] + ResourceCount.keys + ["source", "evidence"])
    let name = yaml.text("name")
    let resources = ResourceCount(yaml)
    let provenance = yaml.provenance()
    guard let name, let resources, let provenance else { return nil }
    self.init(name: name, resources: resources, provenance: provenance)
  }
}

extension UtilisationLimits {
  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(ResourceCount.keys + ["source", "evidence"])
    let shares = ResourceKind.allCases.map { ($0, yaml.share($0.rawValue)) }
    let provenance = yaml.provenance()
    guard let provenance else { return nil }
    var limits: [ResourceKind: Double] = [:]
    for (kind, share) in shares { limits[kind] = share }
    guard limits.count == shares.count else { return nil }
    self.init(limits: limits, provenance: provenance)
  }
}

extension ClockSpec {
  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(["default", "maximum", "source", "evidence"])
    let usual = yaml.quantity("default", as: Frequency.self)
    let maximum = yaml.quantity("maximum", as: Frequency.self)
    let provenance = yaml.provenance()
    guard let usual, let maximum, let provenance else { return nil }
    guard usual <= maximum else {
      yaml.report(
        "default", found: "`\(usual)`", expected: "at most the maximum of \(maximum)",
        advice: "Lower the default or correct the maximum.")
      return nil
    }
    self.init(default: usual, maximum: maximum, provenance: provenance)
  }
}

extension HostLinkSpec {
  private static let keys = [
    "title", "host_to_device", "device_to_host", "latency", "launch_overhead", "peak", "source",
    "evidence",
  ]

  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(Self.keys)
    let title = yaml.text("title")
    let hostToDevice = yaml.quantity("host_to_device", as: Bandwidth.self)
    let deviceToHost = yaml.quantity("device_to_host", as: Bandwidth.self)
    let latency = yaml.quantityOrZero("latency", as: TimeSpan.self)
    let launchOverhead = yaml.quantityOrZero("launch_overhead", as: TimeSpan.self)
    let peak = yaml.quantity("peak", as: Bandwidth.self)
    let provenance = yaml.provenance()
    guard let title, let hostToDevice, let deviceToHost, let latency, let launchOverhead,
      let peak, let provenance
    else { return nil }
    for (key, rate) in [("host_to_device", hostToDevice), ("device_to_host", deviceToHost)]
    where rate > peak {
      yaml.report(
        key, found: "`\(rate)`", expected: "at most the peak of \(peak)",
        advice: "Correct the rate or the peak.")
    }
    self.init(
      title: title, hostToDevice: hostToDevice, deviceToHost: deviceToHost, latency: latency,
      launchOverhead: launchOverhead, peak: peak, provenance: provenance)
  }
}
