/// The text of the look at a host: POSIX sh, one round trip, nothing changed, nothing privileged. Parameters: $1 the
/// writer's address, $2 the data directory (either may be empty), $3 the server's port as the kernel writes it, $4
/// keepalived's track file (or nothing), then for each privileged command the number of its words and the words. Each part
/// prints under a mark of its own, so that a program that is missing or talks nonsense spoils only its own part.
///
/// A watch runs it every few seconds on a host that has better to do: what the shell can do by itself starts no program.
enum HostLookScript {
    static let mark = "@@hactl "

    /// $1 the server's port, as the kernel writes it.
    static let daemonText = """
        \(beginning)
        port=$1
        \(daemonSearch)
        \(atOnce(daemons, fence, end))
        """

    /// In three pieces, for a file system or sudo can hang: what needs neither is there by then.
    static let text = """
        \(beginning)
        vip=$1 data=$2 port=$3 track=$4; shift 4
        user=$(id -u) ip=$(command -v ip) arping=$(command -v arping)
        \(daemonSearch)
        \(atOnce(machine, daemons, fence))
        \(atOnce(files, track))
        \(question)
        \(atOnce(rights, end))
        """

    /// As a line of /proc/net/tcp has it (proc(5)): `0CEA`.
    static func hexadecimal(_ port: Int) -> String {
        let digits = String(port, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static let beginning = """
        export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin:/usr/bin:/bin:/usr/local/sbin:/usr/local/bin"
        exec 2>/dev/null </dev/null
        part() { echo "@@hactl $1"; }
        """

    private static let end = "part end"

    /// Each piece a command writes is a packet, which wakes sshd, us, and costs a MAC on both sides: what comes in one is
    /// cheaper than in sixty. What a command printed keeps its backslashes (`echo` of dash would read them).
    private static func atOnce(_ parts: String...) -> String {
        "printf '%s\\n' \"$(\n\(parts.joined(separator: "\n"))\n)\""
    }

    private static let machine = """
        part clock; date +%s.%N
        part load; read -r load rest </proc/loadavg && echo "$load"
        part user; echo "$user"
        part ip; echo "$ip"
        part arping; echo "$arping"
        part addresses; ip -o -4 addr show
        part links; ip -o link show
        part filter; command -v nft || command -v iptables
        part arping-words
        words=$(arping -V 2>&1)
        case $words in *iputils*) ;; *) words="$words$(arping -h 2>&1)" ;; esac
        printf '%s\\n' "$words"
        # "lo is not ARPable", with 0: it got its raw socket without being root. Nothing is sent.
        part arping-free; test -n "$arping" && arping -D -q -c 1 -w 1 -I lo 127.0.0.1 && echo yes
        """

    /// Not by `ps`, which is not everywhere. A server has a thread for each client, and the shell reads byte by byte: one
    /// grep reads them all, in a tenth of the time. A thread that is in the kernel for a disk has the state D (proc(5)).
    private static let daemonSearch = """
        servers= count=0 found=
        threads() { stuck=$#; }
        for file in $(grep -slxE '\(Self.daemonNames.joined(separator: "|"))' /proc/[0-9]*/comm); do
            dir=${file%/comm} state= stuck=0
            read -r name <"$file" || continue
            read -r stat <"$dir/stat" && state=${stat##*) }
            case $name in mysqld|mariadbd)
                servers=${dir#/proc/} count=$((count + 1))
                threads $(grep -slE '[)] D' "$dir"/task/*/stat) ;;
            esac
            found="$found${dir#/proc/} $name ${state%% *} $stuck
        "
        done
        """

    private static let daemonNames = [
        "mysqld", "mariadbd", "keepalived", "orchestrator", "maxscale", "pacemakerd", "corosync",
    ]

    private static let daemons = """
        part daemons; echo "$found"
        part listening; test -r /proc/net/tcp && echo known
        grep -qsE ":$port [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6 && echo yes
        part memory; grep -hE '^(MemAvailable:|oom_kill )' /proc/meminfo /proc/vmstat
        """

    /// `my_print_defaults --mysqld` reads the groups the server reads; MySQL's program does not know the flag.
    /// Only lines on read_only leave the host: the others may hold passwords.
    private static let files = """
        part persisted
        test -z "$vip" || grep -rlswF -e "$vip" /etc/network /etc/netplan /etc/NetworkManager /etc/systemd/network \
        /etc/sysconfig/network-scripts
        part disk; test -z "$data" || df -Pk "$data"
        part options
        set_by= log=
        if test "$count" -le 1; then
            own=$(tr '\\0' '\\n' <"/proc/$servers/cmdline")
            set -f; IFS='
        '
            for word in $own; do
                case $word in --defaults-file=*|--defaults-extra-file=*) set_by=$word; break ;; esac
            done
            said=$(my_print_defaults ${set_by:+"$set_by"} --mysqld) \
        || said=$(my_print_defaults ${set_by:+"$set_by"} mysqld server) || said=
            test -n "$said" && echo known
            for word in $said $own; do
                case $word in --log[-_]error=*) log=${word#*=} ;; esac
                case ${word%%=*} in
                --*[!A-Za-z_-]*) ;;
                --*[Rr][Ee][Aa][Dd][-_][Oo][Nn][Ll][Yy]) printf '%s\\n' "$word" ;;
                esac
            done
            set +f; unset IFS
        fi
        # Anybody can have a line written there: behind a blank it is no mark of ours.
        part last-words
        for file in "$log" /var/log/mysql/error.log /var/log/mysqld.log; do
            test -s "$file" && test -r "$file" && tail -n 3 "$file" | sed -E 's/^(.{0,300}).*/ \\1/' && break
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
        part closed-ports; read -r ports <\(FenceOrder.closedPorts) && echo "$ports"
        """

    private static let track = """
        if test -n "$track"; then
            part track; head -c 20 "$track"; echo
            part tracked
            if ! test -r /etc/keepalived/keepalived.conf; then echo unknown
            elif grep -rqsF -e "$track" /etc/keepalived/*.conf /etc/keepalived/*/; then echo yes; else echo no; fi
        fi
        """

    private static let question = """
        ask() {
            number=$1 n=$2; shift 2; total=$#; i=0
            while test $i -lt $n; do set -- "$@" "$1"; shift; i=$((i + 1)); done
            shift $((total - n))
            case $1 in ip) test -n "$ip" && { shift; set -- "$ip" "$@"; } ;;
            arping) test -n "$arping" && { shift; set -- "$arping" "$@"; } ;; esac
            sudo -n -l "$@" >/dev/null || echo "$number"
        }
        """

    /// All are asked at once: each costs some 10 ms, and PAM can make it many more.
    private static let rights = """
        part refused
        if test "$user" != 0; then
            number=0
            while test $# -gt 0; do ask $number "$@" & shift $(($1 + 1)); number=$((number + 1)); done
            wait
        fi
        """
}
