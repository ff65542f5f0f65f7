/// How a server without `SET PERSIST` (MariaDB, MySQL 5.7) comes back read-only: a file of its own beside the option
/// files, with a name that sorts last, since the last setting read wins.
package struct PersistReadOnlyOrder: Hashable, Sendable {
    package let file: String

    /// Directories that packages make the server read; those read later first.
    package static let directories = [
        "/etc/mysql/mariadb.conf.d", "/etc/mysql/mysql.conf.d", "/etc/mysql/conf.d", "/etc/my.cnf.d",
    ]

    package init(directory: String) { file = "\(directory)/zz-hactl.cnf" }

    /// Writes the file in one piece. Doing it again changes nothing.
    package var on: Errand { FixedScript.persistReadOnly.errand([file]) }
    /// Takes back what `on` did; what other files say is theirs.
    package var off: Errand { Errand(["/bin/rm", "-f", file], asRoot: true) }
}
