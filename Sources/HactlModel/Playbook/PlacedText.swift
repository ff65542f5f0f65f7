/// A text and the place where it stands.
package struct PlacedText: Hashable, Sendable {
    package var text: String
    package var place: SourcePlace

    package init(_ text: String, at place: SourcePlace) {
        self.text = text
        self.place = place
    }
}
