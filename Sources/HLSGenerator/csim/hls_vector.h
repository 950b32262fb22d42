// SPDX-License-Identifier: MIT
// Part of Ferrule: `hls::vector` for C simulation without the vendor's tools, C++14.
//
// Interface as documented in UG1399, "HLS Vector Library": N elements that are added, multiplied
// and so on one by one, and compared in lexicographic order. Storage is padded to the next power
// of two and aligned to it, so that one vector is one beat of a port. With a power of two of
// bytes, the only case Ferrule generates, nothing is padded.
//
// Before C++17 `new` and std::vector ignore alignments above 16 bytes; allocate arrays of vectors
// with aligned_alloc, or compile the host program as C++17.
#ifndef FERRULE_HLS_VECTOR_H
#define FERRULE_HLS_VECTOR_H

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>

namespace ferrule_csim {

constexpr std::size_t next_power_of_two(std::size_t bytes) {
  std::size_t power = 1;
  while (power < bytes) power *= 2;
  return power;
}

[[noreturn]] inline void fail_vector(const char* what, std::size_t found, std::size_t length) {
  std::fprintf(stderr, "error: hls::vector of %zu elements: %s %zu\n", length, what, found);
  std::fflush(stderr);
  std::abort();
}

}  // namespace ferrule_csim

namespace hls {

template <class T, std::size_t N>
class alignas(ferrule_csim::next_power_of_two(sizeof(T) * N)) vector {
  static_assert(N > 0, "hls::vector needs at least one element");

 public:
  using value_type = T;

  vector() = default;

  /// All elements equal.
  vector(const T& value) {
    for (T& element : elements_) element = value;
  }

  /// Exactly N elements; anything else is reported and aborts.
  vector(std::initializer_list<T> values) {
    if (values.size() != N) ferrule_csim::fail_vector("initialised with", values.size(), N);
    std::size_t index = 0;
    for (const T& value : values) elements_[index++] = value;
  }

  T& operator[](std::size_t index) { return elements_[checked(index)]; }
  const T& operator[](std::size_t index) const { return elements_[checked(index)]; }

  T* begin() { return elements_; }
  T* end() { return elements_ + N; }
  const T* begin() const { return elements_; }
  const T* end() const { return elements_ + N; }
  static constexpr std::size_t size() { return N; }

  vector operator+() const { return *this; }
  vector operator-() const {
    vector result;
    for (std::size_t index = 0; index < N; ++index) result[index] = T(-elements_[index]);
    return result;
  }
  vector operator~() const {
    vector result;
    for (std::size_t index = 0; index < N; ++index) result[index] = T(~elements_[index]);
    return result;
  }

  // Elements are narrowed back to T, as in C; friends, so that a scalar broadcasts on either side.
#define FERRULE_VECTOR_OPERATOR(op)                                     \
  vector& operator op##=(const vector& other) {                         \
    for (std::size_t index = 0; index < N; ++index)                     \
      elements_[index] = T(elements_[index] op other.elements_[index]); \
    return *this;                                                       \
  }                                                                     \
  friend vector operator op(const vector& left, const vector& right) {  \
    vector result = left;                                               \
    return result op##= right;                                          \
  }
#define FERRULE_VECTOR_REDUCTION(name, op)                              \
  T name() const {                                                      \
    T result = elements_[0];                                            \
    for (std::size_t index = 1; index < N; ++index)                     \
      result = T(result op elements_[index]);                           \
    return result;                                                      \
  }
  FERRULE_VECTOR_OPERATOR(+)
  FERRULE_VECTOR_OPERATOR(-)
  FERRULE_VECTOR_OPERATOR(*)
  FERRULE_VECTOR_OPERATOR(/)
  FERRULE_VECTOR_OPERATOR(%)
  FERRULE_VECTOR_OPERATOR(&)
  FERRULE_VECTOR_OPERATOR(|)
  FERRULE_VECTOR_OPERATOR(^)
  FERRULE_VECTOR_OPERATOR(<<)
  FERRULE_VECTOR_OPERATOR(>>)
  FERRULE_VECTOR_REDUCTION(reduce_add, +)
  FERRULE_VECTOR_REDUCTION(reduce_mult, *)
  FERRULE_VECTOR_REDUCTION(reduce_and, &)
  FERRULE_VECTOR_REDUCTION(reduce_or, |)
  FERRULE_VECTOR_REDUCTION(reduce_xor, ^)
#undef FERRULE_VECTOR_OPERATOR
#undef FERRULE_VECTOR_REDUCTION

  friend bool operator==(const vector& left, const vector& right) {
    for (std::size_t index = 0; index < N; ++index)
      if (!(left.elements_[index] == right.elements_[index])) return false;
    return true;
  }
  friend bool operator<(const vector& left, const vector& right) {
    for (std::size_t index = 0; index < N; ++index) {
      if (left.elements_[index] < right.elements_[index]) return true;
      if (right.elements_[index] < left.elements_[index]) return false;
    }
    return false;
  }
  friend bool operator!=(const vector& left, const vector& right) { return !(left == right); }
  friend bool operator>(const vector& left, const vector& right) { return right < left; }
  friend bool operator<=(const vector& left, const vector& right) { return !(right < left); }
  friend bool operator>=(const vector& left, const vector& right) { return !(left < right); }

 private:
  static std::size_t checked(std::size_t index) {
    if (index >= N) ferrule_csim::fail_vector("there is no element", index, N);
    return index;
  }

  T elements_[N];
};

}  // namespace hls

#endif
