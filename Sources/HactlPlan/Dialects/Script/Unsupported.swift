/// What can't be said to a server in SQL, and the way out.
package struct Unsupported: Error, Equatable, Sendable {
    package var because: String
    package var remedy: String

    package init(because: String, remedy: String) {
        self.because = because
        self.remedy = remedy
    }
}
