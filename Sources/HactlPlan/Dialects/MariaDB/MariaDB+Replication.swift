import HactlModel

extension MariaDB {
    var channels: ScriptLine { ScriptLine("SHOW ALL SLAVES STATUS", as: .channels) }

    func starting(channel: String) -> ScriptLine { ScriptLine("START SLAVE\(named(channel))") }

    /// 1617: there is no such connection, so nothing runs on it.
    func stopping(channel: String) -> ScriptLine {
        ScriptLine("STOP SLAVE\(named(channel))", tolerating: .codes([1617]))
    }

    /// A semi-sync replica logs in to its source to end its own session there, and waits `rpl_semi_sync_slave_kill_conn_timeout` for it: five
    /// seconds by default, and a source without power never answers (`Repl_semi_sync_slave::kill_connection`, semisync_slave.cc).
    ///
    /// 1193: before 10.3 semi-sync is a plugin, which may not be there.
    func stoppingReceiver(channel: String) -> [ScriptLine] {
        let patience = "rpl_semi_sync_slave_kill_conn_timeout"
        return [
            ScriptLine("SET @hactl_patience = @@GLOBAL.\(patience)", tolerating: .codes([1193])),
            ScriptLine("SET GLOBAL \(patience) = 1", tolerating: .codes([1193])),
            ScriptLine("STOP SLAVE\(named(channel)) IO_THREAD", tolerating: .codes([1617])),
            ScriptLine("SET GLOBAL \(patience) = @hactl_patience", tolerating: .codes([1193])),
        ]
    }

    func startingApplier(channel: String) -> ScriptLine { ScriptLine("START SLAVE\(named(channel)) SQL_THREAD") }

    func forgetting(channel: String) -> ScriptLine {
        ScriptLine("RESET SLAVE\(named(channel)) ALL", tolerating: .codes([1617]))
    }

    /// Always `slave_pos`, never `current_pos`, which is deprecated and lets a stray local write change where a replica
    /// goes on reading.
    ///
    /// What a former primary wrote is in its binlog and not in `gtid_slave_pos`; without it, it would ask for its own
    /// transactions again. Since 10.10 `MASTER_DEMOTE_TO_SLAVE=1` merges `gtid_binlog_pos` into `gtid_slave_pos`; before,
    /// `gtid_current_pos` is that union, for what this very server wrote (MDEV-20122 deprecated one for the other).
    func following(
        _ settings: SourceSettings, as login: ReplicationLogin?
    ) throws(Unsupported) -> [ScriptLine] {
        var options = [
            "MASTER_HOST = \(SQLText.quoted(settings.source.host))", "MASTER_PORT = \(settings.source.port)",
            "MASTER_USE_GTID = slave_pos",
        ]
        if case .place = settings.position { throw .placesOnMariaDB }
        var lines: [ScriptLine] = []
        if settings.position == .gtidAsFormerPrimary {
            lines += endingSealed + unsealing
            if canDemote { options.append("MASTER_DEMOTE_TO_SLAVE = 1") } else { lines.append(merging) }
        }
        guard settings.account == .inventory else { return lines + [change(options, settings.channel)] }
        guard let login else { throw .noReplicationAccount }
        options += ["MASTER_CONNECT_RETRY = 5", "MASTER_SSL = \(login.tls ? 1 : 0)"]
        return lines + [change(options, settings.channel, login)]
    }

    /// Who waits for the seal to go would commit to a server that is no primary any more: they are ended before. 1094: a
    /// session that is gone already.
    var endingSealed: [ScriptLine] {
        if unsealing.isEmpty { return [] }
        return [
            ScriptLine(
                "BEGIN NOT ATOMIC DECLARE CONTINUE HANDLER FOR 1094 BEGIN END; FOR it IN (SELECT ID FROM "
                    + "information_schema.PROCESSLIST WHERE STATE = 'Waiting for backup lock' AND USER <> 'system user') "
                    + "DO EXECUTE IMMEDIATE CONCAT('KILL ', it.ID); END FOR; END", tolerating: .anything)
        ]
    }

    private var canDemote: Bool { version >= ServerVersion(10, 10) }

    private var merging: ScriptLine { ScriptLine("SET GLOBAL gtid_slave_pos = @@GLOBAL.gtid_current_pos") }

    private func change(_ options: [String], _ channel: String, _ login: ReplicationLogin? = nil) -> ScriptLine {
        func text(_ password: String) -> String {
            let account = login.map {
                ["MASTER_USER = \(SQLText.quoted($0.user))", "MASTER_PASSWORD = \(SQLText.quoted(password))"]
            }
            return "CHANGE MASTER\(named(channel)) TO \((options + (account ?? [])).joined(separator: ", "))"
        }
        guard let login else { return ScriptLine(text("")) }
        return ScriptLine(
            clear: text(login.password.reveal()), shown: text("\(login.password)"), secrets: [login.password])
    }

    private func named(_ channel: String) -> String { channel.isEmpty ? "" : " \(SQLText.quoted(channel))" }
}

extension Unsupported {
    /// MariaDB always gives GTIDs, so nobody has to follow by places.
    static let placesOnMariaDB = Unsupported(
        because: "MariaDB follows by GTID, not by file and position",
        remedy: "CHANGE MASTER TO MASTER_USE_GTID = slave_pos")
}
