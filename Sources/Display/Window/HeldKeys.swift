#if SDL
  /// The keys that are down. Where two things hold one key, such as two shift keys or a stick and a pad, it is pressed
  /// with the first and released with the last.
  struct HeldKeys {
    /// What can hold a key down.
    enum Holder: Hashable {
      /// A place on the keyboard.
      case keyboard(UInt32)
      /// A button of a game controller.
      case button(UInt8, controller: Int32)
      /// A direction of a stick.
      case stick(axis: UInt8, isPositive: Bool, controller: Int32)
    }

    private var held: [(holder: Holder, key: Key)] = []

    /// All that hold a key, in the order in which they began.
    var holders: [Holder] { held.map(\.holder) }

    /// Presses a key, unless it is down already.
    mutating func press(_ key: Key, by holder: Holder) -> InputEvent? {
      guard !holders.contains(holder) else { return nil }
      let isDown = held.contains { $0.key == key }
      held.append((holder, key))
      return isDown ? nil : .pressed(key)
    }

    /// Releases the key that a holder pressed, unless another one holds it too.
    mutating func release(by holder: Holder) -> InputEvent? {
      guard let index = held.firstIndex(where: { $0.holder == holder }) else { return nil }
      let key = held.remove(at: index).key
      return held.contains { $0.key == key } ? nil : .released(key)
    }
  }
#endif
