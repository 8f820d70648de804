public import Testing
import RLTensors

extension Trait where Self == ConditionTrait {
  /// For tests that compute in bfloat16, which not every processor does.
  public static var needsBFloat16: Self {
    .enabled(if: ElementType.bfloat16.isSupported, "this processor has no bfloat16")
  }
}
