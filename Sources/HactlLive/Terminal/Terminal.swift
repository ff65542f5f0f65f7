import Glibc
import HactlModel

/// The standard streams: results on stdout, everything else on stderr.
package enum Terminal {
    package static var hasInput: Bool { isatty(STDIN_FILENO) == 1 }
    package static var hasOutput: Bool { isatty(STDOUT_FILENO) == 1 }
    package static var hasErrors: Bool { isatty(STDERR_FILENO) == 1 }

    /// <https://no-color.org>, and terminals that can't.
    package static func allowsColour(environment: [String: String]) -> Bool {
        environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// By the locale (locale(7): the first of the three that is set).
    package static func speaksUTF8(environment: [String: String]) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.lowercased().escaping(["-": ""]).contains("utf8")
    }

    package static func print(_ text: String) { put(text + "\n", on: STDOUT_FILENO) }
    package static func complain(_ text: String) { put(text + "\n", on: STDERR_FILENO) }

    /// Asks on stderr and reads one line from stdin; `nil` at its end.
    package static func ask(_ question: String) -> String? {
        put(question, on: STDERR_FILENO)
        return readLine()
    }

    private static func put(_ text: String, on descriptor: CInt) {
        var rest = Array(text.withoutControls.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }
}
