/// How a host keeps its server from serving: a file of its own beside the option files that closes it to the network and
/// to writes, the service masked where systemd runs (packages restart a killed server by themselves), and the process
/// ended. Each of the three holds by itself; what is left is seen by a look afterwards, and from another host.
package enum FenceOrder {
    package static let fileName = "zz-hactl-fence.cnf"

    /// Ends with 0 when no server is left. Doing it again changes nothing.
    package static let fence = FixedScript.fence.errand([])
    /// Puts a file that says read_only in the place of the fence, takes the mask away, and ends a server that runs behind the
    /// fence, so that whoever watches over it, systemd first, starts it anew.
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

    /// `pids` fills `ids` and counts. Several servers on one host are not told apart: nothing is ended then.
    private static let find =
        "pids() { ids=; n=0; for d in /proc/[0-9]*; do read -r c <\"$d/comm\" || continue; case $c in mysqld|mariadbd) "
        + "read -r s <\"$d/stat\" || continue; case ${s##*) } in Z*|X*) continue ;; esac; "
        + "ids=\"$ids ${d#/proc/}\"; n=$((n + 1)) ;; esac; done; } 2>/dev/null"

    /// mysqld_safe starts its server anew: it goes first. A stopped process dies of KILL too; one in D state does not.
    static let fence = FixedScript(
        name: "hactl-fence",
        text: "\(path); umask 022; \(find); pids; test $n -le 1 || { echo \"$n servers run here\" >&2; exit 3; }; "
            + "\(place); test -d \"$dir\" && \(options) >\"$file.new\" && mv -f \"$file.new\" \"$file\"; "
            + "test -d /run/systemd/system && for unit in \(units); do systemctl mask \"$unit\" >/dev/null 2>&1; done; "
            + "pkill -KILL -x mysqld_safe; pkill -KILL -x mariadbd-safe; test $n = 0 || kill -KILL $ids; "
            + "test -d /run/systemd/system && for unit in \(units); do "
            + "systemctl stop --no-block \"$unit\" >/dev/null 2>&1; done; "
            + "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do pids; test $n = 0 && exit 0; "
            + "kill -KILL $ids 2>/dev/null; sleep 0.1; done; echo \"a server is still there:$ids\" >&2; exit 4")

    static let unfence = FixedScript(
        name: "hactl-unfence",
        text: "\(path); umask 022; \(find); \(place); other=\"$dir/\(PersistReadOnlyOrder.fileName)\"; "
            + "{ echo \"[mysqld]\" && echo \"read_only = 1\"; } >\"$other.new\" && mv -f \"$other.new\" \"$other\" "
            + "&& rm -f \"$file\" && sync || exit 5; "
            + "test -d /run/systemd/system && for unit in \(units); do systemctl unmask \"$unit\" >/dev/null 2>&1; done; "
            + "pids; test $n = 0 || kill -TERM $ids; "
            + "test -d /run/systemd/system && for unit in \(units); do "
            + "systemctl restart --no-block \"$unit\" >/dev/null 2>&1; done; exit 0")
}
