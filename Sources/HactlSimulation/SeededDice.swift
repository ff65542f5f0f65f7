/// Dice that fall alike for the same seed (splitmix64).
package struct SeededDice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Between the two, the upper one excluded, in whole milliseconds.
    package mutating func span(_ range: Range<Duration>) -> Duration {
        let (low, high) = (range.lowerBound / .milliseconds(1), range.upperBound / .milliseconds(1))
        return .milliseconds(Int.random(in: Int(low)..<max(Int(low) + 1, Int(high)), using: &self))
    }

    /// Whether something happens that happens so many times in a hundred.
    package mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
