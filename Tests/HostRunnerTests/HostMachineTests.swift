import Quantities
import Testing

@testable import HostRunner

@Suite("What a machine tells of itself")
struct HostMachineTests {
  @Test("Cores, caches, vectors, memory nodes and huge pages are those of the files")
  func epyc() {
    let machine = HostMachine(machineFiles(RecordedMachines.epyc))
    #expect(machine.model == "AMD EPYC")
    #expect(machine.processors == [0, 1])
    #expect(machine.sockets == 1)
    #expect(machine.memoryNodes == 1)
    #expect(machine.hugePages == "madvise")
    #expect(machine.availableMemory == .kibibytes(24_000_000))
    #expect(
      machine.vectors == VectorUnit(name: "AVX-512", bytes: 64, registers: 32, hasHalf: false))
    #expect(
      machine.caches == [
        CacheLevel(level: 1, bytes: 32 << 10, threads: 1, instances: 2),
        CacheLevel(level: 2, bytes: 1 << 20, threads: 1, instances: 2),
        CacheLevel(level: 3, bytes: 32 << 20, threads: 2, instances: 1),
      ])
  }

  @Test("Two threads of a core make one thread of a run, and only allowed processors count")
  func siblings() {
    var files = RecordedMachines.epyc
    for processor in 0...3 {
      files["/sys/devices/system/cpu/cpu\(processor)/topology/thread_siblings_list"] =
        processor % 2 == 0 ? "0,2\n" : "1,3\n"
    }
    files["/proc/self/status"] = "Cpus_allowed_list:\t1-3\n"
    let machine = HostMachine(machineFiles(files))
    #expect(machine.allowed == [1, 2, 3])
    #expect(machine.processors == [1, 2])
  }

  @Test("A machine that tells nothing has one processor and nothing that was guessed")
  func silent() {
    let machine = HostMachine(machineFiles([:]))
    #expect(machine.processors == [0])
    #expect(machine.caches.isEmpty)
    #expect(machine.sockets == nil)
    #expect(machine.memoryNodes == nil)
    #expect(machine.hugePages == nil)
    #expect(machine.availableMemory == nil)
  }

  @Test("AArch64 calculates in half precision where it says asimdhp, x86 where avx512_fp16")
  func half() {
    let arm = VectorUnit.unit(cpuinfo: "Features\t: fp asimd fphp asimdhp sve\n")
    #expect(arm.hasHalf)
    #expect(arm.bytes == 16)
    #expect(!VectorUnit.unit(cpuinfo: "Features\t: fp asimd\n").hasHalf)
    #expect(VectorUnit.unit(cpuinfo: "flags\t: avx512f avx512_fp16\n").hasHalf)
    #expect(!VectorUnit.unit(cpuinfo: "flags\t: avx f16c avx2\n").hasHalf)
    #expect(VectorUnit.unit(cpuinfo: "flags\t: sse2\n").bytes == 16)
  }

  @Test("Sizes are read as sysfs writes them, and nothing else")
  func sizes() {
    #expect(CacheLevel.size("32K") == 32 << 10)
    #expect(CacheLevel.size("260M") == 260 << 20)
    #expect(CacheLevel.size("512") == 512)
    for text in ["", "K", "-1K", "1.5M", "99999999999999999G", "32k"] {
      #expect(CacheLevel.size(text) == nil, "\(text)")
    }
  }

  @Test("Lists of processors are read and written", arguments: ["0", "0-3", "0,2-3,8", "1,3,5"])
  func lists(_ text: String) throws {
    let numbers = try #require(ProcessorList.numbers(text))
    #expect(ProcessorList.text(numbers) == text)
  }

  @Test("What is no list of processors is none", arguments: ["", "3-1", "a", "1,,2", "0-99999999"])
  func noLists(_ text: String) { #expect(ProcessorList.numbers(text) == nil) }
}
