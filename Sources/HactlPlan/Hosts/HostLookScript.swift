/// The text of the look at a host: POSIX sh, one round trip, nothing changed, nothing privileged. Parameters: $1 the
/// writer's address, $2 the data directory (either may be empty), $3 the server's port, $4 keepalived's track file (or nothing), then for each privileged command the number of its
/// words and the words. Each part prints under a mark of its own, so that a program that is missing or talks nonsense
/// spoils only its own part.
enum HostLookScript {
    static let mark = "@@hactl "

    /// $1 the server's port.
    static let daemonText = """
        \(beginning)
        port=$1
        \(daemons)
        \(fence)
        part end
        """

    private static let beginning = """
        export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin:/usr/bin:/bin:/usr/local/sbin:/usr/local/bin"
        exec 2>/dev/null </dev/null
        part() { echo "@@hactl $1"; }
        """

    static let text = """
        \(beginning)
        vip=$1 data=$2 port=$3 track=$4; shift 4
        \(machine)
        \(daemons)
        \(files)
        \(fence)
        \(track)
        \(rights)
        part end
        """

    private static let machine = """
        part clock; date +%s.%N
        part load; read -r load rest </proc/loadavg && echo "$load"
        part available; grep '^MemAvailable:' /proc/meminfo
        part user; id -u
        ip=$(command -v ip); arping=$(command -v arping)
        part ip; echo "$ip"
        part arping; echo "$arping"
        part addresses; ip -o -4 addr show
        part links; ip -o link show
        part filter; command -v nft || command -v iptables
        part arping-words; arping -V 2>&1; arping -h 2>&1
        # "lo is not ARPable", with 0: it got its raw socket without being root. Nothing is sent.
        part arping-free; test -n "$arping" && arping -D -q -c 1 -w 1 -I lo 127.0.0.1 && echo yes
        """

    /// The loop reads /proc by itself: `ps` is not everywhere, and a process for each process is slow.
    private static let daemons = """
        part daemons
        servers= count=0
        for dir in /proc/[0-9]*; do
            read -r name <"$dir/comm" || continue
            case $name in
            mysqld|mariadbd) servers=${dir#/proc/} count=$((count + 1)) ;;
            keepalived|orchestrator|maxscale|pacemakerd|corosync) ;;
            *) continue ;;
            esac
            read -r stat <"$dir/stat" && state=${stat##*) } || state=
            stuck=0
            for task in "$dir"/task/*/stat; do
                read -r stat <"$task" || continue
                case ${stat##*) } in D*) stuck=$((stuck + 1)) ;; esac
            done
            echo "${dir#/proc/} $name ${state%% *} $stuck"
        done
        part listening; test -r /proc/net/tcp && echo known
        cat /proc/net/tcp /proc/net/tcp6 | grep -qE "$(printf ':%04X [0-9A-F]+:0000 0A ' "$port")" && echo yes
        part memory; grep '^oom_kill ' /proc/vmstat
        """

    /// `my_print_defaults --mysqld` reads the groups the server reads; MySQL's program does not know the flag.
    /// Only lines on read_only leave the host: the others may hold passwords.
    private static let files = """
        part persisted
        test -z "$vip" || grep -rlswF -e "$vip" /etc/network /etc/netplan /etc/NetworkManager /etc/systemd/network \
        /etc/sysconfig/network-scripts
        part disk; test -z "$data" || df -Pk "$data"
        part options
        if test "$count" -le 1; then
            own=$(tr '\\0' '\\n' <"/proc/$servers/cmdline")
            set_by=$(echo "$own" | grep -E '^--defaults-(file|extra-file)=' | head -n 1)
            said=$(my_print_defaults ${set_by:+"$set_by"} --mysqld) \
        || said=$(my_print_defaults ${set_by:+"$set_by"} mysqld server) || said=
            test -n "$said" && echo known
            printf '%s\\n' "$said" "$own" | grep -iE '^--[a-z_-]*read[-_]only(=|$)'
        fi
        log=$(printf '%s\\n' "$said" "$own" | sed -n 's/^--log[-_]error=//p' | tail -n 1)
        # Anybody can have a line written there: behind a blank it is no mark of ours.
        part last-words
        for file in "$log" /var/log/mysql/error.log /var/log/mysqld.log; do
            test -s "$file" && test -r "$file" && tail -n 3 "$file" | cut -c 1-300 | sed 's/^/ /' && break
        done
        part option-directory
        for dir in \(PersistReadOnlyOrder.directories.joined(separator: " ")); do
            test -d "$dir" && echo "$dir" && break
        done
        """

    private static let fence = """
        part fenced
        for dir in \(PersistReadOnlyOrder.directories.joined(separator: " ")); do
            test -e "$dir/\(FenceOrder.fileName)" && echo yes && break
        done
        part closed-ports; cat \(FenceOrder.closedPorts)
        """

    private static let track = """
        if test -n "$track"; then
            part track; head -c 20 "$track"; echo
            part tracked
            if ! test -r /etc/keepalived/keepalived.conf; then echo unknown
            elif grep -rqsF -e "$track" /etc/keepalived/*.conf /etc/keepalived/*/; then echo yes; else echo no; fi
        fi
        """

    /// All are asked at once: each costs some 10 ms, and PAM can make it many more.
    private static let rights = """
        ask() {
            number=$1 n=$2; shift 2; total=$#; i=0
            while test $i -lt $n; do set -- "$@" "$1"; shift; i=$((i + 1)); done
            shift $((total - n))
            case $1 in ip) test -n "$ip" && { shift; set -- "$ip" "$@"; } ;;
            arping) test -n "$arping" && { shift; set -- "$arping" "$@"; } ;; esac
            sudo -n -l "$@" >/dev/null || echo "$number"
        }
        part refused
        if test "$(id -u)" != 0; then
            number=0
            while test $# -gt 0; do ask $number "$@" & shift $(($1 + 1)); number=$((number + 1)); done
            wait
        fi
        """
}
