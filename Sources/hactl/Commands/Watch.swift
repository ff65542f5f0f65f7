import ArgumentParser
import HactlLive
import HactlModel
import HactlReport

struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watches clusters, in the foreground or as a service, and does what the inventory's policy allows.",
        discussion: """
            Pings every server each second, looks at everything each five, keeps reads and proxies in order as `reconcile` \
            does, and fails over where `policy: unattended` names the verdict. Several may watch the same clusters: one \
            of them leads, the others stand by. Ends with SIGTERM or Ctrl-C, after what it is doing.
            """)

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Looks and tells, and never does anything.")
    var lookOnly = false
    @Option(
        help: ArgumentHelp(
            "Serves a status page, metrics and an API there, such as 127.0.0.1:9799.", valueName: "address:port"))
    var listen: ListenAddress?
    @Option(
        help: ArgumentHelp(
            "A file of mode 0600 with the token that the API asks for before it changes anything.", valueName: "path"))
    var tokenFile: String?

    func validate() throws {
        if tokenFile != nil, listen == nil { throw ValidationError("--token-file is for --listen.") }
    }

    func run() async throws {
        try await saying(output) {
            let signals = StopSignals()
            let desks = try Desk.each(options)
            if let obstacle = desks.first.flatMap({ $0.runs.prepare() }) {
                throw Quit(obstacle, hint: "Name another folder with --state.", code: .configuration)
            }
            let watch = try WatchRoom(over: desks, looksOnly: lookOnly, output: output)
            let address = listen.map { WatchAddress(address: $0.address, tokenFile: tokenFile) }
            try await watch.goOn(until: signals, serving: address)
        }
    }
}
