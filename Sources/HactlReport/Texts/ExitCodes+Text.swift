extension ExitCodes {
    /// The tables of the reference and the README, in Markdown.
    package static var markdown: String {
        [
            table(all), "`plan` answers as Terraform does:", table(plan),
            "`check` answers as monitoring plugins do:", table(check),
            "`drill` answers as `apply` does, of its first way as long as that changed nothing or failed; then:",
            table(drill),
        ].joined(separator: "\n\n")
    }

    /// For `--help`.
    package static var text: String {
        Columns.lines(all.map { ["\($0.code)".leftPadded(to: 3), $0.meaning] }).joined(separator: "\n")
    }

    private static func table(_ codes: [ExitCode]) -> String {
        (["| code | meaning | when |", "|---|---|---|"] + codes.map { "| \($0.code) | \($0.meaning) | \($0.when) |" })
            .joined(separator: "\n")
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
