#include "Primitive.hpp"

#include <memory>

using namespace dnnl;
using Tag = memory::format_tag;

namespace {

// The three passes share these descriptions; the weights' layout is oneDNN's choice.
struct ConvolutionDescriptions {
  memory::desc source, weights, gradient, bias, destination;
  memory::dims stride, dilation, padding, farPadding;
  int64_t pixels;

  explicit ConvolutionDescriptions(const rl_convolution &s) {
    const auto type = rl::type(s.type);
    const auto extent = [&](int64_t size, int64_t kernel) {
      return (size + s.padding + s.far_padding - ((kernel - 1) * s.dilation + 1)) / s.stride + 1;
    };
    const int64_t height = extent(s.height, s.kernel_height), width = extent(s.width, s.kernel_width);
    // oneDNN wants the far padding to fit the output exactly, so it can be smaller than what was asked for.
    const auto far = [&](int64_t out, int64_t size, int64_t kernel) {
      return (out - 1) * s.stride + (kernel - 1) * s.dilation + 1 - size - s.padding;
    };
    source = {{s.batch, s.channels, s.height, s.width}, type, Tag::nhwc};
    weights = {{s.filters, s.channels, s.kernel_height, s.kernel_width}, type, Tag::any};
    gradient = {{s.filters, s.channels, s.kernel_height, s.kernel_width}, memory::data_type::f32, Tag::any};
    bias = {{s.filters}, memory::data_type::f32, Tag::a};
    destination = {{s.batch, s.filters, height, width}, type, Tag::nhwc};
    stride = {s.stride, s.stride};
    dilation = {s.dilation - 1, s.dilation - 1};
    padding = {s.padding, s.padding};
    farPadding = {far(height, s.height, s.kernel_height), far(width, s.width, s.kernel_width)};
    pixels = height * width;
  }

  convolution_forward::primitive_desc forward(bool hasBias, const primitive_attr &attributes) const {
    const auto kind = prop_kind::forward_training;
    const auto direct = algorithm::convolution_direct;
    if (hasBias)
      return rl::describe<convolution_forward>(attributes, kind, direct, source, weights, bias, destination, stride,
                                               dilation, padding, farPadding);
    return rl::describe<convolution_forward>(attributes, kind, direct, source, weights, destination, stride, dilation,
                                             padding, farPadding);
  }
};

}  // namespace

int rl_convolution_forward(const rl_convolution *shape, int has_bias, int relu, rl_primitive **out) {
  return rl::guarded([&] {
    auto attributes = rl::attributes();
    if (relu) {
      post_ops operations;
      rl::appendReLU(operations);
      attributes.set_post_ops(operations);
    }
    const auto description = ConvolutionDescriptions(*shape).forward(has_bias, attributes);
    auto result = std::make_unique<rl_primitive>();
    result->primitive = convolution_forward(description);
    result->use(RL_SOURCE, DNNL_ARG_SRC, description.src_desc());
    result->use(RL_WEIGHTS, DNNL_ARG_WEIGHTS, description.weights_desc());
    if (has_bias) result->use(RL_BIAS, DNNL_ARG_BIAS, description.bias_desc());
    result->use(RL_DESTINATION, DNNL_ARG_DST, description.dst_desc());
    result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
    *out = result.release();
  });
}

int rl_convolution_backward_data(const rl_convolution *shape, rl_primitive **out) {
  return rl::guarded([&] {
    const ConvolutionDescriptions d(*shape);
    const auto description = rl::describeBackward<convolution_backward_data>(
        d.forward(false, rl::attributes()), algorithm::convolution_direct, d.source, d.weights, d.destination, d.stride,
        d.dilation, d.padding, d.farPadding);
    auto result = std::make_unique<rl_primitive>();
    result->primitive = convolution_backward_data(description);
    result->use(RL_SOURCE, DNNL_ARG_DIFF_SRC, description.diff_src_desc());
    result->use(RL_WEIGHTS, DNNL_ARG_WEIGHTS, description.weights_desc());
    result->use(RL_DESTINATION, DNNL_ARG_DIFF_DST, description.diff_dst_desc());
    result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
    *out = result.release();
  });
}

int rl_convolution_backward_weights(const rl_convolution *shape, int has_bias, rl_primitive **out) {
  return rl::guarded([&] {
    const ConvolutionDescriptions d(*shape);
    const auto forward = d.forward(has_bias, rl::attributes());
    const auto direct = algorithm::convolution_direct;
    using Backward = convolution_backward_weights;
    const auto description =
        has_bias ? rl::describeBackward<Backward>(forward, direct, d.source, d.gradient, d.bias, d.destination,
                                                  d.stride, d.dilation, d.padding, d.farPadding)
                 : rl::describeBackward<Backward>(forward, direct, d.source, d.gradient, d.destination, d.stride,
                                                  d.dilation, d.padding, d.farPadding);
    auto result = std::make_unique<rl_primitive>();
    result->primitive = convolution_backward_weights(description);
    result->use(RL_SOURCE, DNNL_ARG_SRC, description.src_desc());
    result->use(RL_WEIGHTS, DNNL_ARG_DIFF_WEIGHTS, description.diff_weights_desc());
    if (has_bias) result->use(RL_BIAS, DNNL_ARG_DIFF_BIAS, description.diff_bias_desc());
    result->use(RL_DESTINATION, DNNL_ARG_DIFF_DST, description.diff_dst_desc());
    result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
    // Without AVX-512, oneDNN 2.6 gathers an image for a strided 1×1 convolution with its channels rounded up to eight,
    // in a scratchpad that it sizes by the channels there are.
    if (shape->kernel_height == 1 && shape->kernel_width == 1 && shape->stride > 1)
      result->overrun = d.pixels * 8 * sizeof(float);
    *out = result.release();
  });
}
