import Testing

@testable import HactlConfig

/// What can be wrong above the members, one flaw a case.
@Suite struct BrokenClusterTests {
    @Test(arguments: clusters) func complainsAboutTheCluster(_ broken: Broken) {
        let members = "\n    members: {db1: {address: 10.0.0.11}}\n    sql: {user: hactl}\n"
        expect(
            Broken(
                broken.title, "clusters:\n  shop:\n    " + broken.marked + members, broken.problem,
                remedy: broken.remedy)
        ) { readInventory($0) }
    }

    static let clusters = [
        Broken("no prefix", "writer: {vip: 👉10.0.0.50, interface: eth0}", "no prefix length", remedy: "10.0.0.50/24"),
        Broken("prefix 33", "writer: {vip: 👉10.0.0.50/33, interface: eth0}", "\"33\"", remedy: "1 to 32"),
        Broken("no prefix at all", "writer: {vip: 👉10.0.0.50/, interface: eth0}", "\"\"", remedy: "1 to 32"),
        Broken("a network", "writer: {vip: 👉10.0.0.0/24, interface: eth0}", "network", remedy: "clients"),
        Broken("a broadcast", "writer: {vip: 👉10.0.0.255/24, interface: eth0}", "broadcast", remedy: "clients"),
        Broken(
            "a name as VIP", "writer: {vip: 👉db.example.com/24, interface: eth0}", "no IPv4", remedy: "10.0.0.50/24"),
        Broken(
            "a track file without a place", "writer: 👉{vip: 10.0.0.50/24, interface: eth0, track-file: writer}",
            "no absolute path",
            remedy: "/etc/keepalived/hactl-writer"),
        Broken("no interface", "writer: 👉{vip: 10.0.0.50/24}", "lacks `interface`", remedy: "interface: eth0"),
        Broken("no VIP", "writer: 👉{interface: eth0}", "lacks `vip`", remedy: "vip: 10.0.0.50/24"),
        Broken("the VIP alone", "writer: 👉10.0.0.50/24", "a text where a map", remedy: "vip: 10.0.0.50/24"),
        Broken("VIP beside writer", "👉vip: 10.0.0.50/24", "no key", remedy: "`writer`"),
        Broken(
            "a table without its schema", "heartbeat: {table: 👉heartbeat}", "no table with its schema",
            remedy: "percona.heartbeat"),
        Broken("a heartbeat nowhere", "heartbeat: 👉{clock: utc}", "lacks `table`", remedy: "table: percona.heartbeat"),
        Broken("an unknown clock", "heartbeat: {table: a.b, clock: 👉gmt}", "can't be", remedy: "utc"),
        Broken("a lag without unit", "limits: {lag: 👉5}", "no unit", remedy: "5s for seconds"),
        Broken("a word for a unit", "limits: {lag: 👉5sec}", "\"sec\" is no unit", remedy: "Write 5s"),
        Broken("a fraction", "limits: {lag: 👉1.5s}", "no duration", remedy: "1500ms"),
        Broken("no time", "limits: {lag: 👉0s}", "no time", remedy: "above zero"),
        Broken("a negative time", "limits: {lag: 👉-1s}", "no duration", remedy: "500ms"),
        Broken("a misspelt limit", "limits: {👉freze: 1s}", "no key of `limits`", remedy: "`freeze`"),
        Broken("underscores", "limits: {👉long_transaction: 1s}", "no key", remedy: "`long-transaction`"),
        Broken("an empty limit", "limits: {lag: 👉}", "no value", remedy: "remove the line"),
        Broken("a password in clear", "replication: {user: r, password: 👉hunter2}", "in clear", remedy: "{file:"),
        Broken(
            "a vault", "replication: {user: r, password: 👉!vault \"$ANSIBLE_VAULT;1.1\"}", "Vault", remedy: "command"),
        Broken(
            "a secret from nowhere", "replication: {user: r, password: 👉{value: x}}", "where the secret",
            remedy: "{file:"),
        Broken(
            "two ways to a secret", "replication: {user: r, password: {file: /a, 👉env: B}}", "doesn't belong",
            remedy: "{file:"),
        Broken(
            "a command in one text", "replication: {user: r, password: {command: 👉pass db}}", "a list is due",
            remedy: "command: ["),
        Broken("no account", "replication: 👉{password: {env: A}}", "lacks `user`", remedy: "replication: {user"),
        Broken("no password", "replication: 👉{user: r}", "lacks `password`", remedy: "replication: {user"),
        Broken("verdicts as text", "policy: {unattended: 👉host-dead}", "a list is due", remedy: "[process-dead"),
        Broken("an unknown group", "groups: [👉x]", "no group `x`", remedy: "groups: {x:"),
        Broken("a key of the file", "👉defaults: {}", "no key of a cluster", remedy: "an inventory"),
        Broken("nonsense", "👉qwertyuiop: 1", "no key", remedy: "Write one of: `members`"),
    ]

    @Test(arguments: files) func complainsAboutTheFile(_ broken: Broken) { expect(broken) { readInventory($0) } }

    static let files = [
        Broken("nothing", "👉", "empty", remedy: "remove it"),
        Broken("only comments", "👉# nothing\n", "empty", remedy: "remove it"),
        Broken("only a separator", "👉---\n", "no cluster", remedy: "clusters:"),
        Broken("a word", "👉shop", "a text where an inventory", remedy: "defaults:"),
        Broken("a list", "👉- shop", "a list where an inventory", remedy: "defaults:"),
        Broken("no cluster", "👉defaults: {}", "no cluster", remedy: "clusters:"),
        Broken(
            "members not indented", "clusters:\n  s: {sql: {user: u}, members: {a: {address: a}}}\n  👉members: {b: 1}",
            "where the name of a cluster", remedy: "Indent"),
        Broken("an empty cluster", "clusters:\n  👉shop:\n", "no members", remedy: "members:"),
        Broken("empty members", "clusters: {shop: {members: 👉{}}}", "no members", remedy: "members:"),
        Broken(
            "a misspelt top key", "clusters: {s: {members: {a: {address: a}}, sql: {user: u}}}\n👉defualts: {}",
            "no key", remedy: "`defaults`"),
        Broken(
            "no SQL user", "clusters: {👉s: {members: {a: {address: a}, b: {address: b}}}}", "The members",
            remedy: "sql: {user"),
        Broken(
            "no SQL user for one", "clusters: {👉s: {members: {a: {address: a}, b: {address: b, sql: {user: u}}}}}",
            "`a` of",
            remedy: "sql: {user"),
        Broken(
            "Ansible's hosts", "groups: {g: {👉hosts: {}}}\nclusters: {s: {members: {a: {address: a, sql: {user: u}}}}}",
            "no key",
            remedy: "`groups:` of a member"),
        Broken(
            "limits in a member's group",
            "groups: {g: {limits: {lag: 1s}}}\nclusters: {s: {members: {a: {address: a, sql: {user: u}, groups: 👉[g]}}}}",
            "belongs to a whole cluster", remedy: "of the cluster"),
        Broken(
            "different ports",
            "clusters: {s: {writer: 👉{vip: 10.0.0.5/24, interface: e}, sql: {user: u}, members: {a: {address: \"a:1\"}, b: {address: \"b:2\"}}}}",
            "different ports (1, 2)", remedy: "port: 1"),
        Broken(
            "a member on the VIP",
            "clusters: {s: {writer: {vip: 10.0.0.5/24, interface: e}, sql: {user: u}, members: {👉a: {address: 10.0.0.5}}}}",
            "the writer address of `s`", remedy: "moves away"),
        Broken(
            "the same VIP twice",
            """
            defaults: {sql: {user: u}}
            clusters:
              a: {writer: {vip: 10.0.0.5/24, interface: e}, members: {a: {address: a}}}
              👉b: {writer: {vip: 10.0.0.5/24, interface: e}, members: {b: {address: b}}}
            """, "writer address 10.0.0.5 of `a`", remedy: "of its own"),
        Broken(
            "the same cluster twice",
            "defaults: {sql: {user: u}}\nclusters:\n  s: {members: {a: {address: a}}}\n  👉s: {members: {b: {address: b}}}",
            "written twice", remedy: "Keep one"),
    ]
}
