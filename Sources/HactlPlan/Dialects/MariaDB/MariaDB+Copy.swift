import HactlModel

/// MariaDB has no CLONE: the recipient's host loads a dump of the donor (`CopyInOrder`), and leaves its traces here.
extension MariaDB {
    private static let size =
        "(SELECT COALESCE(SUM(FILE_SIZE), 0) FROM information_schema.INNODB_SYS_TABLESPACES)"

    func data(_ context: ScriptContext) -> Script<[Observation]>? {
        let lines = [
            ScriptLine("SELECT @@GLOBAL.datadir AS directory, \(Self.size) AS bytes", as: .data), otherEngines,
            SharedLines.grants,
        ]
        return Script(lines) { (replies) throws(ScriptFailure) in
            let row = try replies.row(.data)
            guard let bytes = row["bytes"].flatMap({ Int64($0) }) else { throw .unreadable("the size of its data") }
            let tables = replies.rows(.tables).map { "\($0.text("TABLE_SCHEMA")).\($0.text("TABLE_NAME"))" }
            let missing = missingPrivileges(in: replies, forCopies: true)
            return [
                .data(
                    context.member,
                    DataFacts(
                        directory: row.text("directory"), bytes: bytes, uncopied: tables, missingPrivileges: missing))
            ]
        }
    }

    /// A dump is of one moment for transactional tables only.
    private var otherEngines: ScriptLine {
        ScriptLine(
            "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' "
                + "AND ENGINE <> 'InnoDB' AND TABLE_SCHEMA NOT IN ('mysql', 'sys', 'performance_schema', "
                + "'information_schema') LIMIT 20", as: .tables)
    }

    /// 1146: no copy was ever made here.
    func copy(_ context: ScriptContext) -> Script<[Observation]>? {
        let line = ScriptLine(
            "SELECT mark, state, UNIX_TIMESTAMP(began) AS began, IS_USED_LOCK(\(SQLText.quoted(CopyInOrder.lock))) AS holder, "
                + "\(Self.size) AS bytes FROM \(CopyInOrder.table)", as: .copy, tolerating: .codes([1146]))
        return Script([line]) { (replies) throws(ScriptFailure) in
            [.copy(context.member, replies.rows(.copy).first.map(Self.facts) ?? CopyFacts())]
        }
    }

    private static func facts(of row: SQLRow) -> CopyFacts {
        let isHeld = row["holder"] != nil
        let state: CopyFacts.State = row["state"] == "done" ? .done : isHeld ? .running : .failed
        return CopyFacts(
            state, mark: row.text("mark"),
            began: row["began"].flatMap { Double($0) }.map { Moment(milliseconds: Int64($0 * 1000)) }, stage: "load",
            bytes: row["bytes"].flatMap { Int64($0) } ?? 0,
            error: state == .failed ? "it broke off; see \(CopyInOrder.log) on its host" : "")
    }

    func preparingCopy(_ context: ScriptContext) throws(Unsupported) -> Script<[Observation]> { throw .noCopies }

    func copying(_ order: CopyOrder, _ context: ScriptContext) throws(Unsupported) -> Script<[Observation]> {
        throw .noCopies
    }
}

extension Unsupported {
    static let noCopies = Unsupported(
        because: "MariaDB copies no other server's data by itself", remedy: "its host has to load it")
}
