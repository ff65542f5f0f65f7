/// How long a notice is tried.
package struct NoticePace: Sendable {
    /// How long one attempt may take.
    package var attempt: Duration
    /// How long to wait after the first, second … attempt that may go well later; the one after the last is given up.
    package var pauses: [Duration]
    /// The longest that a receiver may ask for.
    package var longest: Duration

    package init(
        attempt: Duration = .seconds(5),
        pauses: [Duration] = [.seconds(1), .seconds(2), .seconds(5), .seconds(15), .seconds(30)],
        longest: Duration = .seconds(60)
    ) {
        self.attempt = attempt
        self.pauses = pauses
        self.longest = longest
    }
}
