extension KernelSpec {
  static let keys = [
    "name", "title", "structure", "operations", "types", "schedules", "check", "literature",
    "source", "evidence",
  ]

  /// Reads `Kernels/<name>.yaml`; `nil` when the reader has findings about it.
  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(Self.keys)
    let name = yaml.name("name")
    let title = yaml.text("title")
    let structure = yaml.choice("structure", of: KernelStructure.self)
    let types = yaml.choices("types", of: ElementType.self)
    let schedules = yaml.choices("schedules", of: KernelSchedule.self)
    let operations = Self.operations(in: yaml, structure: structure, types: types ?? [])
    let check = yaml.text("check")
    let literature = yaml.texts("literature")
    let provenance = yaml.provenance()
    guard let name, let title, let structure, let operations, let types, let schedules,
      let check, let literature, let provenance
    else { return nil }
    self.init(
      name: name, title: title, structure: structure, operations: operations, types: types,
      schedules: schedules, check: check, literature: literature, provenance: provenance)
  }

  private static func operations(
    in yaml: YAMLMapping, structure: KernelStructure?, types: [ElementType]
  ) -> [KernelOperation]? {
    guard let blocks = yaml.mappings("operations") else { return nil }
    let operations = blocks.map { block in
      (block, KernelOperation(block, structure: structure, types: types))
    }
    YAMLMapping.expectUnique(operations.map { ($0.0, $0.1?.name) }, key: "name")
    return operations.compactMap(\.1)
  }
}

extension KernelStructure {
  /// The operation names that the structure is built for; `nil` where a file is free to choose.
  var operationNames: [String]? {
    switch self {
    case .roofline: ArithmeticOperator.allCases.map(\.rawValue)
    case .gemm: ["multiply"]
    case .lu: ["diagonal", "top", "left", "inner"]
    case .spmv: ["multiply"]
    case .symgs: ["sweep"]
    case .nbody: ["accelerations"]
    case .ptrans: ["transpose"]
    case .stencil: ["jacobi2d", "jacobi3d", "conv2d"]
    case .latticeBoltzmann: ["d2q9"]
    case .fft: ["forward", "inverse"]
    case .memoryProbe, .onChip: ["read", "write", "read-write"]
    case .elementwise, .recurrence, .reduction: nil
    case .pointerChase: ["read"]
    case .randomAccess: ["update"]
    }
  }
}
