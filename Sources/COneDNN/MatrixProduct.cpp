#include "Primitive.hpp"

#include <memory>

using namespace dnnl;
using Tag = memory::format_tag;

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
