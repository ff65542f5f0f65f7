/// A secret in clear. It prints as dots, it can't be encoded, and it is revealed only where it is used.
package struct Secret: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let clear: String

    package init(_ clear: String) { self.clear = clear }

    /// Hands out the secret. Called at the door to a server and nowhere else.
    package func reveal() -> String { clear }

    package var description: String { "••••" }
    package var debugDescription: String { "••••" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
