/// A function of a card on the PCI bus, as the kernel of the operating system shows it.
package struct Card: Hashable, Sendable {
  /// Domain, bus, device and function, as `0000:3b:00.1`.
  package let address: String
  /// The driver that has it; `nil` when none does.
  package let driver: String?
  /// The platform that it runs (vendor, board, name, version); `nil` when it is not told.
  package let platform: String?
  /// Whether XRT's driver says that it can be used; `nil` when it does not say.
  package let isReady: Bool?
  /// The device node through which programs reach it, as `/dev/dri/renderD128`.
  package let node: String?

  /// The vendor's number on the PCI bus (`XILINX_ID` in XRT's `pcidev.h`).
  package static let vendor = "0x10ee"
  /// Where the operating system lists PCI functions.
  private static let root = "/sys/bus/pci/devices"

  /// All functions of cards of this vendor.
  package static func all(_ system: some SystemProbe) -> [Card] {
    system.entries(root).filter { system.line("\(root)/\($0)/vendor")?.lowercased() == vendor }
      .map { Card(address: $0, system) }
  }

  private init(address: String, _ system: some SystemProbe) {
    let folder = "\(Self.root)/\(address)"
    self.address = address
    driver = system.resolved("\(folder)/driver").flatMap { $0.split(separator: "/").last }
      .map(String.init)
    // The ROM of the platform is a sub-device: XRT finds its folder by the start of its name.
    let rom = system.entries(folder).first { $0.hasPrefix("rom.") }
    platform = rom.flatMap { system.line("\(folder)/\($0)/VBNV") }
    isReady = system.line("\(folder)/ready").map { $0 == "1" || $0 == "0x1" }
    node = system.entries("\(folder)/drm").first { $0.hasPrefix("renderD") }.map {
      "/dev/dri/\($0)"
    }
  }

  /// Whether programs run kernels through this function; cards have another one for management.
  package var isForUsers: Bool { driver == "xocl" || node != nil }
  /// Whether it is the function for management.
  package var isForManagement: Bool { driver == "xclmgmt" }
}

/// The cards on the PCI bus: driver, readiness, permissions.
struct CardCheck<System: SystemProbe> {
  let system: System

  var findings: [Finding] {
    let cards = Card.all(system)
    guard !cards.isEmpty else {
      return [
        Finding(
          "cards", .note, "no card of vendor \(Card.vendor) on the PCI bus",
          advice: """
            in a virtual machine or container, pass the card through (--device /dev/dri/renderD128); \
            the model (--runner model) needs none
            """)
      ]
    }
    return cards.flatMap(findings)
  }

  private func findings(_ card: Card) -> [Finding] {
    let topic = "card \(card.address)"
    if card.isForManagement {
      return [Finding(topic, .fine, "management function, driver xclmgmt")]
    }
    guard card.isForUsers else {
      let driver = card.driver.map { "driver \($0)" } ?? "no driver"
      return [
        Finding(
          topic, .warning, "\(driver), expected xocl",
          advice: """
            load XRT's driver (modprobe xocl; dkms status xrt tells whether it was built for this \
            kernel), unless the card is used through another one on purpose
            """)
      ]
    }
    return [state(card, topic), permission(card, topic)].compactMap(\.self)
  }

  private func state(_ card: Card, _ topic: String) -> Finding {
    let platform = card.platform.map { "platform \($0)" } ?? "platform not told"
    guard card.isReady != false else {
      return Finding(
        topic, .problem, "\(platform), not ready",
        advice: """
          xbmgmt examine tells whether the platform on the card is the one that is installed; program \
          it with xbmgmt program --base, then a cold restart
          """)
    }
    return Finding(topic, .fine, "\(platform), driver \(card.driver ?? "unknown")")
  }

  private func permission(_ card: Card, _ topic: String) -> Finding? {
    guard let node = card.node, !system.mayUse(node) else { return nil }
    let user = system.environment["USER"].flatMap { $0.isEmpty ? nil : $0 } ?? "$USER"
    return Finding(
      topic, .problem, "\(node) may not be read and written by this user",
      advice: "add the user to the group of the file (ls -l \(node)), as in: "
        + "sudo usermod -aG render \(user); then log in again")
  }
}
