import HactlModel

extension ShellProxy {
    /// What hactl runs as root on its host, for `/etc/sudoers.d`; to be tried with `visudo -c -f` first.
    package func sudoersText(user: String) -> String {
        privileged.map { PrivilegedCommand(.custom, $0.arguments) }.map {
            "\(user) ALL=(root) NOPASSWD: \($0.sudoersText)\n"
        }
        .joined()
    }
}
