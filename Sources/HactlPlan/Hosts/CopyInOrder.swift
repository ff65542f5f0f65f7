import HactlModel

/// How a MariaDB server takes over another one's data: its host reads a dump of the donor over the network, as a replica
/// would, and loads it as root. It goes on when nobody waits for it any more; what has come of it is seen in SQL
/// (`mysql.hactl_copy`, and a lock that is held as long as it goes on).
package enum CopyInOrder {
    package static let errand = FixedScript.copyIn.errand([])
    /// Where the host writes what went wrong.
    package static let log = "/run/hactl-copy.log"
    package static let lock = "hactl:copy"
    package static let table = "mysql.hactl_copy"

    /// What the text reads: a password goes to no command line, and the option file it becomes to no disk.
    package static func input(_ order: CopyOrder, _ login: ReplicationLogin) -> [UInt8] {
        let options = [
            "[client]", "host=\(order.address.host.inDoubleQuotes)", "port=\(order.address.port)",
            "user=\(login.user.inDoubleQuotes)",
            "password=\(login.password.reveal().inDoubleQuotes)", login.tls ? "ssl" : "skip-ssl",
        ]
        return Array(([order.mark, String(order.rate)] + options + [""]).joined(separator: "\n").utf8)
    }
}

extension FixedScript {
    /// Reads a mark, MiB a second, and the options of a client. It answers once the copy is seen to go on.
    ///
    /// The position is the donor's own at the moment of the dump (`--master-data=2 --gtid`); it counts once everything is
    /// loaded. Events are loaded as they stand on a replica. A dump that breaks off never comes to its last statements. A row is larger
    /// in a dump than it is in a server: `max_allowed_packet` is raised for the time of the copy.
    static let copyIn = FixedScript(
        name: "hactl-copy",
        text: "PATH=/usr/sbin:/usr/bin:/sbin:/bin; LC_ALL=C; export LC_ALL; umask 077; log=\(CopyInOrder.log); "
            + "read -r mark && read -r rate || exit 64; "
            + "case $mark$rate in *[!A-Za-z0-9._-]*) echo \"not understood\" >&2; exit 64 ;; esac; options=$(cat); "
            + "dump=$(command -v mariadb-dump || command -v mysqldump) && sql=$(command -v mariadb || command -v mysql) "
            + "|| { echo \"mariadb-dump or mariadb is not installed here\" >&2; exit 69; }; "
            + "ask() { \"$sql\" -N -e \"$1\"; }; donor() { printf %s \"$options\"; echo; }; \(drops); \(probe); \(pace); \(feed); "
            + "packet=$(ask \"SELECT @@GLOBAL.max_allowed_packet\") && ask \"SET GLOBAL max_allowed_packet = 1073741824\"; "
            + "rm -f \"$log\" \"$log.whole\"; ( trap \"\" HUP; feed | \"$sql\" --binary-mode --max-allowed-packet=1G; "
            + "ask \"SET GLOBAL max_allowed_packet = $packet\" ) </dev/null >/dev/null 2>\"$log\" & "
            + "child=$!; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do "
            + "test \"$(ask \"SELECT COUNT(*) FROM \(CopyInOrder.table) WHERE mark = '$mark' AND (state = 'done' "
            + "OR IS_USED_LOCK('\(CopyInOrder.lock)') IS NOT NULL)\" 2>/dev/null)\" = 1 && exit 0; "
            + "kill -0 $child 2>/dev/null || break; sleep 0.1; done; tail -n 2 \"$log\" >&2; exit 70")

    /// CHAR(96) is a backtick, CHAR(59) a semicolon. No text of this kind holds a backslash: sudoers would not match it.
    private static let drops =
        "drops=$(ask \"SELECT CONCAT('DROP DATABASE ', CHAR(96), REPLACE(SCHEMA_NAME, CHAR(96), CONCAT(CHAR(96), "
        + "CHAR(96))), CHAR(96), CHAR(59)) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ('mysql', 'sys', "
        + "'information_schema', 'performance_schema')\") || exit 66"

    /// Nothing is dropped for a donor that lets nobody in.
    private static let probe =
        "donor | \"$sql\" --defaults-extra-file=/dev/fd/3 -N -e \"SELECT 1\" 3<&0 </dev/null >/dev/null || exit 67"

    private static let pace =
        "pace() { while :; do dd bs=65536 count=$((rate * 16)) iflag=fullblock 2>\"$log.dd\" || return 1; "
        + "grep -q \"^0+0 records in\" \"$log.dd\" && return 0; sleep 1; done; }"

    private static let feed =
        "feed() { echo \"SET SESSION sql_log_bin = 0, foreign_key_checks = 0;\"; echo \"DELIMITER //\"; "
        + "echo \"BEGIN NOT ATOMIC IF GET_LOCK('\(CopyInOrder.lock)', 0) <> 1 THEN SIGNAL SQLSTATE '45000' SET "
        + "MESSAGE_TEXT = 'a copy goes on already'; END IF; END //\"; echo \"DELIMITER ;\"; "
        + "echo \"CREATE OR REPLACE TABLE \(CopyInOrder.table) (mark VARCHAR(190), state VARCHAR(16), began DATETIME(3)) "
        + "ENGINE = InnoDB; INSERT INTO \(CopyInOrder.table) VALUES ('$mark', 'running', NOW(3)); "
        + "STOP ALL SLAVES; RESET SLAVE ALL;\"; printf %s \"$drops\"; echo; "
        + "{ donor | \"$dump\" --defaults-extra-file=/dev/fd/3 --all-databases --single-transaction "
        + "--max-allowed-packet=1G --master-data=2 --gtid --hex-blob --routines --triggers --skip-events "
        + "--ignore-table=\(CopyInOrder.table) --ignore-table=mysql.gtid_slave_pos 3<&0 </dev/null && : >\"$log.whole\"; } "
        + "| sed \"s/^-- SET GLOBAL gtid_slave_pos=/SET @hactl_position=/\" | pace; test -e \"$log.whole\" || return 1; "
        + "echo \"FLUSH PRIVILEGES; UPDATE mysql.event SET status = 'SLAVESIDE_DISABLED' WHERE status = 'ENABLED'; "
        + "RESET MASTER; SET GLOBAL gtid_slave_pos = @hactl_position; UPDATE \(CopyInOrder.table) SET state = 'done';\"; }"
}
