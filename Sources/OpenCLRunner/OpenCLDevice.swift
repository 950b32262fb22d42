import COpenCL

/// A device of an OpenCL platform, as it tells of itself.
package struct OpenCLDevice: Hashable, Sendable, Codable {
  /// Position among the devices of all platforms together, from 0.
  package var index: Int
  /// The platform's name.
  package var platform: String
  /// The device's name.
  package var name: String
  /// Its compute units; `nil` when not told.
  package var computeUnits: Int?
  /// Bytes of its memory; `nil` when not told.
  package var memoryBytes: Int?
  /// The largest buffer it makes, in bytes; `nil` when not told.
  package var largestBuffer: Int?

  /// The name in the column `board`: lower case, words joined by hyphens.
  package var boardName: String {
    let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "opencl" : words.prefix(6).joined(separator: "-")
  }
}

/// The library, loaded.
struct OpenCLLibrary {
  /// What is loaded unless another path is named.
  static let usualPath = "libOpenCL.so.1"

  /// Loads it; the path may be a name that the system's loader finds.
  ///
  /// - Throws: ``OpenCLFailure`` with the loader's words.
  init(_ path: String) throws(OpenCLFailure) {
    if let reason = copencl_load(path) { throw OpenCLFailure(String(cString: reason)) }
  }

  /// Every device of every platform with its handle; none without a platform.
  func devices() throws(OpenCLFailure) -> [(device: OpenCLDevice, handle: UnsafeMutableRawPointer)]
  {
    var found: [(device: OpenCLDevice, handle: UnsafeMutableRawPointer)] = []
    for platform in try handles("clGetPlatformIDs", { copencl_platforms($0, $1, $2) }) {
      let platformName = text { copencl_platform_info(platform, 0x0902, $0, $1, $2) }
      let all: UInt64 = 0xFFFF_FFFF
      for device in try handles(
        "clGetDeviceIDs", { copencl_devices(platform, all, $0, $1, $2) })
      {
        found.append((describe(device, index: found.count, platformName), device))
      }
    }
    return found
  }

  private func describe(
    _ device: UnsafeMutableRawPointer, index: Int, _ platform: String
  ) -> OpenCLDevice {
    var units: UInt32 = 0
    var memory: UInt64 = 0
    var buffer: UInt64 = 0
    let hasUnits = copencl_device_info(device, 0x1002, 4, &units, nil) == 0
    let hasMemory = copencl_device_info(device, 0x101F, 8, &memory, nil) == 0
    let hasBuffer = copencl_device_info(device, 0x1010, 8, &buffer, nil) == 0
    return OpenCLDevice(
      index: index, platform: platform,
      name: text { copencl_device_info(device, 0x102B, $0, $1, $2) },
      computeUnits: hasUnits ? Int(units) : nil,
      memoryBytes: hasMemory ? Int(clamping: memory) : nil,
      largestBuffer: hasBuffer ? Int(clamping: buffer) : nil)
  }

  /// Handles that a call counts first and gives then; a platform without devices has none.
  private func handles(
    _ call: String,
    _ ask: (UInt32, UnsafeMutablePointer<UnsafeMutableRawPointer?>?, UnsafeMutablePointer<UInt32>?)
      -> Int32
  ) throws(OpenCLFailure) -> [UnsafeMutableRawPointer] {
    var count: UInt32 = 0
    var code = ask(0, nil, &count)
    if code == -1 || code == -1001 { return [] }
    guard code == 0, count <= 1024 else { throw OpenCLFailure(call, code) }
    var found = [UnsafeMutableRawPointer?](repeating: nil, count: Int(count))
    if count > 0 { code = ask(count, &found, nil) }
    guard code == 0 else { throw OpenCLFailure(call, code) }
    return found.compactMap(\.self)
  }

  private func text(
    _ ask: (Int, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int>?) -> Int32
  ) -> String {
    var bytes = [UInt8](repeating: 0, count: 1024)
    guard ask(bytes.count, &bytes, nil) == 0 else { return "" }
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      .split(separator: " ").joined(separator: " ")
  }
}
