package import RLNetworks
package import RLResults
package import RLTensors

extension ExportedParameter {
  /// As a safetensors file holds it.
  package func entry(in store: ParameterStore) -> Safetensors.Entry {
    Safetensors.Entry(name: name, shape: shape.sizes, values: values(in: store))
  }
}
