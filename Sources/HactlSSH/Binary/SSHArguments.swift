import HactlModel

/// The argument vectors of the `ssh` binary.
struct SSHArguments: Sendable {
    let access: SSHAccess
    /// The control socket.
    let socket: String

    init(_ access: SSHAccess, socket: String) {
        self.access = access
        self.socket = socket
    }

    /// The one that logs in and serves the others. It runs `command` on the host.
    func master(running command: String, within limit: Duration) -> [String] {
        ["-M", "-S", socket, "-T"] + hop(access.places.count - 1, within: limit) + ["--", access.address, command]
    }

    /// One that goes through the master, or fails: without `ProxyCommand=false` it would connect anew.
    func client(_ command: String) -> [String] { through + ["-T", "--", access.address, command] }

    /// Asks the master for something.
    func ask(_ request: String, _ options: [String]) -> [String] {
        through + ["-O", request] + options + ["--", access.address]
    }

    private var through: [String] {
        ["-F", "none", "-S", socket] + Self.options(["ControlMaster=no", "ProxyCommand=false"] + Self.always)
    }

    private static let always = ["BatchMode=yes", "LogLevel=ERROR", "EscapeChar=none"]

    /// Exit on the third unanswered question: a vanished host is noticed within 9 s.
    private static let connecting = [
        "StrictHostKeyChecking=yes", "ServerAliveInterval=3", "ServerAliveCountMax=3", "TCPKeepAlive=yes",
        "ClearAllForwardings=yes", "ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no", "RemoteCommand=none",
        "RequestTTY=no", "ConnectionAttempts=1",
    ]

    private static func options(_ list: [String]) -> [String] { list.flatMap { ["-o", $0] } }

    /// The options for one host on the way. `-J` would do for the hops, but "configuration directives supplied on the
    /// command-line generally apply to the destination host and not any specified jump hosts" (ssh(1)): the key and
    /// the known_hosts file would not be theirs.
    private func hop(_ index: Int, within limit: Duration) -> [String] {
        let place = access.places[index]
        let seconds = max(1, (limit.wholeMilliseconds + 999) / 1_000)
        var list = Self.always + Self.connecting + ["ConnectTimeout=\(seconds)"]
        if let file = access.knownHosts { list.append("UserKnownHostsFile=\"\(expanded(file))\"") }
        if access.key != nil { list.append("IdentitiesOnly=yes") }
        if index > 0 { list.append("ProxyCommand=\(proxyCommand(to: index, within: limit))") }
        let key = access.key.map { ["-i", expanded($0)] } ?? []
        return Self.options(list) + key + ["-p", String(place.port), "-l", place.user]
    }

    /// "Arguments to ProxyCommand accept the tokens described in the TOKENS section" (ssh_config(5)): a percent sign
    /// that is meant has to be doubled.
    private func proxyCommand(to index: Int, within limit: Duration) -> String {
        let target = access.places[index]
        let words =
            ["ssh", "-S", "none"] + hop(index - 1, within: limit)
            + ["-W", "[\(target.address)]:\(target.port)", "--", access.places[index - 1].address]
        return words.map(\.asShellWord).joined(separator: " ").escaping(["%": "%%"])
    }
}
