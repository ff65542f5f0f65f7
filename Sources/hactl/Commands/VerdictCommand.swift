import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport

struct VerdictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdict", abstract: "Says whether the primary is dead, and how that is known. Changes nothing.",
        discussion: """
            0: healthy. 1: something is the matter, and it lives or may come back. 2: dead. 3: what was seen proves \
            nothing.
            """)

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await saying(output) {
            let desk = try Desk(options)
            let world = LiveWorld(to: desk.cluster, secrets: SecretBook())
            let emergency = await Emergency(of: desk.cluster, in: world)
            guard let verdict = emergency.verdict else {
                throw Quit(RefusalText.preflight(emergency.search.findings), code: VerdictCode.unknown)
            }
            let at = emergency.survey.observedAt
            if output.json {
                Terminal.print(EventLine.verdict(verdict, took: emergency.survey.took, at: at).text)
            } else {
                Terminal.print(VerdictText(verdict).lines(output.style).joined(separator: "\n"))
            }
            let code = VerdictCode.of(verdict.kind)
            if output.json { Terminal.print(EventLine.end(exitCode: code.rawValue, verdict.sentence, at: at).text) }
            if code != .success { throw code }
        }
    }
}

/// The exit codes of `verdict`, as monitoring plugins have them.
enum VerdictCode {
    static let unknown = ArgumentParser.ExitCode(3)

    static func of(_ kind: VerdictKind) -> ArgumentParser.ExitCode {
        switch kind {
        case .healthy: .success
        case .processDead, .hostDead: ArgumentParser.ExitCode(2)
        case .unknown, .observerIsolated: unknown
        case .hung, .starting, .overloaded, .refused, .semiSyncLocked, .partition: ArgumentParser.ExitCode(1)
        }
    }
}
