import HactlModel

/// A key of a map with its value.
struct WrittenEntry: Equatable {
    var name: String
    /// Where the key stands.
    var place: SourcePlace
    var value: Written
}
