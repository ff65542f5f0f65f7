import HactlModel

extension MariaDB {
    func look(for context: ScriptContext) -> [ScriptLine] {
        [
            who, SharedLines.variables,
            SharedLines.status, channels, binaryLog, SharedLines.processes, SharedLines.transactions,
            preparedXA, SharedLines.events, SharedLines.locks(for: context), accounts, roles,
        ]
    }

    func briefly(_ question: String, upTo limit: Duration) -> String {
        "SET STATEMENT max_statement_time = \(SQLText.seconds(limit)) FOR SELECT \(question)"
    }

    var binaryLog: ScriptLine {
        ScriptLine(
            "SHOW MASTER STATUS", as: .binlog, tolerating: .anything, blindSpot: "filters of the binary log")
    }

    /// Shows the account's own privileges only, unless it may read `mysql`.
    private var accounts: ScriptLine {
        let names = privileges.map(SQLText.quoted).joined(separator: ", ")
        return ScriptLine(
            "SELECT DISTINCT GRANTEE FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE IN (\(names))",
            as: .accounts)
    }

    /// Who has which role, and whether that role has the privilege: `user_privileges` lists no roles (seen on 10.11).
    private var roles: ScriptLine {
        let (table, may) = rolePrivilege
        return ScriptLine(
            "SELECT m.User, m.Role, \(may) AS may FROM mysql.roles_mapping m LEFT JOIN mysql.\(table) p "
                + "ON p.User = m.Role AND p.Host = ''", as: .roles, tolerating: .anything,
            blindSpot: "accounts that may write to a read-only server")
    }

    /// Of `global_priv`'s number, bit 15 is SUPER and bit 33 READ_ONLY ADMIN (sql/privilege.h). Before 10.4 there is only
    /// `mysql.user`.
    private var rolePrivilege: (table: String, may: String) {
        guard version >= ServerVersion(10, 4) else { return ("user", "p.Super_priv = 'Y'") }
        let bits = privileges.map { $0 == "SUPER" ? "(1 << 15)" : "(1 << 33)" }.joined(separator: " | ")
        return ("global_priv", "JSON_VALUE(p.Priv, '$.access') & (\(bits)) <> 0")
    }

    /// 10.5.2 made READ_ONLY ADMIN out of a part of SUPER; since 10.11 SUPER no longer contains it (MDEV-29596).
    private var privileges: [String] {
        if version >= ServerVersion(10, 11) { return ["READ_ONLY ADMIN"] }
        return version >= ServerVersion(10, 5, 2) ? ["SUPER", "READ_ONLY ADMIN"] : ["SUPER"]
    }

    /// Users, whatever host they come from, that have the privilege themselves or through a role, or a role of a role.
    func privilegedUsers(in replies: Replies) -> Set<String>? {
        var holders = Set(replies.rows(.accounts).map { Self.user(of: $0.text("GRANTEE")) })
        let rows = replies.rows(.roles)
        let members = rows.map { (user: $0.text("User"), role: $0.text("Role")) }
        holders.formUnion(rows.filter { $0.flag("may") == true }.map { $0.text("Role") })
        var count = -1
        while count != holders.count {
            count = holders.count
            holders.formUnion(members.filter { holders.contains($0.role) }.map(\.user))
        }
        return holders
    }

    /// `root` of `'root'@'localhost'`.
    private static func user(of grantee: String) -> String {
        guard let at = grantee.bytes.lastIndex(of: UInt8(ascii: "@")) else { return grantee }
        return grantee.bytes[..<at].dropFirst().dropLast().text
    }
}
