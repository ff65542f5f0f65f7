/// How a server without `SET PERSIST` (MariaDB, MySQL 5.7) comes back read-only: a file of its own beside the option
/// files, with a name that sorts last, since the last setting read wins. A host without any of the directories refuses
/// with an exit code. Look again afterwards: a server started with `--defaults-file` may not read the file.
package enum PersistReadOnlyOrder {
    /// Directories that packages make the server read; those read later first.
    package static let directories = [
        "/etc/mysql/mariadb.conf.d", "/etc/mysql/mysql.conf.d", "/etc/mysql/conf.d", "/etc/my.cnf.d",
    ]
    package static let fileName = "zz-hactl.cnf"

    /// Writes the file in one piece. Doing it again changes nothing.
    package static let on = FixedScript.persistReadOnly.errand([])
    /// Takes back what `on` did; what other files say is theirs.
    package static let off = FixedScript.forgetReadOnly.errand([])
}
