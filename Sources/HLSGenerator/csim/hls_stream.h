// SPDX-License-Identifier: MIT
// Part of Ferrule: `hls::stream` for C simulation without the vendor's tools, C++14.
//
// Interface as documented in UG1399, "HLS Stream Library". In C simulation the processes of a
// dataflow region run one after the other, so a stream never fills up: its depth matters on the
// board only. For the same reason a blocking read of an empty stream would wait for ever; here it
// says so and aborts. Elements left over at the end are reported: on the board they block the
// writer of the next call.
#ifndef FERRULE_HLS_STREAM_H
#define FERRULE_HLS_STREAM_H

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace ferrule_csim {

/// A growing ring of elements. std::deque will not do: before C++17 its allocator ignores the
/// alignment of types such as hls::vector<float, 16>.
template <class T> class Queue {
 public:
  Queue() = default;
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  ~Queue() {
    while (count_ != 0) pop();
  }

  std::size_t size() const { return count_; }

  void push(const T& value) {
    if (count_ == capacity_) grow();
    ::new (static_cast<void*>(slot(first_ + count_))) T(value);
    ++count_;
  }

  /// Removes the oldest element; there must be one.
  T pop() {
    T* const oldest = slot(first_);
    T value(std::move(*oldest));
    oldest->~T();
    first_ = (first_ + 1) & (capacity_ - 1);
    --count_;
    return value;
  }

 private:
  T* slot(std::size_t index) const { return elements_ + (index & (capacity_ - 1)); }

  void grow() {
    const std::size_t capacity = capacity_ == 0 ? 16 : 2 * capacity_;
    std::unique_ptr<unsigned char[]> memory(new unsigned char[capacity * sizeof(T) + alignof(T)]);
    void* start = memory.get();
    std::size_t space = capacity * sizeof(T) + alignof(T);
    T* const elements = static_cast<T*>(std::align(alignof(T), sizeof(T), start, space));
    for (std::size_t index = 0; index < count_; ++index) {
      T* const old = slot(first_ + index);
      ::new (static_cast<void*>(elements + index)) T(std::move(*old));
      old->~T();
    }
    memory_ = std::move(memory);
    elements_ = elements;
    capacity_ = capacity;
    first_ = 0;
  }

  std::unique_ptr<unsigned char[]> memory_;
  T* elements_ = nullptr;
  std::size_t capacity_ = 0;  // zero or a power of two
  std::size_t first_ = 0;
  std::size_t count_ = 0;
};

}  // namespace ferrule_csim

namespace hls {

/// A first-in first-out channel; DEPTH is for synthesis and has no effect here. A function that
/// takes `hls::stream<T>&` accepts every depth.
template <class T, int DEPTH = 0> class stream : public stream<T, 0> {
 public:
  stream() = default;
  explicit stream(const char* name) : stream<T, 0>(name) {}
};

template <class T> class stream<T, 0> {
 public:
  stream() : name_("unnamed") {}
  explicit stream(const char* name) : name_(name) {}
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;

  ~stream() {
    if (queue_.size() == 0) return;
    std::fprintf(stderr,
                 "warning: hls::stream '%s': never read %zu of %llu elements written; on the "
                 "board they stay in the FIFO and block its writer. Read as many as are written.\n",
                 name_.c_str(), queue_.size(), static_cast<unsigned long long>(written_));
  }

  /// Appends; never waits in C simulation.
  void write(const T& value) {
    queue_.push(value);
    ++written_;
  }

  /// Removes the oldest element; on an empty stream prints which stream it was and aborts.
  T read() {
    if (queue_.size() == 0) fail_empty();
    return queue_.pop();
  }
  void read(T& value) { value = read(); }

  void operator<<(const T& value) { write(value); }
  void operator>>(T& value) { read(value); }

  /// Appends and says that it did; there is always room in C simulation.
  bool write_nb(const T& value) {
    write(value);
    return true;
  }

  /// Removes the oldest element if there is one; otherwise leaves `value` alone.
  bool read_nb(T& value) {
    if (queue_.size() == 0) return false;
    value = queue_.pop();
    return true;
  }

  bool empty() const { return queue_.size() == 0; }
  bool full() const { return false; }
  std::size_t size() const { return queue_.size(); }
  /// No limit in C simulation.
  std::size_t capacity() const {
    return static_cast<std::size_t>(std::numeric_limits<int>::max());
  }

 private:
  [[noreturn]] void fail_empty() const {
    std::fprintf(stderr,
                 "error: hls::stream '%s': blocking read of an empty stream, elements written so "
                 "far: %llu; in C simulation nothing can write while this waits. Call the writer "
                 "before the reader and write as many elements as are read.\n",
                 name_.c_str(), static_cast<unsigned long long>(written_));
    std::fflush(stderr);
    std::abort();
  }

  std::string name_;
  ferrule_csim::Queue<T> queue_;
  std::uint64_t written_ = 0;
};

}  // namespace hls

#endif
