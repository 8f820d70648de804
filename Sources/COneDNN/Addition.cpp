#include "Primitive.hpp"

#include <memory>

using namespace dnnl;

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
