#include "Primitive.hpp"

#include <memory>

using namespace dnnl;
using Tag = memory::format_tag;

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
