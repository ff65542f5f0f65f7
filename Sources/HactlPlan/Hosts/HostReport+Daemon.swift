import HactlModel

extension HostReport {
    var daemon: DaemonFacts {
        DaemonFacts(
            processes: serverProcesses, isListening: isListening, isFenced: lines("fenced").first == "yes",
            closedPorts: closedPorts, killedForMemory: killedForMemory,
            lastWords: lines("last-words").map { String($0.dropFirst()) })
    }

    private var serverProcesses: [ServerProcess] {
        lines("daemons").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 2, let id = Int(words[0]), Self.servers.contains(words[1]) else { return nil }
            let state = words.count > 2 ? ServerProcess.State(rawValue: words[2]) : nil
            let stuck = words.count > 3 ? Int(words[3]) : nil
            return ServerProcess(id: id, name: words[1], state: state ?? .asleep, stuckThreads: stuck ?? 0)
        }
    }

    private static let servers: Set<String> = ["mysqld", "mariadbd"]

    /// A host that hides its sockets has told nothing.
    private var isListening: Bool? {
        lines("listening").contains("known") ? lines("listening").contains("yes") : nil
    }

    private var closedPorts: [Int] {
        lines("closed-ports").flatMap { $0.split(separator: " ") }.compactMap { Int($0) }
    }

    /// `oom_kill 3` of `/proc/vmstat`: since boot, and of any process.
    private var killedForMemory: Int? {
        line("oom_kill ", of: "memory")?.split(separator: " ").last.flatMap { Int($0) }
    }
}
