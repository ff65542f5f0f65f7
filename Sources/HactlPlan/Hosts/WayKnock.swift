import HactlModel

/// Knocks at a member's server and at its sshd from another member's host: what the network between them lets through, in
/// about a second at the most. Nothing is said to either, and nothing needs root.
package struct WayKnock: Sendable {
    package let server: InstanceAddress
    package let host: InstanceAddress

    package init(at member: Member) {
        server = member.address
        host = InstanceAddress(host: member.ssh.address, port: member.ssh.port)
    }

    package var errand: Errand {
        Errand([
            "bash", "-c", Self.text, "hactl-way", server.host, String(server.port), host.host, String(host.port),
        ])
    }

    /// bash opens `/dev/tcp/…` itself, so no other program is needed. One byte is read: both kinds of servers speak first.
    private static let text = """
        export LC_ALL=C PATH="$PATH:/usr/bin:/bin"
        knock() {
            said=$(timeout 1 bash -c 'exec 3<>"/dev/tcp/$0/$1" && echo open && read -r -t 0.7 -N 1 -u 3 && echo spoke' \
        "$2" "$3" 2>&1 </dev/null)
            echo "$1 $?" $said
        }
        knock server "$1" "$2" & knock host "$3" "$4" & wait
        """

    /// `nil` when the answer makes no sense: bash or timeout may be missing.
    package static func reading(_ output: String) -> WayFacts? {
        var doors: [String: Door] = [:]
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count >= 2, let code = Int(words[1]) else { continue }
            doors[String(words[0])] = door(exit: code, said: words.count > 2 ? String(words[2]) : "")
        }
        guard let server = doors["server"], let host = doors["host"] else { return nil }
        return WayFacts(server: server, host: host)
    }

    /// 124: timeout(1) has ended it.
    private static func door(exit code: Int, said: String) -> Door? {
        if said.contains("spoke") { return .answers }
        if said.hasPrefix("open") { return .mute }
        if said.contains("refused") { return .refuses }
        if said.contains("No route to host") || said.contains("unreachable") { return .gone }
        return code == 124 || said.contains("timed out") ? .silent : nil
    }
}
