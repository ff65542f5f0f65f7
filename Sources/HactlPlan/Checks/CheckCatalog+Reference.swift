import HactlModel

extension CheckCatalog {
    /// `Documentation/Checks.md`.
    package static var reference: String {
        let sections = all.map { section(of: $0) }
        let health = HealthCatalog.all.map { "| \($0.code) | \($0.summary) |" }
        return ([preface] + sections + [healthPreface] + health).joined(separator: "\n") + "\n"
    }

    private static let preface = """
        # Checks

        Before a run changes anything, its playbook's checks judge what was seen. A failure refuses the run, a warning
        and a note don't. Where a failure can be overruled it says so: `--accept P06` overrules those of lag, and plan
        and journal record it. A member that can't be seen passes no check. Those whose code begins with P are about a planned
        switchover, those with F about failover and what comes after it, those with C about the copy of a rebuild.

        This file is written by a test: RECORD=1 swift test --filter CheckReferenceTests

        """

    private static let healthPreface = """
        ## Health

        What `hactl check` asks beside: it speaks against no run. R01 is a run that was not finished. What would refuse a switchover and hurts
        nobody until one is made (\(HealthCatalog.asking.sorted().joined(separator: ", "))) is a warning there.

        | code | what it watches |
        |---|---|
        """

    private static func section(of type: any Check.Type) -> String {
        let written = type.example.isEmpty ? "- \(type.name)" : "- \(type.name): \(type.example)"
        return """
            ## \(type.code) \(type.name)

            \(type.summary) \(type.acceptance.sentence)

                \(written)

            """
    }
}
