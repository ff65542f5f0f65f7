/// A statement that a server would not run.
package struct Refusal: Equatable, Sendable {
    package var code: Int
    package var message: String

    package init(code: Int, message: String) {
        self.code = code
        self.message = message
    }

    package var sentence: String { "\(message) (error \(code))" }
}
