#pragma once
#include "COneDNN.h"

#include <array>
#include <dnnl.hpp>
#include <optional>

// Declared by hand: the compiler that builds Swift packages ships no omp.h.
extern "C" void omp_set_num_threads(int);

struct rl_primitive {
  dnnl::primitive primitive;
  /// The memory object of each used slot, and the argument number oneDNN knows it by.
  std::array<std::optional<dnnl::memory>, RL_SLOTS> memory;
  std::array<int, RL_SLOTS> argument{};
  std::array<dnnl_exec_arg_t, RL_SLOTS> arguments{};
  int count = 0;
  /// Bytes that a run may write beyond the scratchpad it asks for.
  size_t overrun = 0;

  void use(rl_slot slot, int number, const dnnl::memory::desc &description);
};

namespace rl {

dnnl::engine &engine();
dnnl::stream &stream();
dnnl::memory::data_type type(rl_type type);
/// No scratchpad of oneDNN's own: the caller lends one, so that a run allocates none.
dnnl::primitive_attr attributes();

/// Runs `body` single-threaded and turns whatever it throws into a status. A lane's arithmetic uses one thread, and
/// oneDNN fixes the thread count when a primitive is made, so both making and running go through here.
template <typename Body> int guarded(Body body) noexcept {
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
