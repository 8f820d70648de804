#pragma once
#include "COneDNN.h"

#include <array>
#include <dnnl.hpp>
#include <mutex>
#include <optional>

// oneDNN 3 took away the descriptions of operations that oneDNN 2 wraps a primitive's arguments in, and changed how
// post-operations and scales are given. What differs is hidden by the functions below and by a few lines that look at
// this macro; the rest of the shim is the same for both.
#if DNNL_VERSION_MAJOR == 2 && DNNL_VERSION_MINOR >= 6
#define RL_ONEDNN_2 1
#elif DNNL_VERSION_MAJOR == 3
#define RL_ONEDNN_2 0
#else
#error "rlcoord needs oneDNN 2.6 or newer, up to 3.x"
#endif

// Declared by hand: the compiler that builds Swift packages ships no omp.h.
extern "C" void omp_set_num_threads(int);

struct rl_primitive {
  dnnl::primitive primitive;
  /// The memory object of each used slot, and the argument number oneDNN knows it by.
  std::array<std::optional<dnnl::memory>, RL_SLOTS> memory;
  std::array<int, RL_SLOTS> argument{};
  /// One more than the slots: a scale, which oneDNN 3 reads from memory.
  std::array<dnnl_exec_arg_t, RL_SLOTS + 1> arguments{};
  int count = 0;
  /// Bytes that a run may write beyond the scratchpad it asks for.
  size_t overrun = 0;

  /// Where oneDNN 3 reads that scale.
  std::optional<dnnl::memory> factor;

  void use(rl_slot slot, int number, const dnnl::memory::desc &description);
  /// Multiplies what is read by `scale`, for a primitive made with `rl::scaling`.
  void useScale(float scale);
};

namespace rl {

dnnl::engine &engine();
dnnl::stream &stream();
dnnl::memory::data_type type(rl_type type);
/// No scratchpad of oneDNN's own: the caller lends one, so that a run allocates none.
dnnl::primitive_attr attributes();
/// Attributes of a primitive that multiplies by `scale`; a factor of 1 costs nothing.
dnnl::primitive_attr scaling(float scale);
void appendReLU(dnnl::post_ops &operations);

/// The description of a primitive that computes what `arguments` say.
template <typename Primitive, typename... Arguments>
typename Primitive::primitive_desc describe(const dnnl::primitive_attr &attributes, const Arguments &...arguments) {
#if RL_ONEDNN_2
  return {typename Primitive::desc(arguments...), attributes, engine()};
#else
  return {engine(), arguments..., attributes};
#endif
}

/// The same for a backward pass, which is fitted to its forward pass.
template <typename Primitive, typename Forward, typename... Arguments>
typename Primitive::primitive_desc describeBackward(const Forward &forward, const Arguments &...arguments) {
#if RL_ONEDNN_2
  return {typename Primitive::desc(arguments...), attributes(), engine(), forward};
#else
  return {engine(), arguments..., forward, attributes()};
#endif
}

/// Primitives are made one at a time: oneDNN 2.6's kernels for AVX-512 now and then compute garbage where two threads make
/// theirs at once.
inline std::mutex making;

/// Runs `body` single-threaded and turns whatever it throws into a status. A lane's arithmetic uses one thread, and
/// oneDNN fixes the thread count when a primitive is made, so both making and running go through here.
template <typename Body> int guarded(Body body) noexcept {
  const std::lock_guard lock(making);
  omp_set_num_threads(1);
  try {
    body();
    return 0;
  } catch (const dnnl::error &error) {
    return error.status == dnnl_success ? dnnl_runtime_error : static_cast<int>(error.status);
  } catch (const std::bad_alloc &) {
    return dnnl_out_of_memory;
  } catch (...) {
    return dnnl_runtime_error;
  }
}

}  // namespace rl
