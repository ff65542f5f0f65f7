/// A machine on which hactl runs, or a person types, from one start of hactl to its end.
package struct SimulatedMachine: Hashable, Sendable {
    package let name: String
    /// Which start of hactl there, counted from 1: one that died is another one than its successor.
    package let life: Int
}
