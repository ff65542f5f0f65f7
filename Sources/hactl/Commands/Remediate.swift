import ArgumentParser
import Glibc
import HactlLive
import HactlModel
import HactlReport
import HactlRun

struct Remediate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What alerting calls: judges by itself, and does what the inventory's policy allows.",
        discussion: """
            An alert is only a reason to look. A primary that is proven dead is failed over where `policy: unattended` names \
            the verdict; reads and proxies are put in order where it lives. The same alert is acted upon once, however often \
            it is delivered. The work goes on in a session of its own, so that whoever ends this command does not end it half-way.
            """)

    @Option(
        help: ArgumentHelp("A webhook of Alertmanager, version 4, as a file; - for stdin.", valueName: "file"))
    var alerts: String?
    @Option(
        help: ArgumentHelp("What tells the same alert from another one, where there is no webhook.", valueName: "id"))
    var alertID: String?
    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: .hidden)
    var attached = false

    func validate() throws {
        if alerts != nil, alertID != nil || options.cluster != nil {
            throw ValidationError(
                "--alerts says which alerts, and of which clusters: leave --alert-id and --cluster out.")
        }
    }

    func run() async throws {
        guard attached else {
            let code = try await Detachment.run(Array(CommandLine.arguments.dropFirst()) + ["--attached"])
            if code != 0 { throw ArgumentParser.ExitCode(code) }
            return
        }
        try await saying(output) {
            if output.json { Terminal.print(EventLine.version(Hactl.version, at: SystemClock.now()).text) }
            let signals = SignalWatch()
            var worst: Int32 = 0
            for (desk, key) in try tasks() {
                let code = try await remedy(desk, key, signals)
                worst = max(worst, code)
            }
            if worst != 0 { throw ArgumentParser.ExitCode(worst) }
        }
    }

    /// Which clusters, and by which alert.
    private func tasks() throws -> [(desk: Desk, key: String?)] {
        guard let alerts else { return [(try Desk(options), alertID)] }
        let webhook = try read(alerts)
        if let nameless = webhook.nameless.first {
            throw Quit(
                "Alert \(nameless) names no cluster: it has no label `cluster`; nothing was done.",
                hint: "Add the label to the rule, with the cluster's name in the inventory.", code: .usage)
        }
        if webhook.firing.isEmpty { output.tell(nothingToDo: "Nothing to do: no alert fires.") }
        return try webhook.firing.map { alert in
            var options = options
            options.cluster = alert.cluster
            return (try Desk(options), alert.key)
        }
    }

    private func read(_ name: String) throws -> AlertWebhook {
        guard let text = RunDirectory.text(at: name == "-" ? "/dev/stdin" : name) else {
            throw Quit("\(name) can't be read: \(String(cString: strerror(errno)))", hint: "", code: .usage)
        }
        do throws(HactlReport.Refusal) { return try AlertWebhook(text.utf8) } catch { throw Quit(error, code: .usage) }
    }

    private func remedy(_ desk: Desk, _ key: String?, _ signals: SignalWatch) async throws -> Int32 {
        let remedy = Remedy(
            at: desk, options: try PlanOptions.parse([]), output: output, signals: signals, for: key)
        let end = try await remedy.apply()
        switch end {
        case .ended(let run): run.say(output)
        case .nothing, .handled: output.tell(nothingToDo: "\(desk.cluster.name): \(end.words)")
        }
        return end.exitCode
    }
}
