import KernelIR
import Quantities
import Specs

/// Every reason why Bambu cannot express a design.
struct BambuCheck {
  let names: KernelNames

  private var program: KernelProgram { names.program }

  var reasons: [String] {
    let design = names.design
    var reasons =
      NameCheck(names: names, reserved: Self.reserved).reasons
      + ConstantCheck(design: design).reasons + SequentialKernel.reasons(program)
    if program.elementType == .f16 {
      reasons.append("Bambu has no operators of f16; use f32")
    }
    reasons += BambuForm.reasons(design)
    if design.design.computeUnits > 1 {
      reasons.append(
        "Bambu makes one circuit and links no copies; found \(design.design.computeUnits) compute "
          + "units, expected 1")
    }
    if design.board.part.split(separator: "-").count < 3 {
      reasons.append(
        "\(design.board.name) has the part `\(design.board.part)`, which is no name of AMD's; "
          + "Bambu's device follows from one like xcu280-fsvh2892-2L-e")
    }
    return reasons
  }

  private static let reserved =
    "inline restrict memcpy memset printf compare main expected allowed"
    .split { $0.isWhitespace }.map(String.init)
}
