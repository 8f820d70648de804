// The whole shim as one translation unit: to read oneDNN's header costs more than to compile all that is here.
#include "Primitive.cpp"

#include "Addition.cpp"
#include "Convolution.cpp"
#include "MatrixProduct.cpp"
#include "Normalization.cpp"
#include "Pooling.cpp"
#include "Reorder.cpp"
