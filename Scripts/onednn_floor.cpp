// oneDNN's kernels alone: the time below which no learner that calls them can get, for `Scripts/compare_learner.py`.
//
// For each network of `rlcoord bench learner`, its convolutions and matrix products: forward with biases and ReLU fused
// in, and the gradients of inputs, weights and biases, of every layer and of both heads. They run back to back on
// buffers of the sizes that a network has. Gathering observations, the masks of ReLUs, the loss, the optimizer, packing
// weights and taking the convolutions' gradients out of oneDNN's layout are not part of it.
//
// The work is divided as in `rlcoord`: four lanes of microbatches, each carried out by one thread. Threads share their
// weights; a lane has weight gradients of its own, which its first microbatch overwrites and the others add to.
//
//   c++ -std=c++20 -O3 -ISources/COneDNN/include Scripts/onednn_floor.cpp Sources/COneDNN/COneDNN.cpp -ldnnl -lgomp -lpthread
//   ./a.out [threads, 2] [seconds for each line, 0.7]
//
// It prints a JSON object a line: network, precision, samples, threads, microbatch, medianMs of one step's kernels, and
// the version of oneDNN. There are no lines in bf16 where oneDNN has no kernels for it on this processor.
#include "COneDNN.h"

#include <algorithm>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr int lanes = 4;
constexpr int64_t actions = 6;
/// oneDNN's status for a kernel that it does not have.
constexpr int unimplemented = 3;

struct NoKernel : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void check(int status, const std::string &call) {
  const auto problem = call + " failed with oneDNN's status " + std::to_string(status);
  if (status == unimplemented) throw NoKernel(problem);
  if (status != 0) throw std::runtime_error(problem);
}

size_t size(rl_type type) { return type == RL_FLOAT32 ? sizeof(float) : sizeof(uint16_t); }

/// Memory of an operand, full of small numbers: neither so small that arithmetic on them is slow, nor so large that
/// sums of them overflow.
class Buffer {
 public:
  Buffer(size_t bytes, rl_type type) : address(std::aligned_alloc(64, (bytes / 64 + 1) * 64), std::free) {
    if (!address) throw std::bad_alloc();
    for (size_t i = 0; i < bytes / size(type); ++i) {
      const float value = 0.01f * static_cast<float>(static_cast<int>(i * 7919 % 11) - 5) + 0.001f;
      uint32_t bits;
      std::memcpy(&bits, &value, sizeof bits);
      if (type == RL_FLOAT32) static_cast<float *>(data())[i] = value;
      else static_cast<uint16_t *>(data())[i] = bits >> 16;
    }
  }

  void *data() const { return address.get(); }

 private:
  std::unique_ptr<void, void (*)(void *)> address;
};

class Kernel {
 public:
  template <typename Make> Kernel(std::string name, Make make) : name(std::move(name)) {
    rl_primitive *made = nullptr;
    check(make(&made), "making " + this->name);
    handle.reset(made);
  }

  const rl_primitive *get() const { return handle.get(); }
  size_t bytes(rl_slot slot) const { return rl_bytes(handle.get(), slot); }
  void bind(rl_slot slot, const Buffer &buffer) { check(rl_bind(handle.get(), slot, buffer.data()), name); }
  void run() { check(rl_run(handle.get()), name); }

 private:
  std::string name;
  std::unique_ptr<rl_primitive, void (*)(rl_primitive *)> handle{nullptr, rl_free};
};

/// What all threads read.
class Weights {
 public:
  /// Those of a name, as they lie.
  const Buffer &plain(const std::string &name, int64_t count) { return find(name, nullptr, count * 4, RL_FLOAT32); }

  /// Those of a name in the layout that a kernel wants.
  const Buffer &packed(const std::string &name, const Kernel &kernel, rl_type type) {
    return find(name, kernel.get(), kernel.bytes(RL_WEIGHTS), type);
  }

 private:
  struct Entry {
    std::string name;
    const rl_primitive *consumer;
    Buffer buffer;
  };

  const Buffer &find(const std::string &name, const rl_primitive *consumer, size_t bytes, rl_type type) {
    for (auto &entry : entries)
      if (entry.name == name && (!consumer || rl_same_weights(entry.consumer, consumer))) return entry.buffer;
    return entries.emplace_back(Entry{name, consumer, Buffer(bytes, type)}).buffer;
  }

  std::deque<Entry> entries;
};

struct Filters {
  int64_t count, kernel, stride;
};

struct Architecture {
  const char *name;
  int64_t samples, side, channels;
  std::vector<Filters> convolutions;
  int64_t hidden;
};

/// One thread's kernels for a microbatch.
class Network {
 public:
  Network(const Architecture &architecture, int64_t batch, rl_type type, Weights &weights)
      : batch(batch), type(type), weights(weights) {
    int64_t side = architecture.side, channels = architecture.channels;
    // Observations want no gradient.
    Maps maps{buffer(batch * side * side * channels, type), nullptr};
    for (const auto &filters : architecture.convolutions) {
      maps = convolution(maps, side, channels, filters);
      side = (side - filters.kernel) / filters.stride + 1;
      channels = filters.count;
    }
    maps = linear("hidden", maps, side * side * channels, architecture.hidden);
    linear("policy", maps, architecture.hidden, actions);
    linear("value", maps, architecture.hidden, 1);
    size_t most = 0;
    for (auto *calls : {&forward, &backward})
      for (auto &call : *calls)
        for (auto &kernel : call.kernels) most = std::max(most, kernel.bytes(RL_SCRATCHPAD));
    const Buffer &scratchpad = *buffer(most / 4, RL_FLOAT32);
    for (auto *calls : {&forward, &backward})
      for (auto &call : *calls)
        for (auto &kernel : call.kernels)
          if (kernel.bytes(RL_SCRATCHPAD) > 0) kernel.bind(RL_SCRATCHPAD, scratchpad);
  }

  /// A lane's gradients, for ``run``.
  std::vector<Buffer> gradients() const {
    std::vector<Buffer> buffers;
    for (const auto bytes : gradientSizes) buffers.emplace_back(bytes, RL_FLOAT32);
    return buffers;
  }

  void run(std::vector<Buffer> &gradients, bool adds) {
    for (auto &call : forward) call.kernels.front().run();
    for (auto call = backward.rbegin(); call != backward.rend(); ++call) {
      auto &kernel = adds ? call->kernels.back() : call->kernels.front();
      if (call->gradient >= 0) kernel.bind(RL_DESTINATION, gradients[call->gradient]);
      kernel.run();
    }
  }

 private:
  /// What a layer hands on, and the gradient that comes back.
  struct Maps {
    const Buffer *values, *gradient;
  };

  /// A kernel; or one that overwrites a lane's gradient of that number and one that adds to it.
  struct Call {
    std::vector<Kernel> kernels;
    int gradient = -1;

    explicit Call(Kernel kernel) { kernels.push_back(std::move(kernel)); }
  };

  const Buffer *buffer(int64_t count, rl_type type) { return &buffers.emplace_back(count * size(type), type); }

  // Backward, the last call that a layer adds is the first to run.

  Maps convolution(Maps input, int64_t side, int64_t channels, const Filters &filters) {
    const auto [count, kernel, stride] = filters;
    const rl_convolution shape{batch, side, side, channels, count, kernel, kernel, stride, 0, 0, 1, type};
    const int64_t out = (side - kernel) / stride + 1;
    const Maps output{buffer(batch * out * out * count, type), buffer(batch * out * out * count, type)};
    const auto name = "a convolution of " + std::to_string(side);

    Kernel ahead(name, [&](auto made) { return rl_convolution_forward(&shape, 1, 1, made); });
    ahead.bind(RL_SOURCE, *input.values);
    ahead.bind(RL_WEIGHTS, weights.packed(name, ahead, type));
    ahead.bind(RL_BIAS, weights.plain(name + "'s bias", count));
    ahead.bind(RL_DESTINATION, *output.values);
    forward.emplace_back(std::move(ahead));

    if (input.gradient) {
      Kernel ofInput(name, [&](auto made) { return rl_convolution_backward_data(&shape, made); });
      ofInput.bind(RL_SOURCE, *input.gradient);
      ofInput.bind(RL_WEIGHTS, weights.packed(name, ofInput, type));
      ofInput.bind(RL_DESTINATION, *output.gradient);
      backward.emplace_back(std::move(ofInput));
    }

    Kernel ofWeights(name, [&](auto made) { return rl_convolution_backward_weights(&shape, 1, made); });
    ofWeights.bind(RL_SOURCE, *input.values);
    ofWeights.bind(RL_WEIGHTS, *buffer(ofWeights.bytes(RL_WEIGHTS) / 4, RL_FLOAT32));
    ofWeights.bind(RL_BIAS, *buffer(count, RL_FLOAT32));
    ofWeights.bind(RL_DESTINATION, *output.gradient);
    backward.emplace_back(std::move(ofWeights));
    return output;
  }

  /// Weights are `[out, in]`; in float32 they are used as they lie.
  Maps linear(const std::string &name, Maps input, int64_t in, int64_t out) {
    const bool isHead = name != "hidden", packs = type != RL_FLOAT32;
    const auto result = isHead ? RL_FLOAT32 : type;
    const Maps output{buffer(batch * out, result), buffer(batch * out, type)};
    const auto bindWeights = [&](Kernel &kernel) {
      kernel.bind(RL_WEIGHTS, packs ? weights.packed(name, kernel, type) : weights.plain(name, in * out));
    };

    auto ahead = product({.rows = batch, .inner = in, .columns = out, .weights_transposed = 1, .packs_weights = packs,
                          .has_bias = 1, .relu = !isHead, .destination_type = result});
    ahead.bind(RL_SOURCE, *input.values);
    bindWeights(ahead);
    ahead.bind(RL_BIAS, weights.plain(name + "'s bias", out));
    ahead.bind(RL_DESTINATION, *output.values);
    forward.emplace_back(std::move(ahead));

    // The policy's head comes after the value's and adds to what that left.
    auto ofInput = product({.rows = batch, .inner = out, .columns = in, .packs_weights = packs,
                            .accumulates = name == "policy", .destination_type = type});
    ofInput.bind(RL_SOURCE, *output.gradient);
    bindWeights(ofInput);
    ofInput.bind(RL_DESTINATION, *input.gradient);
    backward.emplace_back(std::move(ofInput));

    sum({.rows = out, .inner = batch, .columns = in, .source_transposed = 1}, *output.gradient, *input.values);
    // Of the bias: a product with a row of ones, or of any other numbers.
    sum({.rows = 1, .inner = batch, .columns = out}, *buffer(batch, type), *output.gradient);
    return output;
  }

  Kernel product(rl_matmul shape) {
    shape.source_type = shape.weights_type = type;
    return Kernel("a matrix product", [&](auto made) { return rl_matmul_create(&shape, made); });
  }

  /// A product over the microbatch that goes to a lane's gradients.
  void sum(rl_matmul shape, const Buffer &left, const Buffer &right) {
    shape.destination_type = RL_FLOAT32;
    Call call(product(shape));
    shape.accumulates = 1;
    call.kernels.push_back(product(shape));
    for (auto &kernel : call.kernels) {
      kernel.bind(RL_SOURCE, left);
      kernel.bind(RL_WEIGHTS, right);
    }
    call.gradient = static_cast<int>(gradientSizes.size());
    gradientSizes.push_back(shape.rows * shape.columns * sizeof(float));
    backward.push_back(std::move(call));
  }

  int64_t batch;
  rl_type type;
  Weights &weights;
  std::deque<Buffer> buffers;
  std::vector<Call> forward, backward;
  std::vector<size_t> gradientSizes;
};

/// Milliseconds that the kernels of one step take: the median of as many steps as `seconds` allow.
double medianMs(const Architecture &architecture, int64_t microbatch, rl_type type, int threads, double seconds) {
  using Clock = std::chrono::steady_clock;
  Weights weights;
  std::deque<Network> networks;
  for (int i = 0; i < threads; ++i) networks.emplace_back(architecture, microbatch, type, weights);
  std::vector<std::vector<Buffer>> gradients;
  for (int lane = 0; lane < lanes; ++lane) gradients.push_back(networks[0].gradients());

  const int64_t microbatches = architecture.samples / lanes / microbatch;
  const auto begin = Clock::now();
  std::vector<double> times;
  bool isOver = false;
  std::barrier meeting(threads);
  const auto work = [&](int thread) {
    for (int step = 0; !isOver; ++step) {
      meeting.arrive_and_wait();
      const auto start = Clock::now();
      for (int lane = thread; lane < lanes; lane += threads)
        for (int64_t i = 0; i < microbatches; ++i) networks[thread].run(gradients[lane], i > 0);
      meeting.arrive_and_wait();
      if (thread == 0) {
        const auto now = Clock::now();
        // The first steps warm up.
        if (step >= 3) times.push_back(std::chrono::duration<double, std::milli>(now - start).count());
        isOver = !times.empty() && now - begin >= std::chrono::duration<double>(seconds);
      }
      meeting.arrive_and_wait();
    }
  };
  std::vector<std::thread> helpers;
  for (int i = 1; i < threads; ++i) helpers.emplace_back(work, i);
  work(0);
  for (auto &helper : helpers) helper.join();
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void measure(int threads, double seconds) {
  const std::vector<Architecture> architectures{
      {"nature", 256, 84, 4, {{32, 8, 4}, {64, 4, 2}, {64, 3, 1}}, 512},
      {"minatar", 4096, 10, 16, {{16, 3, 1}}, 128},
  };
  const int version = rl_version();
  for (const auto &a : architectures)
    for (const auto type : {RL_FLOAT32, RL_BFLOAT16})
      for (const int microbatch : {32, 64}) {
        double ms = 0;
        try {
          ms = medianMs(a, microbatch, type, threads, seconds);
        } catch (const NoKernel &) {
          if (type == RL_FLOAT32) throw;
          continue;
        }
        std::printf("{\"network\":\"%s\",\"precision\":\"%s\",\"samples\":%d,\"threads\":%d,\"microbatch\":%d,"
                    "\"medianMs\":%.4f,\"version\":\"%d.%d.%d\"}\n",
                    a.name, type == RL_FLOAT32 ? "f32" : "bf16", static_cast<int>(a.samples), threads, microbatch, ms,
                    version / 10000, version / 100 % 100, version % 100);
      }
}

}  // namespace

int main(int count, char **words) try {
  const int threads = count > 1 ? std::atoi(words[1]) : 2;
  const double seconds = count > 2 ? std::atof(words[2]) : 0.7;
  if (threads < 1) throw std::runtime_error("threads must be at least 1");
  measure(std::min(threads, lanes), seconds);
} catch (const std::exception &error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
