import ArgumentParser
import HactlLive
import HactlModel
import HactlReport

struct Notify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Tries the channels of `notify`: tells each of them something harmless, and says which of them took it.",
        discussion:
            "Every channel is tried once, whatever it leaves out by severity. 0: all were reached; 1: one was not.")

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Sends a test notice.")
    var test = false
    @Option(help: "How long one channel may take.")
    var within = Span(.seconds(5))

    func validate() throws {
        if !test { throw ValidationError("There is nothing to tell: add --test.") }
    }

    func run() async throws {
        try await saying(output) {
            let cluster = try Desk(options).cluster
            guard !cluster.notify.isEmpty else {
                throw Quit(
                    "The cluster \(cluster.name) has no channels.",
                    hint: "Write one: notify: [{slack: {url: {file: /etc/hactl/slack.url}}}]", code: .configuration)
            }
            let outcomes = await tell(cluster)
            for outcome in outcomes { say(outcome) }
            if outcomes.contains(where: { $0.reason != nil }) { throw ArgumentParser.ExitCode.refused }
        }
    }

    private func tell(_ cluster: Cluster) async -> [NoticeOutcome] {
        let messenger = Messenger(secrets: SecretBook(), form: NoticeBody.text)
        let notice = Notice.trial(of: cluster.name, at: SystemClock.now())
        return await withTaskGroup(of: (Int, NoticeOutcome).self) { group in
            for (index, channel) in cluster.notify.enumerated() {
                group.addTask {
                    let delivery = await send(notice, over: channel, by: messenger)
                    return (index, NoticeOutcome(channel: channel, notice: notice, reason: delivery.reason))
                }
            }
            var outcomes: [(Int, NoticeOutcome)] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// What opens an incident closes it again.
    private func send(_ notice: Notice, over channel: NoticeChannel, by messenger: Messenger) async -> Delivery {
        let delivery = await messenger.carry(notice, over: channel, within: within.duration)
        guard case .pagerDuty = channel.way, delivery == .arrived else { return delivery }
        var end = notice
        end.phase = .resolve
        return await messenger.carry(end, over: channel, within: within.duration)
    }

    private func say(_ outcome: NoticeOutcome) {
        if output.json {
            return Terminal.print(
                EventLine.notice(
                    outcome.notice, over: outcome.channel.name, missedBecause: outcome.reason, at: SystemClock.now()
                ).text)
        }
        let sign = output.style.sign(outcome.reason == nil ? .done : .failed)
        Terminal.print("\(sign) \(outcome.channel.name): \(outcome.reason ?? "it was taken")")
    }
}

extension Notice {
    fileprivate static func trial(of cluster: String, at moment: Moment) -> Notice {
        Notice(
            .test, of: cluster, .info, about: "test", .trigger, "Test notice of hactl for cluster \(cluster)",
            lines: ["Somebody tries the channels of the inventory. Nothing has happened, and nothing is to be done."],
            at: moment)
    }
}
