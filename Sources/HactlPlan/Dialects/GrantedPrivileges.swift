import HactlModel

/// `SELECT, RELOAD ON *.*`: what a grant says, without for whom.
struct GrantedPrivileges: Equatable, Sendable {
    let names: [PrivilegeName]
    /// As it is written.
    let scope: String
    /// `*` of `*.*`, `hactl` of `` `hactl`.* ``; one whose name has an underscore is written with `\_`.
    let database: String

    /// `nil` where no scope is named: that is a role.
    init?(_ text: Substring.UTF8View) {
        guard let on = text.place(of: " ON ") else { return nil }
        names = text[..<on].split(separator: UInt8(ascii: ",")).map(PrivilegeName.init)
        scope = text[text.index(on, offsetBy: 4)...].text
        let name = scope.utf8.prefix { $0 != UInt8(ascii: ".") }
        let bytes = name.filter { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "\\") }
        database = String(decoding: bytes, as: UTF8.self)
    }

    /// What a line of `SHOW GRANTS` says; `nil` for roles and default roles.
    init?(line: String) {
        let bytes = line.bytes
        guard line.hasPrefix("GRANT "), let to = bytes.place(of: " TO ") else { return nil }
        self.init(bytes[bytes.index(bytes.startIndex, offsetBy: 6)..<to])
    }
}
