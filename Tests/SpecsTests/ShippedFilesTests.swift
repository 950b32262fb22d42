import Testing

@testable import Specs

@Suite("Shipped boards and kernels")
struct ShippedFilesTests {
  private let catalog = SpecCatalog.ofSources()

  @Test("Every shipped file is without mistakes")
  func everyFileChecks() {
    #expect(catalog.check(files: nil) == [])
  }
}
