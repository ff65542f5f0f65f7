import Testing

@testable import HactlConfig

/// What can be wrong with a member, one flaw a case.
@Suite struct BrokenMemberTests {
    @Test(arguments: members) func complainsAboutTheMember(_ broken: Broken) {
        let shell = Broken(
            broken.title, "defaults: {sql: {user: hactl}}\nclusters:\n  shop:\n    members:\n      " + broken.marked,
            broken.problem, remedy: broken.remedy)
        expect(shell) { readInventory($0) }
    }

    static let members = [
        Broken(
            "letters in a port", #"db1: {address: a, port: 👉"33o6"}"#, #""33o6", which is no number"#,
            remedy: "1 to 65535"),
        Broken("a quoted port", #"db1: {address: a, port: 👉"3306"}"#, "a text", remedy: "without quotes"),
        Broken("a port too high", "db1: {address: a, port: 👉70000}", "70000, which is no port", remedy: "1 to 65535"),
        Broken("an octal port", "db1: {address: a, port: 👉0755}", "no number", remedy: "1 to 65535"),
        Broken("a list as port", "db1: {address: a, port: 👉[1]}", "a list where a number", remedy: "1 to 65535"),
        Broken("an empty port", "db1: {address: a, port: 👉}", "empty where a number", remedy: "1 to 65535"),
        Broken(
            "a port of letters", "db1: {address: 👉10.0.0.11:mysql}", "\"mysql\" is no port", remedy: "after the colon"),
        Broken("four numbers too big", "db1: {address: 👉10.0.0.256}", "no IPv4", remedy: "0 to 255"),
        Broken("leading zeros", "db1: {address: 👉10.0.0.011}", "no IPv4", remedy: "leading zeros"),
        Broken("three numbers", "db1: {address: 👉10.0.0}", "no IPv4", remedy: "four numbers"),
        Broken("a prefix at a host", "db1: {address: 👉10.0.0.1/24}", "prefix", remedy: "Remove the /"),
        Broken("a user at a host", "db1: {address: 👉ops@db1}", "user doesn't belong", remedy: "ssh:"),
        Broken("no host name", "db1: {address: 👉-db1}", "no host name", remedy: "db1.example.com"),
        Broken("IPv6 as YAML list", "db1: {address: 👉[2001]}", "a list", remedy: #""[2001:db8::11]:3306""#),
        Broken("half an IPv6", #"db1: {address: 👉"[2001:db8:1]:3306"}"#, "no IPv6", remedy: "brackets"),
        Broken("no address", "👉db1: {promotion: must}", "no address", remedy: "db1: {address: 10.0.0.11}"),
        Broken("nothing at all", "👉db1:", "no address", remedy: "db1: {address: 10.0.0.11}"),
        Broken("an address alone", "db1: 👉10.0.0.11", "a text where a member", remedy: "address: 10.0.0.11"),
        Broken(
            "two ports", "db1: {address: \"a:3307\", port: 👉3308}", "3308, but the address says 3307", remedy: "once"),
        Broken("an unknown rule", "db1: {address: a, promotion: 👉mustnot}", "mustnot", remedy: "`must_not`"),
        Broken("a misspelt key", "db1: {address: a, 👉datacentre: eu}", "no key of a member", remedy: "`datacenter`"),
        Broken("Ansible's word", "db1: {address: b, 👉ansible_host: a}", "no key", remedy: "`address`"),
        Broken("a key of ssh", "db1: {address: a, 👉known-hosts: /k}", "no key", remedy: "below `ssh`"),
        Broken("a key of the cluster", "db1: {address: a, 👉limits: {lag: 1s}}", "no key", remedy: "a cluster"),
        Broken("a bad UUID", "db1: {address: a, server-uuid: 👉abc}", "no server_uuid", remedy: "SELECT @@server_uuid"),
        Broken(
            "a server_id too big", "db1: {address: a, server-id: 👉5000000000}", "no server_id", remedy: "4294967295"),
        Broken(
            "both identities",
            "db1: {address: a, server-id: 👉1, server-uuid: 3e11fa47-71ca-11e1-9e33-c80aa9429562}", "Both",
            remedy: "MariaDB"),
        Broken("a role as name", "👉primary: {address: a}", "mean a role", remedy: "another name"),
        Broken("a slash in a name, disguised", "👉\"a\u{D4E}/b\": {address: a}", "can't be the name", remedy: "letters"),
        Broken("an accent of its own in a name", "👉\"e\u{301}\": {address: a}", "can't be the name", remedy: "letters"),
        Broken("a blank in a name", "👉db 1: {address: a}", "can't be the name", remedy: "letters"),
        Broken("an unknown group", "db1: {address: a, groups: [👉eu]}", "no group `eu`", remedy: "groups: {eu:"),
        Broken("a group as text", "db1: {address: a, groups: 👉eu}", "a list is due", remedy: "groups: [eu1]"),
        Broken("a word too many", "db1: {address: a, datacenter: 👉eu 1}", "blank", remedy: "one word"),
        Broken(
            "an interface too long", "db1: {address: a, interface: 👉abcdefghijklmnop}", "interface", remedy: "ip link"),
        Broken(
            "yes for a flag", "db1: {address: a, ssh: {agent: 👉yes}}", "neither true nor false", remedy: "true or false"
        ),
        Broken(
            "another's home", "db1: {address: a, ssh: {key: 👉~root/k}}", "another user's home", remedy: "whole path"),
        Broken("a variable", "db1: {address: a, ssh: {key: 👉$HOME/k}}", "variables", remedy: "~/"),
        Broken("a transport", "db1: {address: a, ssh: {transport: 👉openshh}}", "openshh", remedy: "`openssh`"),
        Broken("a port in ssh address", "db1: {address: a, ssh: {address: 👉b:22}}", "holds a port", remedy: "`port:`"),
        Broken(
            "jump hosts in one text", "db1: {address: a, ssh: {jump: 👉\"a,b\"}}", "no jump host", remedy: "as a list"),
        Broken("TLS without a CA", "db1: {address: a, sql: {tls: {mode: 👉verify-ca}}}", "no `ca`", remedy: "Add ca:"),
        Broken("TLS without a key", "db1: {address: a, sql: {tls: {cert: 👉/c}}}", "lacks `key`", remedy: "both"),
        Broken("ssl-mode", "db1: {address: a, sql: {tls: {👉ssl-mode: required}}}", "no key", remedy: "`mode`"),
        Broken(
            "an old TLS word", "db1: {address: a, sql: {tls: {mode: 👉VERIFY_CA}}}", "VERIFY_CA", remedy: "`verify-ca`"),
        Broken("a way", "db1: {address: a, sql: {via: 👉tunnel}}", "tunnel", remedy: "`direct`, `ssh`"),
        Broken("a repeated name", "db1: {address: a}\n      👉db1: {address: b}", "written twice", remedy: "Keep one"),
        Broken("a repeated key", "db1: {address: a, 👉address: b}", "written twice", remedy: "Keep one"),
        Broken("a repeated quoted key", "db1: {address: a, 👉\"address\": b}", "written twice", remedy: "Keep one"),
        Broken(
            "a repeated address", "db1: {address: a}\n      👉db2: {address: \"a:3306\"}", "`db1` has", remedy: "its own"
        ),
        Broken(
            "a repeated identity", "db1: {address: a, server-id: 1}\n      👉db2: {address: b, server-id: 1}",
            "same identity", remedy: "SELECT @@server_id"),
        Broken(
            "a key not indented", "db1: {address: a}\n      👉port: 3306", "the name of a member", remedy: "Indent"),
        Broken("members as a list", "👉- db1\n      - db2", "a list where names", remedy: "members: {db1:"),
    ]
}
