"""PyTorch's layers as their definitions, in NumPy and float64: images are [batch, channels, height, width], weights
[filters, channels, height, width] and [outputs, inputs]. `check_layers.py` compares them with PyTorch's own."""
import numpy
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(image, weight, bias, stride, padding):
    image = numpy.pad(image, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = sliding_window_view(image, weight.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return numpy.einsum("bchwij,ocij->bohw", windows, weight, optimize=True) + bias[:, None, None]


def max_pool2d(image, size, stride, padding):
    image = numpy.pad(image, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=-numpy.inf)
    return sliding_window_view(image, (size, size), axis=(2, 3))[:, :, ::stride, ::stride].max((4, 5))


def linear(rows, weight, bias):
    return rows @ weight.T + bias


def batch_norm2d(image, mean, variance, weight, bias, epsilon):
    """In use: with the running statistics."""
    scale = weight / numpy.sqrt(variance + epsilon)
    return (image - mean[:, None, None]) * scale[:, None, None] + bias[:, None, None]


def layer_norm(rows, weight, bias, epsilon):
    """Over the last axis."""
    mean, variance = rows.mean(-1, keepdims=True), rows.var(-1, keepdims=True)
    return (rows - mean) / numpy.sqrt(variance + epsilon) * weight + bias


def relu(values):
    return numpy.maximum(values, 0)


def with_coordinates(image):
    """The image with x and y, from -1 to 1, as further channels (Liu 2018, arXiv 1807.03247)."""
    batch, _, height, width = image.shape
    x = numpy.broadcast_to(numpy.linspace(-1, 1, width), (batch, 1, height, width))
    y = numpy.broadcast_to(numpy.linspace(-1, 1, height)[:, None], (batch, 1, height, width))
    return numpy.concatenate([image, x, y], 1)
