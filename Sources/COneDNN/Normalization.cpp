#include "Primitive.hpp"

#include <memory>

using namespace dnnl;
using Tag = memory::format_tag;

namespace {

struct Descriptions {
  memory::desc data, statistics, scale;
  normalization_flags flags;

  explicit Descriptions(const rl_normalization &s) {
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

  batch_normalization_forward::primitive_desc batchForward(float epsilon) const {
    return {{prop_kind::forward_training, data, epsilon, flags}, rl::attributes(), rl::engine()};
  }

  layer_normalization_forward::primitive_desc layerForward(float epsilon) const {
    return {{prop_kind::forward_training, data, statistics, epsilon, flags}, rl::attributes(), rl::engine()};
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
    // Not needed, but oneDNN 2.6 counts its arguments.
    result->use(RL_BIAS, DNNL_ARG_SHIFT, scale);
    result->use(RL_SOURCE, DNNL_ARG_DIFF_SRC, data);
    result->use(RL_WEIGHTS_GRADIENT, DNNL_ARG_DIFF_SCALE, scale);
    result->use(RL_BIAS_GRADIENT, DNNL_ARG_DIFF_SHIFT, scale);
    result->use(RL_WORKSPACE, DNNL_ARG_WORKSPACE, workspace);
    result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
    return result.release();
  }
};

}  // namespace

int rl_normalization_forward(const rl_normalization *shape, rl_primitive **out) {
  return rl::guarded([&] {
    const Descriptions d(*shape);
    *out = shape->by_row ? d.forward<layer_normalization_forward>(d.layerForward(shape->epsilon))
                         : d.forward<batch_normalization_forward>(d.batchForward(shape->epsilon));
  });
}

int rl_normalization_backward(const rl_normalization *shape, rl_primitive **out) {
  return rl::guarded([&] {
    const Descriptions d(*shape);
    const auto kind = prop_kind::backward;
    if (shape->by_row) {
      const auto forward = d.layerForward(shape->epsilon);
      *out = d.backward<layer_normalization_backward>(
          {{kind, d.data, d.data, d.statistics, shape->epsilon, d.flags}, rl::attributes(), rl::engine(), forward},
          forward.workspace_desc());
    } else {
      const auto forward = d.batchForward(shape->epsilon);
      *out = d.backward<batch_normalization_backward>(
          {{kind, d.data, d.data, shape->epsilon, d.flags}, rl::attributes(), rl::engine(), forward},
          forward.workspace_desc());
    }
  });
}
