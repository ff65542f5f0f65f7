import HactlModel

/// The clone plugin: "Cloning Remote Data" and "Clone Plugin Limitations" in the manual; tried on 9.7.
extension MySQLDialect {
    func data(_ context: ScriptContext) -> Script<[Observation]>? {
        guard version >= CopyRules.firstClone else { return nil }
        let lines = [
            ScriptLine(
                "SELECT @@GLOBAL.datadir AS directory, COALESCE(SUM(FILE_SIZE), 0) AS bytes "
                    + "FROM information_schema.INNODB_TABLESPACES", as: .data), pluginLine,
            uncopied, SharedLines.grants,
        ]
        return Script(lines) { (replies) throws(ScriptFailure) in [.data(context.member, try data(in: replies))] }
    }

    private var pluginLine: ScriptLine {
        ScriptLine(
            "SELECT PLUGIN_STATUS FROM information_schema.PLUGINS WHERE PLUGIN_NAME = 'clone'", as: .plugins)
    }

    /// "Clones only data stored in InnoDB": tables of other engines are there afterwards, and empty.
    private var uncopied: ScriptLine {
        ScriptLine(
            "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' "
                + "AND ENGINE <> 'InnoDB' AND TABLE_SCHEMA NOT IN ('mysql', 'sys', 'performance_schema', "
                + "'information_schema') LIMIT 20", as: .tables)
    }

    private func data(in replies: Replies) throws(ScriptFailure) -> DataFacts {
        let row = try replies.row(.data)
        guard let bytes = row["bytes"].flatMap({ Int64($0) }) else { throw .unreadable("the size of its data") }
        return DataFacts(
            directory: row.text("directory"), bytes: bytes,
            isReady: replies.rows(.plugins).first?["PLUGIN_STATUS"] == "ACTIVE",
            uncopied: replies.rows(.tables).map { "\($0.text("TABLE_SCHEMA")).\($0.text("TABLE_NAME"))" },
            missingPrivileges: missingPrivileges(in: replies, forCopies: true))
    }

    /// Both tables come with the plugin (1146 without it), and survive the restart that ends a copy.
    func copy(_ context: ScriptContext) -> Script<[Observation]>? {
        guard version >= CopyRules.firstClone else { return nil }
        let lines = [
            ScriptLine(
                "SELECT STATE, BEGIN_TIME, UNIX_TIMESTAMP(BEGIN_TIME) AS began, ERROR_NO, ERROR_MESSAGE "
                    + "FROM performance_schema.clone_status", as: .copy,
                tolerating: .codes([1146])),
            ScriptLine(
                "SELECT STAGE, STATE, ESTIMATE, DATA FROM performance_schema.clone_progress ORDER BY ID, BEGIN_TIME",
                as: .copyStages, tolerating: .codes([1146])),
        ]
        return Script(lines) { (replies) throws(ScriptFailure) in [.copy(context.member, replies.cloneFacts)] }
    }

    /// `super_read_only` keeps INSTALL PLUGIN out (1290), for it writes to `mysql.plugin`; `read_only` stays. What a server
    /// installs so is in no binlog. 1125, 1968: it is installed already.
    func preparingCopy(_ context: ScriptContext) throws(Unsupported) -> Script<[Observation]> {
        let lines = [
            ScriptLine("SET @hactl_closed = @@GLOBAL.super_read_only"),
            ScriptLine("SET GLOBAL super_read_only = OFF"),
            ScriptLine("INSTALL PLUGIN clone SONAME 'mysql_clone.so'", as: .plugins, tolerating: .anything),
            ScriptLine("SET GLOBAL super_read_only = @hactl_closed"), state,
        ]
        return Script([Round(lines), Round([pluginLine])]) { (replies) throws(ScriptFailure) in
            if let refusal = replies.refusals.first, ![1125, 1968].contains(refusal.code) { throw .refused(refusal) }
            return [.writability(context.member, try replies.writability())]
        }
    }

    /// The copy drops what is there first, which `super_read_only` would refuse (1290); `read_only` stays on, and both are on
    /// after the restart that ends it. Clones are let in from listed donors only (3870). The limits go with the restart.
    func copying(_ order: CopyOrder, _ context: ScriptContext) throws(Unsupported) -> Script<[Observation]> {
        guard let login = context.donor else { throw .noDonorAccount }
        let place = "\(order.address.host):\(order.address.port)"
        let head = [
            ScriptLine("SET GLOBAL clone_valid_donor_list = \(SQLText.quoted(place))"),
            ScriptLine("SET GLOBAL clone_max_data_bandwidth = \(order.rate)"),
            ScriptLine("SET GLOBAL clone_max_network_bandwidth = \(order.rate)"),
            ScriptLine("SET GLOBAL super_read_only = OFF"),
        ]
        return Script(head + [cloning(order, login)]) { (_) throws(ScriptFailure) in [] }
    }

    private func cloning(_ order: CopyOrder, _ login: ReplicationLogin) -> ScriptLine {
        func text(_ password: String) -> String {
            "CLONE INSTANCE FROM \(SQLText.quoted(login.user))@\(SQLText.quoted(order.address.host)):"
                + "\(order.address.port) IDENTIFIED BY \(SQLText.quoted(password))"
                + (login.tls ? " REQUIRE SSL" : " REQUIRE NO SSL")
        }
        return ScriptLine(
            clear: text(login.password.reveal()), shown: text("\(login.password)"), secrets: [login.password])
    }
}

extension Replies {
    fileprivate var cloneFacts: CopyFacts {
        guard let row = rows(.copy).first, let state = row["STATE"] else { return CopyFacts() }
        let stages = rows(.copyStages)
        let current = stages.last { $0["STATE"] == "In Progress" } ?? stages.last { $0["STATE"] == "Completed" }
        let sum = { (column: String) in stages.compactMap { $0[column].flatMap { Int64($0) } }.reduce(0, +) }
        return CopyFacts(
            Self.cloneStates[state] ?? .none, mark: row.text("BEGIN_TIME"),
            began: row["began"].flatMap { Double($0) }.map { Moment(milliseconds: Int64($0 * 1000)) },
            stage: current?.text("STAGE") ?? "",
            bytes: sum("DATA"), expected: sum("ESTIMATE"),
            error: state == "Failed" ? "error \(row.text("ERROR_NO")): \(row.text("ERROR_MESSAGE"))" : "")
    }

    private static let cloneStates: [String: CopyFacts.State] = [
        "In Progress": .running, "Completed": .done, "Failed": .failed,
    ]
}

extension Unsupported {
    static let noDonorAccount = Unsupported(
        because: "the password of hactl's account on the donor can't be read",
        remedy: "see `sql` of the donor in the inventory")
}
