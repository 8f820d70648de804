// Convolutions, matrix products, pooling and normalization.
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

int rl_matmul_create(const rl_matmul *shape, rl_primitive **out) {
  return rl::guarded([&] {
    const auto &s = *shape;
    const memory::desc source({s.rows, s.inner}, rl::type(s.source_type), s.source_transposed ? Tag::ba : Tag::ab);
    const memory::desc weights({s.inner, s.columns}, rl::type(s.weights_type),
                               s.packs_weights ? Tag::any : s.weights_transposed ? Tag::ba : Tag::ab);
    const memory::desc destination({s.rows, s.columns}, rl::type(s.destination_type), Tag::ab);
    const memory::desc bias({1, s.columns}, memory::data_type::f32, Tag::ab);
    auto attributes = rl::attributes();
    post_ops operations;
    if (s.accumulates) operations.append_sum(1.f);
    if (s.relu) rl::appendReLU(operations);
    attributes.set_post_ops(operations);
    const auto description = s.has_bias ? rl::describe<matmul>(attributes, source, weights, bias, destination)
                                        : rl::describe<matmul>(attributes, source, weights, destination);
    auto result = std::make_unique<rl_primitive>();
    result->primitive = matmul(description);
    result->use(RL_SOURCE, DNNL_ARG_SRC, description.src_desc());
    result->use(RL_WEIGHTS, DNNL_ARG_WEIGHTS, description.weights_desc());
    if (s.has_bias) result->use(RL_BIAS, DNNL_ARG_BIAS, bias);
    result->use(RL_DESTINATION, DNNL_ARG_DST, description.dst_desc());
    result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
    *out = result.release();
  });
}

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

namespace {

struct NormalizationDescriptions {
  memory::desc data, statistics, scale;
  normalization_flags flags;

  explicit NormalizationDescriptions(const rl_normalization &s) {
    const auto numbers = memory::data_type::f32;
    scale = {{s.channels}, numbers, Tag::a};
    if (s.by_row) {
      data = {{s.rows, s.channels}, rl::type(s.type), Tag::ab};
      statistics = {{s.rows}, numbers, Tag::a};
    } else {
      // Where a row is in its batch and image makes no difference.
      data = {{1, s.channels, s.rows, 1}, rl::type(s.type), Tag::nhwc};
      statistics = scale;
    }
    flags = normalization_flags::use_scale | normalization_flags::use_shift;
    if (s.given_statistics) flags |= normalization_flags::use_global_stats;
    if (s.relu) flags |= normalization_flags::fuse_norm_relu;
  }

  // oneDNN 3 describes what is read and what is written apart, here and in the gradient below.
  template <typename Forward, typename... Rest>
  typename Forward::primitive_desc describeForward(const Rest &...rest) const {
    const auto kind = prop_kind::forward_training;
#if RL_ONEDNN_2
    return rl::describe<Forward>(rl::attributes(), kind, data, rest...);
#else
    return rl::describe<Forward>(rl::attributes(), kind, data, data, rest...);
#endif
  }

  template <typename Backward, typename Forward, typename... Rest>
  typename Backward::primitive_desc describeBackward(const Forward &forward, const Rest &...rest) const {
    const auto kind = prop_kind::backward;
#if RL_ONEDNN_2
    return rl::describeBackward<Backward>(forward, kind, data, data, rest...);
#else
    return rl::describeBackward<Backward>(forward, kind, data, data, data, rest...);
#endif
  }

  batch_normalization_forward::primitive_desc batchForward(float epsilon) const {
    return describeForward<batch_normalization_forward>(epsilon, flags);
  }

  layer_normalization_forward::primitive_desc layerForward(float epsilon) const {
    return describeForward<layer_normalization_forward>(statistics, epsilon, flags);
  }

  template <typename Forward> rl_primitive *forward(const typename Forward::primitive_desc &description) const {
    auto result = std::make_unique<rl_primitive>();
    result->primitive = Forward(description);
    result->use(RL_SOURCE, DNNL_ARG_SRC, data);
    result->use(RL_MEAN, DNNL_ARG_MEAN, statistics);
    result->use(RL_VARIANCE, DNNL_ARG_VARIANCE, statistics);
    result->use(RL_WEIGHTS, DNNL_ARG_SCALE, scale);
    result->use(RL_BIAS, DNNL_ARG_SHIFT, scale);
    result->use(RL_DESTINATION, DNNL_ARG_DST, data);
    result->use(RL_WORKSPACE, DNNL_ARG_WORKSPACE, description.workspace_desc());
    result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
    return result.release();
  }

  template <typename Backward>
  rl_primitive *backward(const typename Backward::primitive_desc &description, const memory::desc &workspace) const {
    auto result = std::make_unique<rl_primitive>();
    result->primitive = Backward(description);
    result->use(RL_INPUT, DNNL_ARG_SRC, data);
    result->use(RL_MEAN, DNNL_ARG_MEAN, statistics);
    result->use(RL_VARIANCE, DNNL_ARG_VARIANCE, statistics);
    result->use(RL_DESTINATION, DNNL_ARG_DIFF_DST, data);
    result->use(RL_WEIGHTS, DNNL_ARG_SCALE, scale);
    result->use(RL_SOURCE, DNNL_ARG_DIFF_SRC, data);
    result->use(RL_WEIGHTS_GRADIENT, DNNL_ARG_DIFF_SCALE, scale);
    result->use(RL_BIAS_GRADIENT, DNNL_ARG_DIFF_SHIFT, scale);
    result->use(RL_WORKSPACE, DNNL_ARG_WORKSPACE, workspace);
    // No gradient depends on the shift. Some versions count it among their arguments all the same, and refuse to run on
    // another number of them, so those that do get it.
    int inputs = 0;
    error::wrap_c_api(dnnl_primitive_desc_query(description.get(), dnnl_query_num_of_inputs_s32, 0, &inputs),
                      "could not count a normalization's inputs");
    if (inputs > (result->memory[RL_WORKSPACE] ? 6 : 5))
      result->use(RL_BIAS, DNNL_ARG_SHIFT, scale);
    else
      result->memory[RL_BIAS].emplace(scale, rl::engine(), static_cast<void *>(nullptr));
    result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
    return result.release();
  }
};

}  // namespace

int rl_normalization_forward(const rl_normalization *shape, rl_primitive **out) {
  return rl::guarded([&] {
    const NormalizationDescriptions d(*shape);
    *out = shape->by_row ? d.forward<layer_normalization_forward>(d.layerForward(shape->epsilon))
                         : d.forward<batch_normalization_forward>(d.batchForward(shape->epsilon));
  });
}

int rl_normalization_backward(const rl_normalization *shape, rl_primitive **out) {
  return rl::guarded([&] {
    const NormalizationDescriptions d(*shape);
    if (shape->by_row) {
      using Backward = layer_normalization_backward;
      const auto forward = d.layerForward(shape->epsilon);
      *out = d.backward<Backward>(d.describeBackward<Backward>(forward, d.statistics, shape->epsilon, d.flags),
                                  forward.workspace_desc());
    } else {
      using Backward = batch_normalization_backward;
      const auto forward = d.batchForward(shape->epsilon);
      *out = d.backward<Backward>(d.describeBackward<Backward>(forward, shape->epsilon, d.flags),
                                  forward.workspace_desc());
    }
  });
}
