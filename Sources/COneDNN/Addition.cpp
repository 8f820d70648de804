#include "Primitive.hpp"

#include <memory>

using namespace dnnl;
using Tag = memory::format_tag;

namespace {

rl_primitive *adding(const memory::desc &sum, const memory::desc &addend, const primitive_attr &attributes) {
  const auto description = rl::describe<binary>(attributes, algorithm::binary_add, sum, addend, sum);
  auto result = std::make_unique<rl_primitive>();
  result->primitive = binary(description);
  result->use(RL_SOURCE, DNNL_ARG_SRC_0, sum);
  result->use(RL_WEIGHTS, DNNL_ARG_SRC_1, addend);
  result->use(RL_DESTINATION, DNNL_ARG_DST, sum);
  result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
  return result.release();
}

}  // namespace

int rl_add(int64_t count, rl_type type, rl_primitive **out) {
  return rl::guarded([&] {
    const memory::desc description({count}, rl::type(type), memory::dims{1});
    *out = adding(description, description, rl::attributes());
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
    *out = adding(matrix, row, attributes);
  });
}
