import HactlModel

/// No complaint here quotes what it complains about: it may be the secret.
extension Written {
    /// A reference to a secret, in one of its five forms. A secret in clear is refused.
    func secret(_ key: String, _ environment: ReadingEnvironment) throws(Complaint) -> SecretReference {
        guard case .map(let entries) = content else { throw notAReference(key) }
        guard let form = entries.first(where: { SecretForms.names.contains($0.name) }) else {
            throw complaint("`\(key)` doesn't say where the secret is.", remedy: SecretForms.remedy(key))
        }
        for entry in entries where !(entry.name == form.name || form.allows(entry.name)) {
            throw Complaint(
                at: entry.place, "`\(key)` has a key that doesn't belong to `\(form.name)`.",
                remedy: SecretForms.remedy(key))
        }
        return try reference(form, environment)
    }

    private func reference(
        _ form: WrittenEntry, _ environment: ReadingEnvironment
    ) throws(Complaint) -> SecretReference {
        switch form.name {
        case "file": return .file(try form.value.path("file", environment))
        case "command":
            return .command(try form.value.texts("command", example: "[vault, kv, get, -field=password, db]"))
        case "credential": return .credential(try form.value.text("credential"))
        case "env": return .environment(try form.value.text("env"))
        default:
            let path = try form.value.path("option-file", environment)
            return .optionFile(path, group: try self["group"]?.text("group") ?? "client")
        }
    }

    private func notAReference(_ key: String) -> Complaint {
        switch content {
        case .text(let text, _) where text.hasPrefix("$ANSIBLE_VAULT"):
            complaint(
                "`\(key)` is encrypted with Ansible Vault, which hactl doesn't read.",
                remedy: "Let a command decrypt it: \(key): {command: [ansible-vault, view, FILE]}.")
        case .text:
            complaint("`\(key)` stands here in clear.", remedy: SecretForms.remedy(key))
        case .nothing: complaint("`\(key)` has no value.", remedy: SecretForms.remedy(key))
        case .list, .map: complaint("`\(key)` is \(kind) where a reference is due.", remedy: SecretForms.remedy(key))
        }
    }
}

extension WrittenEntry {
    fileprivate func allows(_ other: String) -> Bool { name == "option-file" && other == "group" }
}
