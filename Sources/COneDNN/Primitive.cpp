// What all primitives share, and those that work element by element: addition, conversion, packing of weights.
#include "Primitive.hpp"

#include <memory>

using namespace dnnl;
using Tag = memory::format_tag;

namespace rl {

dnnl::engine &engine() {
  static dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

dnnl::stream &stream() {
  thread_local dnnl::stream stream(engine());
  return stream;
}

dnnl::memory::data_type type(rl_type type) {
  switch (type) {
    case RL_FLOAT32: return dnnl::memory::data_type::f32;
    case RL_BFLOAT16: return dnnl::memory::data_type::bf16;
    case RL_UINT8: return dnnl::memory::data_type::u8;
    case RL_INT32: return dnnl::memory::data_type::s32;
  }
  throw dnnl::error(dnnl_invalid_arguments, "unknown element type");
}

dnnl::primitive_attr attributes() {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

dnnl::primitive_attr scaling(float scale) {
  auto result = attributes();
  if (scale == 1.f) return result;
#if RL_ONEDNN_2
  result.set_output_scales(0, {scale});
#else
  result.set_scales_mask(DNNL_ARG_SRC, 0);
#endif
  return result;
}

void appendReLU(dnnl::post_ops &operations) {
#if RL_ONEDNN_2
  operations.append_eltwise(1.f, dnnl::algorithm::eltwise_relu, 0.f, 0.f);
#else
  operations.append_eltwise(dnnl::algorithm::eltwise_relu, 0.f, 0.f);
#endif
}

}  // namespace rl

void rl_primitive::use(rl_slot slot, int number, const dnnl::memory::desc &description) {
  if (description.get_size() == 0) return;
  memory[slot].emplace(description, rl::engine(), static_cast<void *>(nullptr));
  argument[slot] = number;
  arguments[count++] = {number, memory[slot]->get()};
}

void rl_primitive::useScale([[maybe_unused]] float scale) {
#if !RL_ONEDNN_2
  if (scale == 1.f) return;
  factor.emplace(dnnl::memory::desc({1}, dnnl::memory::data_type::f32, dnnl::memory::format_tag::a), rl::engine());
  *static_cast<float *>(factor->get_data_handle()) = scale;
  arguments[count++] = {DNNL_ARG_ATTR_SCALES | DNNL_ARG_SRC, factor->get()};
#endif
}

size_t rl_bytes(const rl_primitive *primitive, rl_slot slot) {
  const auto &memory = primitive->memory[slot];
  if (!memory) return 0;
  return memory->get_desc().get_size() + (slot == RL_SCRATCHPAD ? primitive->overrun : 0);
}

int rl_same_weights(const rl_primitive *a, const rl_primitive *b) {
  const auto &x = a->memory[RL_WEIGHTS], &y = b->memory[RL_WEIGHTS];
  return x && y && x->get_desc() == y->get_desc();
}

int rl_bind(rl_primitive *primitive, rl_slot slot, void *buffer) {
  return rl::guarded([&] {
    if (!primitive->memory[slot]) throw dnnl::error(dnnl_invalid_arguments, "unused slot");
    primitive->memory[slot]->set_data_handle(buffer);
  });
}

int rl_run(rl_primitive *primitive) {
  omp_set_num_threads(1);
  return dnnl_primitive_execute(primitive->primitive.get(), rl::stream().get(), primitive->count,
                                primitive->arguments.data());
}

void rl_free(rl_primitive *primitive) { delete primitive; }

int rl_version(void) {
  const auto *version = dnnl::version();
  return version->major * 10000 + version->minor * 100 + version->patch;
}

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
