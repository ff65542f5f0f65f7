import HactlModel

extension MySQLDialect {
    var channels: ScriptLine { ScriptLine("SHOW \(words.replica) STATUS", as: .channels) }

    func starting(channel: String) -> ScriptLine { ScriptLine("START \(words.replica)\(clause(channel))") }

    /// 3074: there is no such channel, so nothing runs on it.
    func stopping(channel: String) -> ScriptLine {
        ScriptLine("STOP \(words.replica)\(clause(channel))", tolerating: .codes([3074]))
    }

    func stoppingReceiver(channel: String) -> [ScriptLine] {
        [ScriptLine("STOP \(words.replica) IO_THREAD\(clause(channel))", tolerating: .codes([3074]))]
    }

    func startingApplier(channel: String) -> ScriptLine {
        ScriptLine("START \(words.replica) SQL_THREAD\(clause(channel))")
    }

    func forgetting(channel: String) -> ScriptLine {
        ScriptLine("RESET \(words.replica) ALL\(clause(channel))", tolerating: .codes([3074]))
    }

    /// A former primary needs nothing special: all that it wrote is in `gtid_executed`, which auto-position sends.
    func following(
        _ settings: SourceSettings, as login: ReplicationLogin?
    ) throws(Unsupported) -> [ScriptLine] {
        var options = [
            option("HOST", SQLText.quoted(settings.source.host)), option("PORT", String(settings.source.port)),
        ]
        if case .place(.file(_, let name, let position)) = settings.position {
            options += [
                option("AUTO_POSITION", "0"), option("LOG_FILE", SQLText.quoted(name)),
                option("LOG_POS", String(position)),
            ]
        } else {
            options.append(option("AUTO_POSITION", "1"))
        }
        guard settings.account == .inventory else { return [change(options, settings.channel)] }
        guard let login else { throw .noReplicationAccount }
        options += retries + protection(login)
        return [change(options, settings.channel, login)]
    }

    private func option(_ name: String, _ value: String) -> String { "\(words.source)_\(name) = \(value)" }

    /// A new source: its retries are ours to choose. MySQL 9's default gives up for good after ten.
    private var retries: [String] { [option("CONNECT_RETRY", "5"), option("RETRY_COUNT", "100000")] }

    /// Without TLS, an account of caching_sha2_password is let in only after an exchange of keys, which the replica has to
    /// ask for.
    private func protection(_ login: ReplicationLogin) -> [String] {
        let key = words.asksForPublicKey ? ["GET_\(words.source)_PUBLIC_KEY = \(login.tls ? 0 : 1)"] : []
        return [option("SSL", login.tls ? "1" : "0")] + key
    }

    private func change(_ options: [String], _ channel: String, _ login: ReplicationLogin? = nil) -> ScriptLine {
        func text(_ password: String) -> String {
            let account = login.map {
                [option("USER", SQLText.quoted($0.user)), option("PASSWORD", SQLText.quoted(password))]
            }
            return "\(words.changeSource) \((options + (account ?? [])).joined(separator: ", "))\(clause(channel))"
        }
        guard let login else { return ScriptLine(text("")) }
        return ScriptLine(
            clear: text(login.password.reveal()), shown: text("\(login.password)"), secrets: [login.password])
    }

    private func clause(_ channel: String) -> String { " FOR CHANNEL \(SQLText.quoted(channel))" }
}

extension Unsupported {
    static let noReplicationAccount = Unsupported(
        because: "the inventory names no account to follow with",
        remedy: "give the cluster `replication:` with a user and a password")
}
