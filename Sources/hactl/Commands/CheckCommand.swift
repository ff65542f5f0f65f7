import ArgumentParser
import HactlConfig
import HactlLive
import HactlModel
import HactlReport

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Looks at clusters and judges them; exits as a Nagios plugin does: 0, 1, 2, 3.",
        discussion: "Without --cluster: every cluster of the inventory, several at a time.")

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions
    @Option(
        name: .customLong("output"),
        help: ArgumentHelp(
            "text, prometheus or openmetrics.",
            discussion:
                "The first line of text is a Nagios plugin's, with performance data; then what was found, with remedies."
        ))
    var format = CheckFormat.text
    @Option(
        help: ArgumentHelp("Writes the output to a file, as a whole or not at all, for all to read.", valueName: "path")
    )
    var textfile: String?
    @Flag(name: .shortAndLong, help: "Says nothing when all is well.")
    var quiet = false
    @Option(help: "Whose checks are asked.")
    var playbook = "switchover"
    @Option(
        help: ArgumentHelp(
            "How long everything may take; clusters that are not reached until then are UNKNOWN.", valueName: "duration"
        ))
    var within = Span(.seconds(45))
    @Option(help: "How many clusters are looked at at the same time.")
    var atOnce = 16

    func validate() throws {
        if output.json, format != .text || textfile != nil {
            throw ValidationError("--json stands alone: leave --output and --textfile out.")
        }
        if atOnce < 1 { throw ValidationError("--at-once \(atOnce): at least one has to be looked at.") }
    }

    func run() async throws {
        try await saying(output) {
            let desks = try Desk.each(options)
            let round = CheckRound(
                of: desks, playbook: playbook, atOnce: atOnce, within: within.duration)
            let clusters = try await round.make()
            try tell(clusters)
            let status = HealthText(clusters).status
            if status != .ok { throw ArgumentParser.ExitCode(status.rawValue) }
        }
    }

    private func tell(_ clusters: [ClusterHealth]) throws {
        let isWell = HealthText(clusters).status == .ok
        if output.json { return tellJSON(clusters, isSilent: quiet && isWell) }
        let text = format.text(of: clusters)
        if let textfile { return try write(text, to: textfile) }
        if !(quiet && isWell) { Terminal.print(text) }
    }

    private func tellJSON(_ clusters: [ClusterHealth], isSilent: Bool) {
        if isSilent { return }
        for health in clusters { health.events.forEach { Terminal.print($0.text) } }
        let text = HealthText(clusters)
        Terminal.print(EventLine.end(exitCode: text.status.rawValue, text.status.word, at: SystemClock.now()).text)
    }

    private func write(_ text: String, to path: String) throws {
        if let obstacle = WholeFile.write(text + "\n", to: path, for: .everybody) {
            throw Quit(
                "It can't be written: \(obstacle)",
                hint: "Its folder must be there and writable: the file is made beside it and renamed.",
                code: .usage)
        }
    }
}

/// What `hactl check --output` may be.
enum CheckFormat: String, ExpressibleByArgument, CaseIterable {
    case text, prometheus, openmetrics

    func text(of clusters: [ClusterHealth]) -> String {
        switch self {
        case .text: HealthText(clusters).text
        case .prometheus: HealthMetrics(clusters, version: Hactl.version).text(.prometheus)
        case .openmetrics: HealthMetrics(clusters, version: Hactl.version).text(.openMetrics)
        }
    }
}
