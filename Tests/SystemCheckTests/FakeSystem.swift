import Foundation
import SystemCheck
import Synchronization

/// A machine made of words: files, links, programs.
final class FakeSystem: SystemProbe {
  let environment: [String: String]
  private let files: Mutex<[String: String]>
  private let links: [String: String]
  private let forbidden: Set<String>
  private let answer: @Sendable ([String]) -> (CommandAnswer, [String: String])?

  /// - Parameters:
  ///   - environment: Environment variables.
  ///   - files: Text by path.
  ///   - links: Where links lead, by path; other paths lead to themselves.
  ///   - forbidden: Paths that this user may not write.
  ///   - answer: What a program answers, and the files that it writes.
  init(
    environment: [String: String] = [:], files: [String: String] = [:],
    links: [String: String] = [:], forbidden: Set<String> = [],
    answer: @escaping @Sendable ([String]) -> (CommandAnswer, [String: String])? = { _ in nil }
  ) {
    self.environment = environment
    self.files = Mutex(files)
    self.links = links
    self.forbidden = forbidden
    self.answer = answer
  }

  func contents(_ path: String) -> String? { files.withLock { $0[path] } }

  func entries(_ folder: String) -> [String] {
    let names = (files.withLock { Array($0.keys) } + links.keys).compactMap { path -> String? in
      guard path.hasPrefix(folder + "/") else { return nil }
      return path.dropFirst(folder.count + 1).split(separator: "/").first.map(String.init)
    }
    return Set(names).sorted()
  }

  func exists(_ path: String) -> Bool { contents(path) != nil || links[path] != nil }

  func resolved(_ path: String) -> String? {
    if let end = links[path] { return end }
    return contents(path) == nil ? nil : path
  }

  func mayUse(_ path: String) -> Bool { !forbidden.contains(path) }

  func run(_ words: [String], seconds: Double) -> CommandAnswer? {
    guard let (answer, written) = answer(words) else { return nil }
    files.withLock { $0.merge(written) { $1 } }
    return answer
  }
}

/// Parts of machines.
enum Machines {
  static let library = "/opt/xilinx/xrt/lib"

  /// XRT as the vendor's package installs it, with setup.sh sourced.
  static let vendorXRT: [String: String] = [
    "\(library)/libxrt_coreutil.so.2": "", "\(library)/libxrt_core.so.2": "",
    "\(library)/libxrt_swemu.so.2": "",
  ]
  static let vendorLinks = [
    "\(library)/libxrt_coreutil.so.2": "\(library)/libxrt_coreutil.so.2.16.204"
  ]
  static let vendorEnvironment = ["XILINX_XRT": "/opt/xilinx/xrt", "PATH": "/opt/xilinx/xrt/bin"]

  /// A card with both functions.
  static func card(ready: String = "0x1", platform: String = "xilinx_u280_gen3x16_xdma_base_1")
    -> [String: String]
  {
    let root = "/sys/bus/pci/devices"
    return [
      "\(root)/0000:00:01.0/vendor": "0x8086\n",
      "\(root)/0000:3b:00.0/vendor": "0x10ee\n",
      "\(root)/0000:3b:00.1/vendor": "0x10ee\n",
      "\(root)/0000:3b:00.1/ready": ready + "\n",
      "\(root)/0000:3b:00.1/rom.u.19922944/VBNV": platform + "\n",
      "\(root)/0000:3b:00.1/drm/renderD128/dev": "226:128\n",
    ]
  }
  static let drivers = [
    "/sys/bus/pci/devices/0000:3b:00.0/driver": "/sys/bus/pci/drivers/xclmgmt",
    "/sys/bus/pci/devices/0000:3b:00.1/driver": "/sys/bus/pci/drivers/xocl",
  ]
}
