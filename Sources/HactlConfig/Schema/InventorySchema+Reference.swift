extension InventorySchema {
    /// The reference of the inventory, in Markdown: `Documentation/Inventory.md` is this text.
    package static var reference: String {
        (introduction + sections.map(chapter)).joined(separator: "\n")
    }

    private static func chapter(_ section: SchemaSection) -> String {
        """
        ## \(section.name)

        \(section.about)

        | key | what to write | if not given | meaning | example |
        |---|---|---|---|---|
        \(section.keys.map(row).joined(separator: "\n"))

        """
    }

    private static func row(_ key: SchemaKey) -> String {
        "| `\(key.name)` | \(key.kind.title) | \(key.fallback) | \(key.meaning) | `\(key.example)` |"
    }

    private static let introduction = [
        """
        # The inventory

        <!-- Generated from Sources/HactlConfig/Schema: RECORD=1 swift test --filter HactlConfigTests -->

        What hactl knows about your clusters before it looks: `Inventory/*.yaml`. [example.yaml](../Inventory/example.yaml)
        is a whole one with comments. `hactl init` writes a first one from a running server. Whatever is wrong in the files
        is said at once, each with file:line:column and what to write instead; an unknown key is an error.

        ## Inheritance

        As Ansible users know it, the later wins: `defaults`, then the groups a cluster names, then those a member names
        (in their order), then the cluster, then the member. `ssh`, `sql` (and `tls` within it), `replication`, `limits`,
        `policy` and `watch` are merged key by key; a secret or a list, `notify` too, is replaced whole.

        All files of a folder are one inventory, read in ASCII order. Groups are known in every file. `defaults` hold for
        the clusters of their own file; a file without `clusters` is common ground: its `defaults` lie beneath those of
        every other file.

        YAML anchors, aliases and merge keys (`<<: *name`) work as well, within one file.

        ## Durations

        A whole number and a unit: `500ms`, `2s`, `5m`, `1h`. A number without a unit is refused.

        ## Paths

        `~/` is the home of whoever runs hactl. A relative path begins at the folder of the file it is written in.
        Variables aren't filled in.

        ## Secrets

        A file never holds a secret, only where to find it:

        | form | the secret is |
        |---|---|
        | `{file: /etc/hactl/shop.pw}` | the first line of a file that only its owner can read |
        | `{command: [vault, kv, get, -field=password, db/shop]}` | the first line a command prints |
        | `{credential: shop-password}` | a systemd credential, below `$CREDENTIALS_DIRECTORY` |
        | `{option-file: ~/.my.cnf, group: client}` | `password=` in a group of an option file; `client` unless given |
        | `{env: SHOP_PASSWORD}` | an environment variable; others on the host may see it |

        """
    ]
}
