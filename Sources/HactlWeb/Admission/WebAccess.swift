import HactlModel

/// Who may ask a watch, and who may have it do something.
package struct WebAccess: Sendable {
    /// Whoever has it may write, and read from anywhere; `nil`: nobody writes, and only this machine reads.
    package var token: Secret?
    /// How to give the watch a token, as a sentence: what is told to those who would need one.
    package var advice: String
    /// Names under which this machine is asked without the token, beside `localhost` and its addresses.
    package var names: [String]

    package init(token: Secret?, advice: String, names: [String] = []) {
        self.token = token
        self.advice = advice
        self.names = names
    }
}
