#include "Primitive.hpp"

#include <memory>

using namespace dnnl;

namespace {

memory::desc plain(const int64_t *dimensions, int rank, bool transposed) {
  const memory::dims sizes(dimensions, dimensions + rank);
  memory::dims strides(rank, 1);
  for (int axis = rank - 2; axis >= 0; --axis) strides[axis] = strides[axis + 1] * sizes[axis + 1];
  if (transposed) strides = {1, sizes[0]};
  return {sizes, memory::data_type::f32, strides};
}

rl_primitive *reordering(const memory::desc &from, const memory::desc &to, primitive_attr attributes) {
  const reorder::primitive_desc description(rl::engine(), from, rl::engine(), to, attributes);
  auto result = std::make_unique<rl_primitive>();
  result->primitive = reorder(description);
  result->use(RL_SOURCE, DNNL_ARG_FROM, from);
  result->use(RL_DESTINATION, DNNL_ARG_TO, to);
  result->use(RL_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
  return result.release();
}

const memory::desc weights(const rl_primitive *primitive) {
  const auto &memory = primitive->memory[RL_WEIGHTS];
  if (!memory) throw dnnl::error(dnnl_invalid_arguments, "no weights");
  return memory->get_desc();
}

}  // namespace

int rl_pack_weights(const rl_primitive *consumer, const int64_t *dimensions, int rank, int transposed,
                    rl_primitive **out) {
  return rl::guarded(
      [&] { *out = reordering(plain(dimensions, rank, transposed), weights(consumer), rl::attributes()); });
}

int rl_unpack_weights(const rl_primitive *producer, const int64_t *dimensions, int rank, int accumulates,
                      rl_primitive **out) {
  return rl::guarded([&] {
    auto attributes = rl::attributes();
    if (accumulates) {
      post_ops operations;
      operations.append_sum(1.f);
      attributes.set_post_ops(operations);
    }
    *out = reordering(weights(producer), plain(dimensions, rank, false), attributes);
  });
}

int rl_convert(int64_t count, rl_type from, rl_type to, float scale, rl_primitive **out) {
  return rl::guarded([&] {
    const memory::dims sizes{count}, strides{1};
    *out = reordering({sizes, rl::type(from), strides}, {sizes, rl::type(to), strides}, rl::scaling(scale));
    (*out)->useScale(scale);
  });
}
