import ArgumentParser
import HactlLive
import HactlModel
import HactlReport

struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Has everything that acts by itself leave a cluster alone: watch, remediate, apply --unattended.",
        discussion:
            "Of this machine and this --state. What people type goes on. `policy: maintenance` holds everywhere.")

    @Option(
        name: .customLong("for"), help: ArgumentHelp("How long. Default: until `hactl unpause`.", valueName: "duration")
    )
    var span: Span?
    @Option(help: "Why, for others to read.")
    var reason = ""
    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await saying(output) {
            let desk = try Desk(options)
            let pause = try desk.pause(for: span?.duration, because: reason, as: desk.operatorName)
            output.tell(nothingToDo: "\(desk.cluster.name) is \(pause.words).")
        }
    }
}

struct Unpause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Ends a pause.")

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await saying(output) {
            let desk = try Desk(options)
            try desk.unpause()
            output.tell(nothingToDo: "\(desk.cluster.name) is not paused any more.")
        }
    }
}

extension Desk {
    private var pauses: PauseBook { PauseBook(of: cluster.name, in: runs) }

    /// The pause that holds now.
    var pause: Pause? { pauses.read(at: SystemClock.now()) }

    func pause(for span: Duration?, because reason: String, as who: String) throws -> Pause {
        let pause = Pause(until: span.map { SystemClock.now() + $0 }, who: who, reason: reason)
        if let obstacle = runs.prepare() ?? pauses.write(pause) { throw notWritten(obstacle) }
        return pause
    }

    func unpause() throws {
        if let obstacle = pauses.end() { throw notWritten(obstacle) }
    }

    private func notWritten(_ obstacle: String) -> Quit {
        Quit("The pause can't be changed: \(obstacle)", hint: "Name another folder with --state.", code: .configuration)
    }
}
