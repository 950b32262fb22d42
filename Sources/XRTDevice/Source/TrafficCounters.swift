import HLSGenerator

/// Counts what a kernel reads from and writes to each of its buffers.
///
/// The kernel is compiled with clang's `-fsanitize=thread`, which calls a function at every access to memory
/// that others may see, but linked with functions of our own instead of the sanitizer's. Interface: LLVM,
/// `compiler-rt/lib/tsan/rtl/tsan_interface.h`.
enum TrafficCounters {
  static let path = "ferrule_traffic.cpp"

  /// Wide accesses have no function of their own: loops are left as they are.
  static let flags = ["-fsanitize=thread", "-fno-vectorize", "-fno-slp-vectorize", "-w"]

  static var file: GeneratedFile { GeneratedFile(path: path, contents: text) }

  private static let text = """
    // Counts the accesses of kernels to their buffers; made by Ferrule, not to be edited.
    // SPDX-License-Identifier: MIT
    #include <cstddef>
    #include <cstdint>

    #if defined(__clang__)
    #define PLAIN __attribute__((no_sanitize("thread"), disable_sanitizer_instrumentation))
    #endif
    #define EXPORTED extern "C" __attribute__((visibility("default"))) PLAIN
    #define HOOK extern "C" PLAIN

    namespace {

    // One direction of a buffer: bytes, and how often an access did not follow the one before it.
    struct Way {
      uint64_t bytes, runs;
      uintptr_t next;
    };
    struct Buffer {
      uintptr_t start, end;
      Way ways[2];
    };
    const unsigned most = 64;
    thread_local Buffer buffers[most];
    thread_local unsigned count;

    PLAIN inline void touch(const volatile void *place, std::size_t bytes, int way) {
      const uintptr_t address = reinterpret_cast<uintptr_t>(place);
      for (unsigned index = 0; index < count; ++index) {
        Buffer &buffer = buffers[index];
        if (address < buffer.start || address >= buffer.end) continue;
        Way &counted = buffer.ways[way];
        counted.bytes += bytes;
        if (counted.next != address) ++counted.runs;
        counted.next = address + bytes;
        return;
      }
    }

    }  // namespace

    EXPORTED void ferrule_traffic_begin(void *const *starts, const uint64_t *sizes, uint32_t number) {
      count = number < most ? number : most;
      for (unsigned index = 0; index < count; ++index) {
        const uintptr_t start = reinterpret_cast<uintptr_t>(starts[index]);
        buffers[index].start = start;
        buffers[index].end = start + sizes[index];
        for (int way = 0; way < 2; ++way) {
          buffers[index].ways[way].bytes = buffers[index].ways[way].runs = 0;
          buffers[index].ways[way].next = 0;
        }
      }
    }

    // For each buffer: bytes and runs read, bytes and runs written.
    EXPORTED void ferrule_traffic_end(uint64_t *counts) {
      for (unsigned index = 0; index < count; ++index)
        for (int way = 0; way < 2; ++way) {
          counts[4 * index + 2 * way] = buffers[index].ways[way].bytes;
          counts[4 * index + 2 * way + 1] = buffers[index].ways[way].runs;
        }
      count = 0;
    }

    #define SIZED(bytes)                                                                            \\
      HOOK void __tsan_read##bytes(void *place) { touch(place, bytes, 0); }                         \\
      HOOK void __tsan_write##bytes(void *place) { touch(place, bytes, 1); }                        \\
      HOOK void __tsan_unaligned_read##bytes(void *place) { touch(place, bytes, 0); }               \\
      HOOK void __tsan_unaligned_write##bytes(void *place) { touch(place, bytes, 1); }              \\
      HOOK void __tsan_volatile_read##bytes(void *place) { touch(place, bytes, 0); }                \\
      HOOK void __tsan_volatile_write##bytes(void *place) { touch(place, bytes, 1); }               \\
      HOOK void __tsan_unaligned_volatile_read##bytes(void *place) { touch(place, bytes, 0); }      \\
      HOOK void __tsan_unaligned_volatile_write##bytes(void *place) { touch(place, bytes, 1); }     \\
      HOOK void __tsan_read_write##bytes(void *place) {                                             \\
        touch(place, bytes, 0);                                                                     \\
        touch(place, bytes, 1);                                                                     \\
      }                                                                                             \\
      HOOK void __tsan_unaligned_read_write##bytes(void *place) {                                   \\
        touch(place, bytes, 0);                                                                     \\
        touch(place, bytes, 1);                                                                     \\
      }
    SIZED(1)
    SIZED(2)
    SIZED(4)
    SIZED(8)
    SIZED(16)

    HOOK void __tsan_read_range(void *place, std::size_t bytes) { touch(place, bytes, 0); }
    HOOK void __tsan_write_range(void *place, std::size_t bytes) { touch(place, bytes, 1); }
    HOOK void __tsan_vptr_read(void **) {}
    HOOK void __tsan_vptr_update(void **, void *) {}
    HOOK void __tsan_func_entry(void *) {}
    HOOK void __tsan_func_exit() {}
    HOOK void __tsan_init() {}

    HOOK void *__tsan_memcpy(void *to, const void *from, std::size_t bytes) {
      touch(from, bytes, 0);
      touch(to, bytes, 1);
      return __builtin_memcpy(to, from, bytes);
    }
    HOOK void *__tsan_memmove(void *to, const void *from, std::size_t bytes) {
      touch(from, bytes, 0);
      touch(to, bytes, 1);
      return __builtin_memmove(to, from, bytes);
    }
    HOOK void *__tsan_memset(void *to, int value, std::size_t bytes) {
      touch(to, bytes, 1);
      return __builtin_memset(to, value, bytes);
    }

    // Guards of local variables that are made once.
    #define ATOMIC(bits, T)                                                                         \\
      HOOK T __tsan_atomic##bits##_load(const volatile T *place, int) {                             \\
        return __atomic_load_n(place, __ATOMIC_SEQ_CST);                                            \\
      }                                                                                             \\
      HOOK void __tsan_atomic##bits##_store(volatile T *place, T value, int) {                      \\
        __atomic_store_n(place, value, __ATOMIC_SEQ_CST);                                           \\
      }                                                                                             \\
      HOOK T __tsan_atomic##bits##_exchange(volatile T *place, T value, int) {                      \\
        return __atomic_exchange_n(place, value, __ATOMIC_SEQ_CST);                                 \\
      }                                                                                             \\
      HOOK T __tsan_atomic##bits##_fetch_add(volatile T *place, T value, int) {                     \\
        return __atomic_fetch_add(place, value, __ATOMIC_SEQ_CST);                                  \\
      }                                                                                             \\
      HOOK T __tsan_atomic##bits##_fetch_sub(volatile T *place, T value, int) {                     \\
        return __atomic_fetch_sub(place, value, __ATOMIC_SEQ_CST);                                  \\
      }
    ATOMIC(8, uint8_t)
    ATOMIC(16, uint16_t)
    ATOMIC(32, uint32_t)
    ATOMIC(64, uint64_t)

    """
}
