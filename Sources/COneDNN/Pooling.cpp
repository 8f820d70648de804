#include "Primitive.hpp"

#include <memory>

using namespace dnnl;
using Tag = memory::format_tag;

namespace {

// The poolings that take a dilation, whether or not there is one.
#if RL_ONEDNN_2
using PoolingForward = pooling_v2_forward;
using PoolingBackward = pooling_v2_backward;
#else
using PoolingForward = pooling_forward;
using PoolingBackward = pooling_backward;
#endif

struct PoolingDescriptions {
  memory::desc source, destination;
  memory::dims stride, kernel, dilation, padding, farPadding;
  algorithm kind;

  explicit PoolingDescriptions(const rl_pooling &s) {
    const auto extent = [&](int64_t size, int64_t window) { return (size + 2 * s.padding - window) / s.stride + 1; };
    const int64_t height = extent(s.height, s.kernel_height), width = extent(s.width, s.kernel_width);
    // As for convolutions, the far padding has to fit the output exactly.
    const auto far = [&](int64_t out, int64_t size, int64_t window) {
      return (out - 1) * s.stride + window - size - s.padding;
    };
    source = {{s.batch, s.channels, s.height, s.width}, rl::type(s.type), Tag::nhwc};
    destination = {{s.batch, s.channels, height, width}, rl::type(s.type), Tag::nhwc};
    stride = {s.stride, s.stride};
    kernel = {s.kernel_height, s.kernel_width};
    dilation = {0, 0};
    padding = {s.padding, s.padding};
    farPadding = {far(height, s.height, s.kernel_height), far(width, s.width, s.kernel_width)};
    kind = s.average ? algorithm::pooling_avg_exclude_padding : algorithm::pooling_max;
  }

  PoolingForward::primitive_desc forward() const {
    return rl::describe<PoolingForward>(rl::attributes(), prop_kind::forward_training, kind, source, destination,
                                        stride, kernel, dilation, padding, farPadding);
  }
};

}  // namespace

int rl_pooling_forward(const rl_pooling *shape, rl_primitive **out) {
  return rl::guarded([&] {
    const auto description = PoolingDescriptions(*shape).forward();
    auto result = std::make_unique<rl_primitive>();
    result->primitive = PoolingForward(description);
    result->use(RL_SOURCE, DNNL_ARG_SRC, description.src_desc());
    result->use(RL_DESTINATION, DNNL_ARG_DST, description.dst_desc());
    result->use(RL_WORKSPACE, DNNL_ARG_WORKSPACE, description.workspace_desc());
    result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
    *out = result.release();
  });
}

int rl_pooling_backward(const rl_pooling *shape, rl_primitive **out) {
  return rl::guarded([&] {
    const PoolingDescriptions d(*shape);
    const auto forward = d.forward();
    const auto description =
        rl::describeBackward<PoolingBackward>(forward, d.kind, d.source, d.destination, d.stride, d.kernel, d.dilation,
                                              d.padding, d.farPadding);
    auto result = std::make_unique<rl_primitive>();
    result->primitive = PoolingBackward(description);
    result->use(RL_SOURCE, DNNL_ARG_DIFF_SRC, description.diff_src_desc());
    result->use(RL_DESTINATION, DNNL_ARG_DIFF_DST, description.diff_dst_desc());
    result->use(RL_WORKSPACE, DNNL_ARG_WORKSPACE, forward.workspace_desc());
    result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
    *out = result.release();
  });
}
