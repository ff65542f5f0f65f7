/// An exit code, what it means, and who ends with it.
package struct ExitCode: Hashable, Sendable {
    package var code: Int32
    package var meaning: String
    package var when: String

    package init(_ code: Int32, _ meaning: String, when: String) {
        self.code = code
        self.meaning = meaning
        self.when = when
    }
}

/// Every exit code there is. They never change; programs depend on them.
package enum ExitCodes {
    package static let done = ExitCode(0, "Done and verified, or nothing to do.", when: everywhere)
    package static let refused = ExitCode(
        1, "Refused before any change: a check failed, or the answer was not yes.", when: everywhere)
    package static let putBack = ExitCode(
        2, "Failed and put back: the old primary serves as before.", when: applying)
    package static let stale = ExitCode(
        3, "The saved plan is stale, expired, edited, or of another cluster or version.", when: "apply")
    package static let undecided = ExitCode(
        4, "Whether the primary is dead can't be told: nobody acts upon that, and nothing was changed.",
        when: "plan, apply of a failover")
    package static let owing = ExitCode(
        10, "Done, but something is owed: a replica not repointed, say.", when: applying)
    package static let failedForward = ExitCode(
        11, "Failed after the commit point: the new primary is open, more is owed.", when: applying)
    package static let stranded = ExitCode(
        12, "No server is known to take writes, or not all could be put back: a person is needed now.", when: applying)
    package static let ambiguous = ExitCode(
        13, "It can't be proven that one server alone takes writes: a person is needed now.", when: applying)
    package static let usage = ExitCode(64, "The command line is wrong.", when: everywhere)
    package static let unreachable = ExitCode(69, "A host that is needed can't be reached.", when: everywhere)
    package static let fault = ExitCode(70, "hactl itself is at fault: please report it.", when: everywhere)
    package static let busy = ExitCode(75, "Somebody else holds the cluster: try later.", when: applying)
    package static let denied = ExitCode(77, "A login, a sudo rule or a grant is missing.", when: everywhere)
    package static let configuration = ExitCode(
        78, "The inventory or the playbook is wrong.", when: everywhere)
    package static let interrupted = ExitCode(
        130,
        "Interrupted (Ctrl-C) before any change; or left at once at the second one, and `resume` or `rollback` goes on.",
        when: everywhere)
    package static let terminated = ExitCode(143, "Terminated (SIGTERM) before any change.", when: everywhere)

    package static let all = [
        done, refused, putBack, stale, undecided, owing, failedForward, stranded, ambiguous, usage, unreachable, fault,
        busy,
        denied, configuration, interrupted, terminated,
    ]

    /// Commands that speak another language, because programs expect it of them.
    package static let plan = [
        ExitCode(0, "A plan was made; with --detailed-exitcode: there is nothing to do.", when: "plan"),
        ExitCode(1, "No plan could be made, or a check failed.", when: "plan"),
        ExitCode(2, "There is something to do.", when: "plan --detailed-exitcode"),
    ]
    package static let check = [
        ExitCode(0, "OK", when: "check"), ExitCode(1, "WARNING", when: "check"),
        ExitCode(2, "CRITICAL", when: "check"), ExitCode(3, "UNKNOWN", when: "check"),
    ]

    package static let drill = [
        ExitCode(0, "Passed: the writer is where it was, and no outage exceeded the gate.", when: "drill"),
        ExitCode(
            10,
            "The writer is where it was; an outage exceeded the gate, the hold was cut short, or something is owed.",
            when: "drill"),
        ExitCode(
            11, "The writer was moved and not led back, or more than that is owed: it says what to do.", when: "drill"),
    ]

    private static let everywhere = "every command"
    private static let applying = "apply, resume, rollback"
}
