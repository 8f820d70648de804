// Plain C over oneDNN's primitives: create one, bind its buffers, run it, free it.
// The only place that knows oneDNN's version (2.6 to 3.x). No exception crosses: every call returns a status, 0 for success.
#ifndef RLCOORD_CONEDNN_H
#define RLCOORD_CONEDNN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A oneDNN primitive with the memory objects of its arguments. One thread at a time.
typedef struct rl_primitive rl_primitive;

typedef enum { RL_FLOAT32 = 0, RL_BFLOAT16 = 1, RL_UINT8 = 2, RL_INT32 = 3 } rl_type;

/// The argument a buffer is bound to.
typedef enum {
  RL_SOURCE = 0, RL_WEIGHTS = 1, RL_BIAS = 2, RL_DESTINATION = 3, RL_WORKSPACE = 4, RL_SCRATCHPAD = 5,
  RL_INPUT = 6, RL_MEAN = 7, RL_VARIANCE = 8, RL_WEIGHTS_GRADIENT = 9, RL_BIAS_GRADIENT = 10, RL_SLOTS = 11
} rl_slot;

/// Images are NHWC, weights logically OIHW. `type` is that of activations and packed weights;
/// biases and weight gradients are float32. `padding` is above and left, `far_padding` below and right.
typedef struct {
  int64_t batch, height, width, channels;
  int64_t filters, kernel_height, kernel_width;
  int64_t stride, padding, far_padding, dilation;
  rl_type type;
} rl_convolution;

/// destination[rows, columns] = source[rows, inner] × weights[inner, columns]. A transposed operand is stored
/// with its axes exchanged. `packs_weights` leaves the layout of `weights` to oneDNN.
typedef struct {
  int64_t rows, inner, columns;
  int source_transposed, weights_transposed, packs_weights;
  int has_bias, relu, accumulates;
  rl_type source_type, weights_type, destination_type;
} rl_matmul;

typedef struct {
  int64_t batch, height, width, channels;
  int64_t kernel_height, kernel_width, stride, padding;
  int average;
  rl_type type;
} rl_pooling;

/// Normalizes each channel over all rows, or, where `by_row`, each row over its channels. With `given_statistics`, which
/// only channels may have, means and variances are read; otherwise they are computed. `relu` is for channels, too.
typedef struct {
  int64_t rows, channels;
  int by_row, given_statistics, relu;
  float epsilon;
  rl_type type;
} rl_normalization;

int rl_convolution_forward(const rl_convolution *shape, int has_bias, int relu, rl_primitive **out);
/// Slots: DESTINATION is the gradient of the output, SOURCE the gradient of the input.
int rl_convolution_backward_data(const rl_convolution *shape, rl_primitive **out);
/// Slots: WEIGHTS and BIAS are the gradients, DESTINATION the gradient of the output.
int rl_convolution_backward_weights(const rl_convolution *shape, int has_bias, rl_primitive **out);
int rl_matmul_create(const rl_matmul *shape, rl_primitive **out);
/// A matrix plus one row on every row, rectified where `relu`. Slots: SOURCE and DESTINATION may be the same buffer of
/// `[rows, columns]`, WEIGHTS is the row, float32.
int rl_add_row(int64_t rows, int64_t columns, rl_type type, int relu, rl_primitive **out);
int rl_pooling_forward(const rl_pooling *shape, rl_primitive **out);
/// Slots: DESTINATION is the gradient of the output, SOURCE the gradient of the input.
int rl_pooling_backward(const rl_pooling *shape, rl_primitive **out);

/// Slots: WEIGHTS is the scale, BIAS the shift; MEAN and VARIANCE are float32 like those two.
int rl_normalization_forward(const rl_normalization *shape, rl_primitive **out);
/// Slots: INPUT is what was normalized, DESTINATION the gradient of the output, SOURCE that of the input.
int rl_normalization_backward(const rl_normalization *shape, rl_primitive **out);

/// DESTINATION = SOURCE + WEIGHTS, element by element; the buffers may coincide.
int rl_add(int64_t count, rl_type type, rl_primitive **out);

/// Plain float32 -> the layout in which `consumer` wants its WEIGHTS. `dimensions` are logical; a matrix whose
/// `transposed` is set is stored with its axes exchanged.
int rl_pack_weights(const rl_primitive *consumer, const int64_t *dimensions, int rank, int transposed,
                    rl_primitive **out);
/// The layout in which `producer` leaves its WEIGHTS gradient -> plain float32, added to what is there or not.
int rl_unpack_weights(const rl_primitive *producer, const int64_t *dimensions, int rank, int accumulates,
                      rl_primitive **out);
/// `count` elements of one type to another, each times `scale`.
int rl_convert(int64_t count, rl_type from, rl_type to, float scale, rl_primitive **out);

/// Bytes that a slot's buffer must hold; 0 for a slot that the primitive does not use.
size_t rl_bytes(const rl_primitive *primitive, rl_slot slot);
/// Whether two primitives want their WEIGHTS in the same layout.
int rl_same_weights(const rl_primitive *a, const rl_primitive *b);
int rl_bind(rl_primitive *primitive, rl_slot slot, void *buffer);
int rl_run(rl_primitive *primitive);
void rl_free(rl_primitive *primitive);
/// oneDNN's own version, as major * 10000 + minor * 100 + patch.
int rl_version(void);

/// The instructions that oneDNN computes with here, such as "avx512_core_bf16".
const char *rl_instruction_set(void);

#ifdef __cplusplus
}
#endif
#endif
