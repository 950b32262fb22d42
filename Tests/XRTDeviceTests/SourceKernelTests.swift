import Foundation
import HLSGenerator
import Specs
import Testing

@testable import XRTDevice

@Suite("Pragmas and connectivity of kernels that nobody generated")
struct SourceTextTests {
  @Test("Options are read in every spelling, over continued lines; other pragmas are none")
  func pragmas() {
    let text = """
      {
      #pragma HLS INTERFACE m_axi port = in1 offset = slave bundle=gmem0
        # pragma hls interface mode=M_AXI port=out \\
            bundle = gmem1 num_write_outstanding= 4
      #pragma HLS PIPELINE II = 1
      #pragma HLS INTERFACE ap_ctrl_hs port=return
      #pragma omp parallel
      }
      """
    let found = InterfacePragma.all(in: text)
    #expect(found.map(\.mode) == ["m_axi", "m_axi", "ap_ctrl_hs"])
    #expect(found.map(\.port) == ["in1", "out", "return"])
    #expect(found[1].options["bundle"] == "gmem1")
    #expect(found[1].options["num_write_outstanding"] == "4")
  }

  @Test("Units and banks are read from the section connectivity only")
  func connectivity() throws {
    let file = try ConnectivityFile(
      text: """
        platform=some
        [connectivity]
        nk=vadd:2:left.right   # two
        sp=left.in1:HBM[3]
        sp=right.out:HBM[4:7]
        slr=left:SLR0
        [profile]
        sp=nonsense
        """, name: "v.cfg")
    #expect(file.units == ["vadd": ["left", "right"]])
    #expect(file.banks["left.in1"] == .init(memory: "HBM", channels: 3...3))
    #expect(file.banks["right.out"] == .init(memory: "HBM", channels: 4...7))
  }

  @Test("Every wrong line is named with its number")
  func mistakes() {
    let error = #expect(throws: EmulationError.self) {
      try ConnectivityFile(
        text: "[connectivity]\nnk=vadd\nnk=v:99999\nsp=a.b:HBM[9:2]\nstream_connect=a.x:b.y\n",
        name: "v.cfg")
    }
    #expect(error?.reasons.map { $0.prefix(7) } == ["line 2:", "line 3:", "line 4:", "line 5:"])
  }
}

/// Whether a compiler with a syntax tree to print is there.
private let hasClang =
  CommandRun.locate(["clang++"], path: ProcessInfo.processInfo.environment["PATH"] ?? "") != nil

@Suite("Kernels that nobody generated", .enabled(if: hasClang, "needs clang++"))
struct SourceKernelTests {
  private func board() throws -> BoardSpec {
    try SpecCatalog.standard(boards: nil, kernels: nil).board("u280")
  }

  private func program(
    _ text: String, _ change: (inout SourceKernel) -> Void = { _ in }
  ) throws -> EmulationProgram {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-kernel-\(UUID().uuidString).cpp")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var kernel = SourceKernel(path: file.path, top: "top")
    change(&kernel)
    return try kernel.program(board: try board())
  }

  @Test("Names, types, widths and registers are those of the compiler; defaults those of UG1399")
  func signature() throws {
    let found = try program(
      """
      #include <hls_vector.h>
      #include <cstdint>
      #define WIDE 16
      typedef hls::vector<float, WIDE> beat;
      void top_helper(int) {}
      void top(const beat *in, uint8_t *out, long count, char flag, void *raw) {
      #pragma HLS INTERFACE m_axi port=in bundle=left max_read_burst_length=64 num_read_outstanding=32
      #pragma HLS INTERFACE ap_ctrl_hs port=return
        for (long i = 0; i < count; i++) out[i] = in[i][0] + flag;
      }
      """)
    let kernel = try #require(found.kernels.first)
    #expect(kernel.control == .handshake)
    #expect(kernel.arguments.map(\.name) == ["in", "out", "count", "flag", "raw"])
    #expect(kernel.arguments.map(\.offset) == [0x10, 0x1C, 0x28, 0x34, 0x3C])
    #expect(kernel.arguments.map(\.size) == [8, 8, 8, 4, 8])
    #expect(kernel.arguments.map(\.portBits) == [512, 8, nil, nil, 8])
    #expect(kernel.arguments.map(\.port) == ["left", "gmem", nil, nil, "gmem"])
    #expect(kernel.arguments.map(\.direction) == [.input, .unknown, nil, nil, .unknown])
    #expect(kernel.arguments[0].burstBeats == 64 && kernel.arguments[0].outstanding == 32)
    #expect(kernel.arguments[1].burstBeats == 16 && kernel.arguments[1].outstanding == 16)
  }

  @Test("What no emulation can do is refused, all at once")
  func refused() throws {
    let error = #expect(throws: EmulationError.self) {
      try program(
        """
        #include <hls_stream.h>
        struct large { long a[4]; };
        void top(hls::stream<int> &in, int &out, large value) {
        #pragma HLS INTERFACE m_axi port=nothing
        #pragma HLS INTERFACE ap_ctrl_none port=return
        }
        """)
    }
    let text = error?.reasons.joined(separator: "\n") ?? ""
    for word in ["in (", "is a stream", "out (int &)", "32 bytes", "ap_ctrl_none", "`nothing`"] {
      #expect(text.contains(word), "\(text)")
    }
    #expect(error?.reasons.count == 5)
  }

  @Test("Errors of the source are the compiler's, at the source's lines")
  func broken() {
    let error = #expect(throws: EmulationError.self) { try program("\n\nvoid top(\n") }
    #expect(error?.description.contains(".cpp:3:") == true, "\(error?.description ?? "")")
    let other = #expect(throws: EmulationError.self) { try program("void toptop(int) {}\n") }
    #expect(other?.description.contains("with it in their names: toptop") == true)
  }
}
