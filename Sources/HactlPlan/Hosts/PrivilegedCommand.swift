import HactlModel

/// A command that hactl may run as root on a member, and what for.
package struct PrivilegedCommand: Hashable, Sendable {
    package enum Purpose: String, CaseIterable, Sendable {
        case standingTake
        case take
        case drop
        case track
        case announce
        case probeIputils
        case probeHabets
        case persistReadOnly
        case forgetReadOnly
        case fence
        case unfence
        case readLog
        case copyIn
        case custom
    }

    package let purpose: Purpose
    package let arguments: [String]

    package init(_ purpose: Purpose, _ arguments: [String]) {
        self.purpose = purpose
        self.arguments = arguments
    }

    /// As sudoers(5) wants it: "the following characters must be escaped with a backslash if used in command
    /// arguments: ',', ':', '=', '\'"; besides, arguments are matched as shell patterns, in which a backslash escapes once more.
    package var sudoersText: String {
        arguments.map { $0.escaping(Self.escapes) }.joined(separator: " ")
    }

    private static let escapes: KeyValuePairs<Unicode.Scalar, String> = [
        "\\": #"\\\\"#, ",": #"\,"#, ":": #"\:"#, "=": #"\="#, "*": #"\*"#, "?": #"\?"#, "[": #"\["#, "]": #"\]"#,
        "!": #"\!"#, "#": "\\#",
    ]
}
