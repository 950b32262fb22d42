import TestSupport
import Testing

@testable import FerruleCLI

@Suite(
  "What wrong input is answered with",
  .enabled(if: FerruleProcess.isBuilt, "no ferrule beside the test program"), .serialized)
struct MessageTests {
  /// Command lines whose answers do not depend on which boards and kernels are shipped.
  private static let commands: [String: [String]] = [
    "usage": [
      "nosuch", "bench", "bench u280 --suit quick", "bench u280 --repetitions x",
      "bench u280 --progress fast", "bench u280 --suite nosuch", "bench u280 --lanes 4",
      "bench u280 --suite quick --kernel stream", "bench u280 --suite host -o - --format json",
      "bench u280 --runner xrt --xrt ./nowhere", "bench u280 --runner rtx",
      "bench u280 --runner host --quick", "bench u280 --runner host", "bench host --runner xrt",
      "bench host --min-time 0", "bench host --kernel stream --memory ddr", "bench host --lanes 4",
      "bench host --suite onchip",
      "bench host --cc no-such-compiler", "bench u280 --runner opencl --suite quick",
      "bench u280 --binary x.aocx", "bench u280 --runner opencl --opencl ./no-such-library.so",
      "explain measured.csv 1 --all", "explain measured.csv first", "predict measured.csv",
      "plot measured.csv -o x.bmp", "plot measured.csv --kind stide",
      "plot measured.csv --kind energy", "plot measured.csv --width 0",
      "plot measured.csv --memory hbn --type f33", "generate u280 --kernel stream",
      "generate u280 --kernel stream --dialect vits -o design",
      "generate 520n --kernel stream -o design", "bench 520n --runner xrt",
      "xclbin make -o x.xclbin", "xclbin make --source a.cpp --board u280 -o x.xclbin",
      "xclbin make design --top f -o x.xclbin",
      "xclbin make --source a.cpp --top f --board u280 --interval 0 -o x.xclbin",
    ],
    "design": [
      "bench u280 --kernel stream --lanes x,0 --type f33 --clock 300 --size 1X --memory hbn",
      "bench u280 --kernel stream --passes 3 --pattern random",
      "bench u280 --kernel stream --operation quad", "bench u280 --kernel stream --lanes 67",
      "bench u280 --kernel memory-probe --stride 128 --pattern sequential",
      "bench u280 --kernel stream --operation add --compute-units 500",
      "bench u280 --kernel roofline --set tap=3", "bench u280 --kernel roofline --set tapp=3",
      "bench u280 --kernel roofline --chain 1000",
      "bench u280 --kernel ptrans --set block=40",
      "bench u280 --kernel lbm --lanes 3", "bench u280 --kernel random-access --lanes 3",
      "bench u280 --kernel stream --lanes 16 --port-bits 96",
      "bench u280 --kernel ptrans --problem-size 1000",
      "bench u280 --kernel stencil --operation jacobi2d --set radius=9 --set steps=65",
      "bench u280 --kernel stencil --operation jacobi3d --set width=60 --set height=2",
      "bench u280 --kernel stencil --operation jacobi2d --problem-size 100",
      "bench u280 --kernel stencil --schedule phased",
      "generate u280 --kernel roofline --lanes 4,8 --passes 3 -o design",
    ],
    "clock": [
      "clock", "clock u280", "clock u280 --evaluate", "clock u28 --lut 1",
      "clock u280 --lut x --ff=-1 --dsp 9999999 --slrs 9 --units 0 --request 300",
      "clock u280 --lut 50% --slrs 1 --request 2GHz",
      "generate u280 --kernel gemm --fill -o design", "bench u280 --fill",
      "generate u280 --sweep --fill -o designs",
      "generate u280 --kernel roofline --utilisation dsp=2 --utilisation lutt=0.5 -o design",
      "generate u280 --kernel roofline --type f32 --lanes 16 --chain 400 --fill -o design",
      "generate u280 --kernel roofline --utilisation lut=0.001 --fill -o design",
    ],
    "files": [
      "view nosuch.csv", "view three_broken_rows.csv", "view kernels.csv",
      "bench u280 --suite host -o three_broken_rows.csv",
      "bench u280 --suite host -o measured.csv", "bench u280 --suite host -o nosuch/rows.csv",
      "plot measured.csv -o nosuch/x.svg",
      "predict measured.csv --kernels nosuch.csv",
      "predict measured.csv --kernels kernels_without_seconds.csv",
      "predict measured.csv --kernels measured.csv",
      "check kernel_with_mistakes.yaml", "bench u280 --kernel ./kernel_with_mistakes.yaml",
      "bench ./nosuch.yaml", "check nosuch.yaml",
      "explain nosuch.csv", "explain measured.csv", "explain measured.csv 99",
      "explain rows_to_explain.csv 2", "explain rows_to_explain.csv 3",
      "explain rows_to_explain.csv 4", "explain rows_to_explain.csv 7",
      "explain rows_to_explain.csv 8", "explain three_broken_rows.csv",
    ],
  ]

  @Test(
    "Each says what was found, where, what was expected and what to do",
    arguments: ["usage", "design", "clock", "files"])
  func messages(_ group: String) throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    var text = ""
    for command in Self.commands[group] ?? [] {
      let outcome = try ferrule.run(command)
      text += "$ ferrule \(command)\n\(outcome.diagnostics)[\(outcome.exitCode)]\n\n"
      #expect(outcome.output.isEmpty, "diagnostics belong to stderr: \(command)")
      #expect([1, 2, 64, 69].contains(outcome.exitCode), "\(command)")
    }
    #expect(Golden.difference(text, "messages_\(group).txt") == nil)
  }
}
