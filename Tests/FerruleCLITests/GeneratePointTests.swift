import Specs
import KernelIR
import ArgumentParser
import HLSGenerator
import Testing

@testable import FerruleCLI

@Suite("The design point of generate")
struct GeneratePointTests {
  private func point(_ flags: String) throws -> GeneratePoint {
    let words = flags.split(separator: " ").map(String.init)
    let command = try Generate.parse(["u280", "--kernel", "roofline"] + words + ["-o", "DIR"])
    return try GeneratePoint(command.design.sweep(), command: command)
  }

  @Test("Lists and flags that a run chooses are refused together")
  func refused() {
    #expect(
      message { _ = try point("--lanes 4,8 --passes 3 --size 1MiB") }
        == """
        --lanes: found a list, but generate writes one design; give one value
        --passes is chosen when the build runs; leave it out
        --size is chosen when the build runs; leave it out
        """)
  }

  @Test("The design holds what the flags ask for")
  func design() throws {
    let design = try point("--type f64 --lanes 4 --chain 3 --compute-units 2").design(
      board: ShippedSpecs.catalog.board("u280"), kernel: ShippedSpecs.catalog.kernel("roofline"),
      ShippedSpecs.catalog)
    #expect(design.design.lanes == 4 && design.design.chain == 3)
    #expect(design.design.elementType == .f64 && design.design.computeUnits == 2)
  }

  @Test("The command that recreates the files names no folder of this machine")
  func recreation() throws {
    let command = try Generate.parse([
      "/home/me/u280.yaml", "--kernel", "./roofline.yaml", "--clock", "250 MHz", "--set",
      "tile_beats=1024",
      "-o", "/home/me/build",
    ])
    let design = try GeneratePoint(command.design.sweep(), command: command).design(
      board: ShippedSpecs.catalog.board("u280"), kernel: ShippedSpecs.catalog.kernel("roofline"),
      ShippedSpecs.catalog)
    #expect(
      design.command
        == "ferrule generate u280.yaml --kernel roofline.yaml --clock \"250 MHz\" "
        + "--set tile_beats=1024 -o DIR")
  }

  @Test("A flag that means nothing to the kernel is refused")
  func vain() throws {
    let command = try Generate.parse(["u280", "--kernel", "stream", "--chain", "3", "-o", "DIR"])
    let point = try GeneratePoint(command.design.sweep(), command: command)
    let text = message {
      _ = try point.design(
        board: ShippedSpecs.catalog.board("u280"), kernel: ShippedSpecs.catalog.kernel("stream"),
        ShippedSpecs.catalog)
    }
    #expect(text?.hasPrefix("--chain changes nothing for stream") == true)
  }
}
