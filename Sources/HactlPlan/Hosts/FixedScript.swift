/// A shell text that never changes; everything that varies is a positional parameter. So one sudoers line allows
/// exactly this text with exactly these values, and no value is ever read as shell.
struct FixedScript {
    let name: String
    let text: String

    func errand(_ values: [String], asRoot: Bool = true) -> Errand {
        Errand(["/bin/sh", "-c", text, name] + values, asRoot: asRoot)
    }
}

extension FixedScript {
    /// sudoers may leave PATH to the caller (no `secure_path`): a text that runs as root sets its own.
    private static let path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"

    /// Unsolicited request and reply, side by side: some switches and kernels heed one, some the other. Three times, a
    /// second apart, for a kernel ignores what comes within a second of a change (`locktime`, arp(7)); and only as long
    /// as the address is here: a copy that leaves after the next holder's would lead everybody back.
    ///
    /// The same text serves every family: Habets' program takes `-I` for `-i` and would announce the wrong address, but
    /// it knows no `-f`, over which it ends at once. To the others `-f`, "quit on first reply", means nothing here:
    /// none comes.
    private static func announcement(interface: String, address: String) -> String {
        let iputils = "-c 1 -I \(interface) \(address) 2>/dev/null"
        let habets = "-c 1 -i \(interface) -S \(address) \(address)"
        return "for copy in 1 2 3; do { arping -f -q -U \(iputils) || arping -q -U \(habets); } & "
            + "{ arping -f -q -A \(iputils) || arping -q -U -P \(habets); } & sleep 1 & wait; "
            + "ip -o addr show dev \(interface) to \(address) | grep -q . || break; done"
    }

    /// $1 interface, $2 address.
    static let announce = FixedScript(
        name: "hactl-announce", text: "\(path); " + announcement(interface: "\"$1\"", address: "\"$2\""))

    private static func uptime(into name: String) -> String { "IFS=. read -r \(name) rest </proc/uptime" }

    /// $1 address/prefix, $2 interface, $3 address. See `StandingTake`.
    static let take = FixedScript(
        name: "hactl-take",
        text: "\(path); \(uptime(into: "now")) && echo \"ready $now\" && read -r until && \(uptime(into: "now"))"
            + " && { test \"$now\" -le \"$until\" || { echo late; exit 75; }; }"
            + " && ip addr replace \"$1\" dev \"$2\" && echo taken && { "
            + announcement(interface: "\"$2\"", address: "\"$3\"") + "; }")

    /// The first directory there is gets the file. The server must find no file or the whole one, also after a power
    /// cut. Fixed text, fixed contents: whoever may run this can do nothing else with it.
    static let persistReadOnly = FixedScript(
        name: "hactl-persist",
        text: "\(path); umask 022; \(optionFile) && { echo \"[mysqld]\" && echo \"read_only = 1\"; } >\"$file.new\""
            + " && sync && mv -f \"$file.new\" \"$file\" && sync")

    static let forgetReadOnly = FixedScript(
        name: "hactl-forget", text: "\(path); \(optionFile) && rm -f \"$file\" && sync")

    private static let optionFile =
        "for dir in \(PersistReadOnlyOrder.directories.joined(separator: " ")); do test -d \"$dir\" && break; done"
        + " && file=\"$dir/\(PersistReadOnlyOrder.fileName)\""
}
