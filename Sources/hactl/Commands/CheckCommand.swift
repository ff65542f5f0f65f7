import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Looks at a cluster and judges it; exits as a Nagios plugin does: 0, 1, 2, 3.")

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions
    @Flag(name: .shortAndLong, help: "Says nothing when all is well.")
    var quiet = false
    @Option(help: "Whose checks are asked.")
    var playbook = "switchover"

    func run() async throws {
        try await saying(output) {
            let desk = try Desk(options)
            let world = LiveWorld(to: desk.cluster, secrets: SecretBook())
            let survey = await Survey(of: desk.cluster, in: world)
            await world.close()
            let findings = try findings(desk, survey)
            let open = JournalShelf(runs: desk.runs).interrupted(of: desk.cluster.name)
            try conclude(desk.cluster, survey, findings + open)
        }
    }

    private func findings(_ desk: Desk, _ survey: Survey) throws -> [Finding] {
        guard let primary = survey.search.supposed else { return survey.search.findings }
        let elected = Election(in: desk.cluster, seen: survey.facts, primary: primary)
        let others = desk.cluster.members.map(\.name).filter { $0 != primary }
        guard let candidate = elected.chosen ?? others.first else { return survey.search.findings }
        let roles = Roles(primary: primary, candidate: candidate, replicas: others.filter { $0 != candidate })
        let scene = Scene(cluster: desk.cluster, facts: survey.facts, roles: roles, run: "")
        let found = try PlaybookShelf(environment: desk.environment).find(playbook)
        return try desk.judge(found.playbook, scene, accepting: []).findings
    }

    private func conclude(_ cluster: Cluster, _ survey: Survey, _ findings: [Finding]) throws {
        let worst = findings.map(\.severity).max() ?? .note
        let status = CheckStatus(worst)
        if !(quiet && status == .ok) { say(cluster, survey, findings, status) }
        if status != .ok { throw ArgumentParser.ExitCode(status.rawValue) }
    }

    private func say(_ cluster: Cluster, _ survey: Survey, _ findings: [Finding], _ status: CheckStatus) {
        if output.json {
            for finding in findings { Terminal.print(EventLine.finding(finding, at: survey.observedAt).text) }
            return Terminal.print(EventLine.end(exitCode: status.rawValue, status.word, at: survey.observedAt).text)
        }
        let primary = survey.search.primary?.text ?? "none"
        Terminal.print(
            "HACTL \(status.word): \(cluster.name) primary=\(primary) | \(survey.performanceData(of: cluster))")
        for finding in findings.sorted(by: { $0.severity > $1.severity }) {
            Terminal.print("\(finding.severity.word) \(finding.code): \(finding.sentence)\n  \(finding.remedy)")
        }
    }
}

/// The exit codes of monitoring plugins (Monitoring Plugins Development Guidelines).
enum CheckStatus: Int32 {
    case ok = 0
    case warning = 1
    case critical = 2

    init(_ severity: Finding.Severity) {
        switch severity {
        case .note: self = .ok
        case .warning: self = .warning
        case .failure: self = .critical
        }
    }

    var word: String {
        switch self {
        case .ok: "OK"
        case .warning: "WARNING"
        case .critical: "CRITICAL"
        }
    }
}

extension Finding.Severity {
    fileprivate var word: String { CheckStatus(self).word }
}

extension Survey {
    /// `'label'=value[UOM];[warn];[crit];[min];[max]`
    func performanceData(of cluster: Cluster) -> String {
        let replicas = cluster.members.compactMap { facts.instance($0.name) }.filter { !$0.channels.isEmpty }
        let lag = replicas.flatMap(\.channels).compactMap(\.lag).max()
        let running = replicas.count { $0.channels.allSatisfy(\.isRunning) }
        let limit = Int(cluster.limits.lag.inSeconds)
        return (lag.map { "lag_max=\($0)s;\(limit);;0 " } ?? "")
            + "replicas_ok=\(running);;;0;\(cluster.members.count - 1) primaries=\(facts.writable.count);1:1;1:1;0"
    }
}

extension JournalShelf {
    /// A run that nobody finished: writes may be frozen by it.
    func interrupted(of cluster: String) -> [Finding] {
        guard let (recovery, _) = try? open(nil, of: cluster) else { return [] }
        let id = recovery.plan.id
        return [
            Finding(
                "R01", .failure, "run \(id) was not finished",
                remedy: "Go on with it: hactl resume \(id). Or put it back: hactl rollback \(id)")
        ]
    }
}
