/// What the meaning of a file depends on besides its text. A value, so that reading stays pure.
package struct ReadingEnvironment: Equatable, Sendable {
    /// Who runs hactl: the SSH user where the inventory names none.
    package var user: String
    /// What `~` stands for, without a slash at the end.
    package var home: String

    package init(user: String, home: String) {
        self.user = user
        self.home = home
    }
}
