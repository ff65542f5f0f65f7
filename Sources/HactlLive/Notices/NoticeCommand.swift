import HactlModel
import HactlPlan
import HactlRun
import Subprocess

/// A program of this machine that takes a notice on its standard input.
struct NoticeCommand: Sendable {
    private let command: [String]
    private let environment: [String: String]

    init(_ command: [String], _ environment: [String: String] = [:]) {
        self.command = command
        self.environment = environment
    }

    private var name: String { command.first ?? "" }

    func run(reading input: Secret, within limit: Duration) async -> Delivery {
        let custom = CustomCommand(
            arguments: command, environment: environment, timeout: limit, label: "notify")
        switch await LocalCommand.outcome(of: custom, within: limit, reading: input.reveal()) {
        case .success(let status) where status.isSuccess: return .arrived
        // sysexits.h: EX_TEMPFAIL, "the user is invited to retry".
        case .success(.exited(75)): return .later(because: "'\(name)' ended with 75")
        case .success(let status): return .never(because: "'\(name)' ended with \(status)")
        // What it was told it may have passed on: nobody is told twice.
        case .failure(let trouble): return .never(because: trouble.message)
        }
    }
}
