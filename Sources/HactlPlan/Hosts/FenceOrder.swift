/// How a host keeps its server from serving: a file of its own beside the option files that closes it to the network and
/// to writes, the service masked where systemd runs (packages restart a killed server by themselves), and the process
/// ended. Each of the three holds by itself; what is left is seen by a look afterwards, and from another host.
///
/// KILL does not reach a thread that waits for a disk, and as long as one does the server's sockets stay open: the kernel goes
/// on taking connections for it. Then a packet filter closes every port that it listens on.
package enum FenceOrder {
    package static let fileName = "zz-hactl-fence.cnf"
    /// The ports that the packet filter closes. It goes with a reboot, as the filter does.
    package static let closedPorts = "/run/hactl-fence.ports"

    /// Ends with 0 when no server is left, or none that anybody reaches. Doing it again changes nothing.
    package static let fence = FixedScript.fence.errand([])
    /// Puts a file that says read_only in the place of the fence, takes packet filter and mask away, and ends a server that
    /// runs behind the fence, so that whoever watches over it, systemd first, starts it anew.
    package static let unfence = FixedScript.unfence.errand([])
}

extension FixedScript {
    private static let path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"
    private static let place =
        "for dir in \(PersistReadOnlyOrder.directories.joined(separator: " ")); do test -d \"$dir\" && break; done"
        + "; file=\"$dir/\(FenceOrder.fileName)\""

    /// `loose_`: only MySQL knows super_read_only. skip_networking can't be changed at run time by anybody.
    private static let options =
        "{ echo \"[mysqld]\" && echo skip_networking && echo \"read_only = 1\" && echo \"loose_super_read_only = 1\" "
        + "&& echo loose_skip_replica_start && echo loose_skip_slave_start; }"

    private static let units = "mysql mysqld mariadb"

    /// `pids` fills `ids` and counts. Several servers on one host are not told apart: nothing is ended then. A zombie that has
    /// threads still holds its sockets open.
    private static let find =
        "pids() { ids=; n=0; for d in /proc/[0-9]*; do read -r c <\"$d/comm\" || continue; case $c in mysqld|mariadbd) "
        + "read -r s <\"$d/stat\" || continue; set -- \"$d\"/task/*; "
        + "case ${s##*) } in X*) continue ;; Z*) test $# -gt 1 || continue ;; esac; "
        + "ids=\"$ids ${d#/proc/}\"; n=$((n + 1)) ;; esac; done; } 2>/dev/null"

    /// `holes` prints the ports on which the processes in `ids` listen: their sockets' inodes, looked up in the kernel's table
    /// (proc(5)). Any thread that is left knows the files of all.
    private static let holes =
        "sockets() { for p in $ids; do for t in /proc/$p/task/*; do ls -l \"$t/fd\" && break; done; done 2>/dev/null "
        + "| awk -F '[][]' '/socket:/ { print $2 }'; }; "
        + "holes() { own=$(sockets) awk 'BEGIN { n = split(ENVIRON[\"own\"], all); while (n) own[all[n--]] = 1 } "
        + "$4 == \"0A\" && $10 in own { n = split($2, place, \":\"); print place[n] }' /proc/net/tcp /proc/net/tcp6 "
        + "2>/dev/null | sort -u | while read -r port; do echo $((0x$port)); done | xargs; }"

    /// nft(8) in one transaction; iptables where there is no nft. Both ways: what was under way stays here, too. Loopback is
    /// left alone.
    private static let close =
        "shut() { ports=$(holes); test -n \"$ports\" || return 1; if command -v nft >/dev/null; then "
        + "list=$(echo $ports | tr \" \" ,); { echo \"table inet hactl_fence\"; echo \"delete table inet hactl_fence\"; "
        + "echo \"table inet hactl_fence { chain input { type filter hook input priority -300; iif lo accept; "
        + "tcp dport { $list } drop; }; chain output { type filter hook output priority -300; oif lo accept; "
        + "tcp sport { $list } drop; }; }\"; } | nft -f - || return 1; "
        + "else for f in \(filters); do for p in $ports; do \(rules("-C")) || { \(rules("-I")); } || return 1; done; done; fi; "
        + "echo $ports >\(FenceOrder.closedPorts).new && mv -f \(FenceOrder.closedPorts).new \(FenceOrder.closedPorts); }"

    private static let filters = "iptables $(test -e /proc/net/if_inet6 && command -v ip6tables)"

    private static func rules(_ verb: String) -> String {
        "$f -w \(verb) INPUT ! -i lo -p tcp --dport $p -j DROP 2>/dev/null && "
            + "$f -w \(verb) OUTPUT ! -o lo -p tcp --sport $p -j DROP 2>/dev/null"
    }

    private static let reopen =
        "{ test ! -s \(FenceOrder.closedPorts) || { if command -v nft >/dev/null; then "
        + "{ echo \"table inet hactl_fence\"; echo \"delete table inet hactl_fence\"; } | nft -f -; else "
        + "for f in \(filters); do for p in $(cat \(FenceOrder.closedPorts)); do \(rules("-D")); done; done; fi "
        + "&& rm -f \(FenceOrder.closedPorts); }; }"

    /// mysqld_safe starts its server anew: it goes first. A stopped process dies of KILL too; one in D state does not.
    static let fence = FixedScript(
        name: "hactl-fence",
        text: "\(path); umask 022; \(find); \(holes); \(close); "
            + "pids; test $n -le 1 || { echo \"$n servers run here\" >&2; exit 3; }; "
            + "\(place); test -d \"$dir\" && \(options) >\"$file.new\" && mv -f \"$file.new\" \"$file\"; "
            + "test -d /run/systemd/system && for unit in \(units); do systemctl mask \"$unit\" >/dev/null 2>&1; done; "
            + "pkill -KILL -x mysqld_safe; pkill -KILL -x mariadbd-safe; test $n = 0 || kill -KILL $ids; "
            + "test -d /run/systemd/system && for unit in \(units); do "
            + "systemctl stop --no-block \"$unit\" >/dev/null 2>&1; done; "
            + "for i in 1 2 3 4 5 6 7 8 9 10; do pids; test $n = 0 && exit 0; "
            + "kill -KILL $ids 2>/dev/null; sleep 0.1; done; shut && exit 0; "
            + "echo \"a server is still there:$ids\" >&2; exit 4")

    static let unfence = FixedScript(
        name: "hactl-unfence",
        text: "\(path); umask 022; \(find); \(place); other=\"$dir/\(PersistReadOnlyOrder.fileName)\"; "
            + "{ echo \"[mysqld]\" && echo \"read_only = 1\"; } >\"$other.new\" && mv -f \"$other.new\" \"$other\" "
            + "&& \(reopen) && rm -f \"$file\" && sync || exit 5; "
            + "test -d /run/systemd/system && for unit in \(units); do systemctl unmask \"$unit\" >/dev/null 2>&1; done; "
            + "pids; test $n = 0 || kill -TERM $ids; "
            + "test -d /run/systemd/system && for unit in \(units); do "
            + "systemctl restart --no-block \"$unit\" >/dev/null 2>&1; done; exit 0")
}
