#include "Primitive.hpp"

#include <memory>

using namespace dnnl;
using Tag = memory::format_tag;

int rl_add(int64_t count, rl_type type, rl_primitive **out) {
  return rl::guarded([&] {
    const memory::desc description({count}, rl::type(type), memory::dims{1});
    const auto operation =
        rl::describe<binary>(rl::attributes(), algorithm::binary_add, description, description, description);
    auto result = std::make_unique<rl_primitive>();
    result->primitive = binary(operation);
    result->use(RL_SOURCE, DNNL_ARG_SRC_0, description);
    result->use(RL_WEIGHTS, DNNL_ARG_SRC_1, description);
    result->use(RL_DESTINATION, DNNL_ARG_DST, description);
    result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, operation.scratchpad_desc());
    *out = result.release();
  });
}

int rl_add_row(int64_t rows, int64_t columns, rl_type element, int relu, rl_primitive **out) {
  return rl::guarded([&] {
    const memory::desc matrix({rows, columns}, rl::type(element), Tag::ab);
    const memory::desc row({1, columns}, memory::data_type::f32, Tag::ab);
    auto attributes = rl::attributes();
    if (relu) {
      post_ops operations;
      rl::appendReLU(operations);
      attributes.set_post_ops(operations);
    }
    const auto description = rl::describe<binary>(attributes, algorithm::binary_add, matrix, row, matrix);
    auto result = std::make_unique<rl_primitive>();
    result->primitive = binary(description);
    result->use(RL_SOURCE, DNNL_ARG_SRC_0, matrix);
    result->use(RL_WEIGHTS, DNNL_ARG_SRC_1, row);
    result->use(RL_DESTINATION, DNNL_ARG_DST, matrix);
    result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
    *out = result.release();
  });
}
