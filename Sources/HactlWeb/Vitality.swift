/// Whether the watch itself is well; of its clusters it says nothing.
package struct Vitality: Sendable, Equatable {
    /// Why it is not, a sentence each; empty when it is.
    package var complaints: [String]
    /// What else there is to know, a sentence each.
    package var notes: [String]

    package init(complaints: [String] = [], notes: [String] = []) {
        self.complaints = complaints
        self.notes = notes
    }

    package var isWell: Bool { complaints.isEmpty }
}
