import HactlModel

/// One statement of a script. It prints without its secrets.
package struct ScriptLine: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let topic: Topic
    package let tolerance: Tolerance
    /// What stays unknown when the statement is refused; `nil` where nothing does.
    package let blindSpot: String?
    /// What the server might repeat in an error and must not reach anyone.
    package let secrets: [Secret]
    /// A playbook's own text: it may hold several statements and answer with as many results.
    package let isForeign: Bool
    private let clear: Secret
    private let shown: String

    package init(
        _ text: String, as topic: Topic = .effect, tolerating tolerance: Tolerance = .nothing,
        blindSpot: String? = nil, isForeign: Bool = false
    ) {
        self.init(
            clear: text, shown: text, secrets: [], topic: topic, tolerance: tolerance, blindSpot: blindSpot,
            isForeign: isForeign)
    }

    /// A statement with a secret in it.
    package init(clear: String, shown: String, secrets: [Secret]) {
        self.init(
            clear: clear, shown: shown, secrets: secrets, topic: .effect, tolerance: .nothing, blindSpot: nil,
            isForeign: false)
    }

    private init(
        clear: String, shown: String, secrets: [Secret], topic: Topic, tolerance: Tolerance, blindSpot: String?,
        isForeign: Bool
    ) {
        self.clear = Secret(clear)
        self.shown = shown
        self.secrets = secrets
        self.topic = topic
        self.tolerance = tolerance
        self.blindSpot = blindSpot
        self.isForeign = isForeign
    }

    /// The text with its secrets. Called at the door to a server and nowhere else.
    package func reveal() -> String { clear.reveal() }

    package var description: String { shown }
    package var debugDescription: String { shown }
    package var customMirror: Mirror { Mirror(self, children: ["text": shown]) }
}
