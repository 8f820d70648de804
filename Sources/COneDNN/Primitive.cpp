#include "Primitive.hpp"

#include <memory>

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

const char *rl_instruction_set(void) {
  using dnnl::cpu_isa;
  switch (dnnl::get_effective_cpu_isa()) {
    case cpu_isa::sse41: return "sse41";
    case cpu_isa::avx: return "avx";
    case cpu_isa::avx2: return "avx2";
    case cpu_isa::avx2_vnni: return "avx2_vnni";
    case cpu_isa::avx512_core: return "avx512_core";
    case cpu_isa::avx512_core_vnni: return "avx512_core_vnni";
    case cpu_isa::avx512_core_bf16: return "avx512_core_bf16";
    case cpu_isa::avx512_core_amx: return "avx512_core_amx";
#if !RL_ONEDNN_2
    case cpu_isa::avx2_vnni_2: return "avx2_vnni_2";
    case cpu_isa::avx512_core_fp16: return "avx512_core_fp16";
    case cpu_isa::avx512_core_amx_fp16: return "avx512_core_amx_fp16";
#endif
    default: return "other";
  }
}
