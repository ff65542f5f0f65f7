import HactlModel
import HactlPlan
import HactlRun
import Subprocess

/// Commands on the machine that runs hactl.
enum LocalCommand {
    static func run(_ command: CustomCommand, within limit: Duration) async -> Answer {
        switch await outcome(of: command, within: min(limit, command.timeout)) {
        case .success(let status) where status.isSuccess: .done(CommandLedger.entries(for: command))
        case .success(let status):
            .failed(ActionFailure("'\(command.arguments[0])' ended with \(status)", effect: .unknown))
        case .failure(let trouble): .failed(ActionFailure(trouble.message, effect: trouble.effect))
        }
    }

    /// A check holds when its command ends with 0; anything else says nothing.
    static func check(_ command: CustomCommand) async -> [Observation] {
        guard case .success(let status) = await outcome(of: command, within: command.timeout), status.isSuccess else {
            return []
        }
        return [.done(command.label)]
    }

    /// - Parameter input: what it reads on its standard input.
    static func outcome(
        of command: CustomCommand, within limit: Duration, reading input: String = ""
    ) async -> Result<TerminationStatus, ActionFailure> {
        let name = command.arguments.first ?? ""
        return await withTaskGroup(of: Result<TerminationStatus, ActionFailure>?.self) { group in
            group.addTask { await start(command, name, input) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first ?? .failure(ActionFailure("'\(name)' did not end within \(limit.words)", effect: .unknown))
        }
    }

    private static func start(
        _ command: CustomCommand, _ name: String, _ input: String
    ) async -> Result<TerminationStatus, ActionFailure> {
        var environment: [Environment.Key: String?] = [:]
        for (name, value) in command.environment { environment[Environment.Key(stringLiteral: name)] = value }
        do {
            let result = try await Subprocess.run(
                Executable(word: name), arguments: Arguments(Array(command.arguments.dropFirst())),
                environment: .inherit.updating(environment), input: .inputWriter,
                output: .discarded, error: .discarded
            ) { await $0.standardInputWriter.feed(input) }
            return .success(result.terminationStatus)
        } catch {
            return .failure(ActionFailure("'\(name)' could not be started: \(error)", effect: .none))
        }
    }
}

/// What the ledger says once a command has run: an undo takes its step's entry back.
enum CommandLedger {
    static func entries(for command: CustomCommand) -> [Observation] {
        guard command.label.hasSuffix("/undo") else { return [.done(command.label)] }
        let step = String(command.label.dropLast("/undo".count))
        return [.undone(step), .undone(step + "/command")]
    }
}
