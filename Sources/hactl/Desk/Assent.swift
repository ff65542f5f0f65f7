import HactlLive
import HactlReport

/// A person's agreement.
enum Assent {
    /// Ends the command unless somebody at the terminal types `yes`.
    ///
    /// - Parameters:
    ///   - undertaking: what is cancelled otherwise, as a noun: `Apply`.
    ///   - hint: what to do where there is nobody to ask.
    static func ask(_ question: String, to undertaking: String, elsewhere hint: String) throws {
        guard Terminal.hasInput else {
            throw Quit("There is nobody to ask: stdin is no terminal.", hint: hint, code: .usage)
        }
        guard Terminal.ask("\n" + question) == "yes" else {
            throw Quit("\(undertaking) cancelled; nothing was changed.", hint: "", code: .refused)
        }
    }
}
