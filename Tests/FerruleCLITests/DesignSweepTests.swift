import Runners
import Testing

@testable import FerruleCLI

@Suite("Sweeps over design-point flags")
struct DesignSweepTests {
  @Test("A list makes one point per value, the last flag varying fastest")
  func product() throws {
    let sweep = try DesignSweep([
      DesignSweep.Axis(.type, list: "f32,f64"), DesignSweep.Axis(.lanes, list: "4, 8"),
    ])
    let points = sweep.points.map { [$0[.type], $0[.lanes]].compactMap { $0 } }
    #expect(points == [["f32", "4"], ["f32", "8"], ["f64", "4"], ["f64", "8"]])
    #expect(sweep.has(.lanes) && !sweep.has(.chain))
  }

  @Test("No flags are one point with every default")
  func none() throws {
    #expect(try DesignSweep([]).points == [[:]])
  }

  @Test("--set takes a known key and a list", arguments: ["tap=1,2", "tile_beats=512"])
  func setting(_ text: String) throws {
    let axis = try DesignSweep.Axis(setting: text)
    #expect(DesignKey.settings.contains(axis.key) && axis.key.flag.hasPrefix("--set "))
  }

  @Test("A setting without a value or with an unknown key says which keys exist, nearest first")
  func wrongSettings() {
    let names = DesignKey.settings.map(\.rawValue)
    #expect(
      message { _ = try DesignSweep.Axis(setting: "tap") }
        == "--set: found \"tap\", expected key=value with a key of "
        + names.joined(separator: ", "))
    let unknown = message { _ = try DesignSweep.Axis(setting: "tile_beat=4") } ?? ""
    #expect(
      unknown.hasPrefix(
        "--set: no setting named \"tile_beat\"; known settings, nearest first: tile_beats"))
    #expect(names.allSatisfy(unknown.contains))
  }

  @Test("An empty value between commas is refused", arguments: ["", "4,", ",4", "4,,8"])
  func emptyValue(_ list: String) {
    #expect(
      message { _ = try DesignSweep.Axis(.lanes, list: list) }
        == "--lanes: found \"\(list)\", expected a value or a comma-separated list of values")
  }

  @Test("A flag that is given twice is refused")
  func twice() throws {
    let axis = try DesignSweep.Axis(.lanes, list: "4")
    #expect(
      message { _ = try DesignSweep([axis, axis]) }
        == "--lanes is given more than once; give a list instead")
  }

  @Test("More than 100 000 points are refused before they are made")
  func tooMany() throws {
    let list = (1...400).map(String.init).joined(separator: ",")
    let axes = try [DesignKey.lanes, .chain].map { try DesignSweep.Axis($0, list: list) }
    #expect(message { _ = try DesignSweep(axes) } == "the lists make 160000 points; at most 100000")
  }
}

/// The message of the failure that work ends with; `nil` when it succeeds.
func message(_ work: () throws -> Void) -> String? {
  do {
    try work()
    return nil
  } catch {
    return CommandFailure(error)?.message ?? "\(error)"
  }
}
