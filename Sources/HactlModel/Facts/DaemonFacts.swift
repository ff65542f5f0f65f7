/// What a host says of the server that should run on it.
package struct DaemonFacts: Hashable, Sendable, Codable {
    /// Server daemons, by process id.
    package var processes: [ServerProcess]
    /// Whether somebody listens on the member's port; `nil` when that could not be told.
    package var isListening: Bool?
    /// Whether hactl's fence is up: the server would come back closed to the network.
    package var isFenced: Bool
    /// Ports that hactl's packet filter has closed there; empty when there is no such filter.
    package var closedPorts: [Int]
    /// How many processes the kernel has ended since boot because memory ran out; `nil` when it doesn't say.
    package var killedForMemory: Int?
    /// The last lines of the error log, oldest first; empty where it can't be read.
    package var lastWords: [String]

    package init(
        processes: [ServerProcess] = [], isListening: Bool? = nil, isFenced: Bool = false, closedPorts: [Int] = [],
        killedForMemory: Int? = nil, lastWords: [String] = []
    ) {
        self.processes = processes
        self.isListening = isListening
        self.isFenced = isFenced
        self.closedPorts = closedPorts
        self.killedForMemory = killedForMemory
        self.lastWords = lastWords
    }

    /// A server that KILL does not reach for now.
    package var waitsForDisk: Bool { processes.contains(where: \.waitsForDisk) }
}

/// A server daemon on a host.
package struct ServerProcess: Hashable, Sendable, Codable {
    package var id: Int
    package var name: String
    package var state: State
    /// Threads that wait for a disk and can't be interrupted.
    package var stuckThreads: Int

    package init(id: Int, name: String = "mysqld", state: State = .asleep, stuckThreads: Int = 0) {
        self.id = id
        self.name = name
        self.state = state
        self.stuckThreads = stuckThreads
    }

    /// The state letter of proc(5).
    package enum State: String, Sendable, Codable, CaseIterable {
        case running = "R"
        case asleep = "S"
        case inDiskSleep = "D"
        case stopped = "T"
        case traced = "t"
        case zombie = "Z"
        case dead = "X"
        case idle = "I"
    }

    /// A zombie is a name without a process, unless a thread of it waits for a disk still: then its files and sockets are open.
    package var isAlive: Bool { (state != .zombie && state != .dead) || stuckThreads > 0 }
    package var isStopped: Bool { state == .stopped || state == .traced }
    package var waitsForDisk: Bool { state == .inDiskSleep || stuckThreads > 0 }
}
