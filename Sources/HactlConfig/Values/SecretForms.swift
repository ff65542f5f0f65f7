/// The ways to say where a secret is.
enum SecretForms {
    static let names = ["file", "command", "credential", "option-file", "env"]

    static func remedy(_ key: String) -> String {
        "Put the secret into a file that only you can read and write \(key): {file: /etc/hactl/NAME.pw}; "
            + "{command: […]}, {credential: NAME}, {option-file: PATH, group: NAME} and {env: NAME} are known too."
    }
}
