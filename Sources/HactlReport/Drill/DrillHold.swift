import HactlModel

/// The time between the two ways.
package struct DrillHold: Sendable {
    package let asked: Duration
    package let held: Duration
    package let end: End

    package enum End: Sendable, Equatable {
        case whole
        /// A person ended it, by this signal.
        case interrupted(String)
        /// The cluster was critical: what was found first.
        case ill(String)
    }

    package init(asked: Duration, held: Duration, end: End) {
        self.asked = asked
        self.held = held
        self.end = end
    }

    package var remarks: [String] {
        switch end {
        case .whole: []
        case .interrupted(let signal): ["the hold was ended by \(signal) after \(held.words) of \(asked.words)"]
        case .ill(let words): ["the hold was ended after \(held.words): \(words)"]
        }
    }
}
