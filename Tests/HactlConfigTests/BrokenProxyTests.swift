import HactlModel
import Testing

@testable import HactlConfig

/// What can be wrong with what is written about proxies, one flaw a case; and what is understood.
@Suite struct BrokenProxyTests {
    @Test(arguments: flaws) func complains(_ broken: Broken) {
        expectInCluster(broken)
    }

    static let flaws = [
        Broken("no address", "proxies: {👉px1: {haproxy: {backend: w}}}", "has no address", remedy: "10.0.0.31"),
        Broken(
            "no kind", "proxies: {👉px1: {address: 10.0.0.31}}", "is not said",
            remedy: "haproxy, proxysql, router, file, etcd, consul"),
        Broken(
            "two kinds", "proxies: {px1: {address: a, haproxy: {backend: w}, router: 👉{section: r}}}", "of 2 kinds",
            remedy: "a name of its own"),
        Broken(
            "no backend", "proxies: {px1: {address: a, haproxy: 👉{socket: /x}}}", "lacks `backend`", remedy: "backend:"),
        Broken(
            "no section", "proxies: {px1: {address: a, router: 👉{file: /x}}}", "lacks `section`",
            remedy: "routing:primary"),
        Broken(
            "no reload", "proxies: {px1: {address: a, file: 👉{path: /x, lines: ['m={host}']}}}", "lacks `reload`",
            remedy: "reload:"),
        Broken(
            "no place for the address",
            "proxies: {px1: {address: a, file: {path: /x, lines: [👉'master=1'], reload: [x]}}}",
            "does not say by what", remedy: "{host}:{port}"),
        Broken(
            "nothing to find it by", "proxies: {px1: {address: a, file: {path: /x, lines: [👉'{host}'], reload: [x]}}}",
            "does not say by what", remedy: "whole line"),
        Broken("a misspelt kind", "proxies: {px1: {address: a, 👉haprox: {backend: w}}}", "no key", remedy: "`haproxy`"),
        Broken(
            "a quorum of more than there are",
            "proxy-quorum: 👉2\n    proxies: {px1: {address: a, haproxy: {backend: w}}}",
            "asks for 2 proxies", remedy: "at most 1"),
        Broken(
            "rules without anything to serve by",
            "readers: 👉{lag: 5s}\n    proxies: {px1: {address: a, haproxy: {backend: w}}}", "lacks `vips`",
            remedy: "vips: ["),
        Broken(
            "one file for two",
            "proxies: {a: {address: h, router: {section: x}}, b: 👉{address: h, router: {section: y}}}",
            "has the same file as `a`", remedy: "one entry"),
    ]

    @Test func kindsAreUnderstood() throws {
        let text = """
            clusters:
              shop:
                proxy-quorum: 2
                proxies:
                  px1: {address: 10.0.0.31, haproxy: {backend: shop_writer}}
                  rt1: {address: 10.0.0.31, writer: "10.0.0.31:6446", router: {section: "routing:primary"}}
                  kv: {etcd: {urls: ["http://10.0.0.41:2379"]}}
                  dc2: {consul: {urls: ["http://127.0.0.1:8500"], key: a/b, token: {file: /etc/token}}}
                  ps1: {address: 10.0.0.33, proxysql: {writer-hostgroup: 10, reader-hostgroup: 20, user: h, password: {file: /etc/ps}}}
                  app: {address: 10.0.0.32, file: {path: /etc/app.ini, section: db, lines: ["host = {host}"], reload: [systemctl, reload, app]}}
            """ + Broken.restOfCluster
        let cluster = try #require(try readInventory(text).get().clusters.first)
        #expect(cluster.proxyQuorum == 2)
        #expect(cluster.proxies.map(\.name) == ["px1", "rt1", "kv", "dc2", "ps1", "app"])
        #expect(cluster.proxies[0].kind == .haproxy(HAProxySettings(backend: "shop_writer")))
        #expect(cluster.proxies[0].writer == InstanceAddress(host: "10.0.0.31", port: 3306))
        #expect(cluster.proxies[0].ssh.user == "ops")
        #expect(cluster.proxies[1].kind == .file(.router(section: "routing:primary")))
        #expect(cluster.proxies[1].writer?.port == 6446)
        #expect(
            cluster.proxies[2].kind
                == .store(StoreSettings(flavour: .etcd, urls: ["http://10.0.0.41:2379"], key: "mysql/master/shop")))
        #expect(cluster.proxies[2].writer == nil)
        #expect(cluster.proxies[3].token == .file("/etc/token"))
        #expect(cluster.proxies[4].kind == .proxysql(ProxySQLSettings(writerHostgroup: 10, readerHostgroup: 20)))
        #expect(cluster.proxies[4].writer == InstanceAddress(host: "10.0.0.33", port: 6033))
        #expect(cluster.proxies[4].admin?.address == InstanceAddress(host: "10.0.0.33", port: 6032))
        #expect(cluster.proxies[4].admin?.access.user == "h")
        #expect(
            cluster.proxies[5].kind
                == .file(
                    RouteFileSettings(
                        path: "/etc/app.ini", section: "db", lines: ["host = {host}"],
                        reload: ["systemctl", "reload", "app"])))
    }
}
