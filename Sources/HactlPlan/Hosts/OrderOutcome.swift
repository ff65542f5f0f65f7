/// What an order's exit code and words mean.
package enum OrderOutcome: Equatable, Sendable {
    case done
    /// It was so already.
    case nothingToDo
    /// The host refused, and nothing has changed.
    case refused(String)

    /// Reads what `ip addr add` and `ip addr del` left behind.
    package static func ofAddressOrder(exit code: Int32, errors: String) -> OrderOutcome {
        if code == 0 { return .done }
        return alreadySo.contains { errors.contains($0) } ? .nothingToDo : .refused(sentence(errors, code))
    }

    /// The kernel's words since 4.15 or so, and those before it. "Cannot assign requested address" comes from `del`.
    private static let alreadySo = [
        "Address already assigned", "File exists", "Address not found", "Cannot assign requested address",
    ]

    private static func sentence(_ errors: String, _ code: Int32) -> String {
        errors.split(separator: "\n").first.map(String.init) ?? "it ended with \(code) and said nothing"
    }
}
