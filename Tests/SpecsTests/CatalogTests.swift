import Quantities
import Testing

@testable import Specs

@Suite("Catalogue")
struct CatalogTests {
  private let catalog = DefectTests.catalog
  private let good = "\(SourceFolders.fixtures)/good"

  @Test("A name that is not known is answered with the known ones, nearest first")
  func unknownName() {
    let shipped = SpecCatalog.ofSources()
    #expect {
      try shipped.board("u28")
    } throws: { error in
      guard case .unknownName("board", "u28", let known)? = error as? SpecError else {
        return false
      }
      return known.prefix(2) == ["u280", "u200"] || known.prefix(1) == ["u280"]
    }
  }

  @Test("The text about an unknown name lists names and says that a path works too")
  func unknownNameText() {
    let error = SpecError.unknownName(kind: "board", name: "nosuch", known: ["u50", "u200"])
    #expect(
      error.description
        == "no board named `nosuch`; known boards, nearest first: u50, u200; "
        + "or give a path to a .yaml file")
  }

  @Test("A user's own board is read by path and finds its own memory beside it")
  func ownBoard() throws {
    let board = try catalog.board("\(good)/own-board.yaml")
    #expect(board.memories.first?.device.name == "own-ddr")
    #expect(board.memories.first?.device.controller.writeBuffers == 1, "where none is named")
    #expect(board.memories.first?.peakBandwidth == Bandwidth(2 * 9.6e9))
    #expect(board.fabric.name == "small-fabric")
  }

  @Test("A user's own kernel is read by path")
  func ownKernel() throws {
    let triad = try catalog.kernel("\(good)/own-kernel.yaml").operation(named: "triad")
    #expect(triad?.expression == .add(.input("b"), .multiply(.scalar("s"), .input("c"))))
  }

  @Test("A path to a file that is not there is a finding that names the path")
  func missingFile() {
    #expect(throws: SpecError.self) { try catalog.board("nowhere/none.yaml") }
    let findings = catalog.check(files: ["nowhere/none.yaml"])
    #expect(findings.map(\.description) == ["nowhere/none.yaml: no such file. Check the path."])
  }

  @Test("A folder given by option is used, whatever is installed")
  func optionWins() throws {
    let found = try SpecCatalog.standard(boards: "\(good)/", kernels: good)
    #expect(found.boardsFolder == good)
    #expect(found.kernelsFolder == good)
  }

  @Test("A missing folder is reported with every place that was searched")
  func noFolder() {
    #expect {
      try SpecCatalog.standard(boards: "/nowhere/Boards", kernels: good)
    } throws: { error in
      "\(error)" == "no Boards folder found; searched: /nowhere/Boards; "
        + "name the folder with --boards"
    }
  }

  @Test("Data files are looked for beside the program first, then under share")
  func installedPlaces() {
    let places = SpecCatalog.installedPlaces(of: "Boards")
    #expect(places.first?.hasSuffix("/ferrule_Specs.resources/Boards") == true)
    #expect(places.last?.hasSuffix("/share/ferrule/Boards") == true)
    #expect(places.count == 2)
  }

  #if os(Linux)
    @Test("Without options the files beside the program are found")
    func besideProgram() throws {
      let found = try SpecCatalog.standard(boards: nil, kernels: nil)
      #expect(found.boardNames.contains("u280"))
      #expect(found.kernelNames.contains("stream"))
    }
  #endif

  @Test("A file of the catalogue must carry the name it is found by")
  func nameOfFile() {
    let misplaced = SpecCatalog(boardsFolder: DefectTests.folder, kernelsFolder: good)
    let findings = misplaced.check(files: ["\(DefectTests.folder)/unknown_key.yaml"])
    #expect(findings.contains { $0.keyPath == "name" && $0.message.contains("`unknown_key`") })
  }

  @Test(
    "The kind of a file follows from its keys",
    arguments: [
      (["regions", "clock", "name"], SpecKind.board), (["bus_bits", "capacity"], .memory),
      (["storage", "name"], .fabric), (["infrastructure", "operators"], .operators),
      (["structure", "types"], .kernel),
    ])
  func kindOfFile(keys: [String], kind: SpecKind) {
    #expect(SpecCatalog.kind(fromKeys: keys) == kind)
  }

  @Test("A file with nothing but common keys has no kind")
  func noKind() {
    #expect(SpecCatalog.kind(fromKeys: ["name", "title", "source", "evidence"]) == nil)
  }
}
