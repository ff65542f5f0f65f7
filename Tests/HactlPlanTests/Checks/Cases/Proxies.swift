import HactlModel
import HactlPlan

extension CheckCases {
    static let proxies = [
        CaseList(ProxiesFollow.self)
            .fine("without proxies") { _ in }
            .fine("two proxies that lead to the primary") { $0.addProxies() }
            .fine("one of them is enough, and it is there") {
                $0.addProxies(); $0.cluster.proxyQuorum = 1
            }
            .refuses(nil, "px2 can't be seen") {
                $0.addProxies(); $0.loseProxy("px2")
            }
            .warns(nil, "px2 can't be seen") {
                $0.addProxies(); $0.loseProxy("px2"); $0.cluster.proxyQuorum = 1
            }
            .objects(nil, "px1 can't be seen") {
                $0.addProxies(); $0.loseProxy("px1"); $0.premise = .deadPrimary
            }
            .refuses(nil, "px1 leads writes to db3, and the primary is db1") {
                $0.addProxies(); $0.lead("px1", to: ["db3"])
            }
            .refuses(nil, "px1 leads writes to db1, db2") {
                $0.addProxies(); $0.lead("px1", to: ["db1", "db2"])
            }
            .refuses(nil, "px1 leads writes to nobody") {
                $0.addProxies(); $0.lead("px1", to: [])
            }
            .fine("wherever it leads when the primary is dead") {
                $0.addProxies()
                $0.lead("px1", to: ["db3"])
                $0.premise = .deadPrimary
            }
            .refuses("db2", "px2 knows no server at db2:3306, only db1 at db1:3306") {
                $0.addProxies()
                $0.proxy("px2") { $0.servers.removeAll { $0.name == "db2" } }
            }
            .refuses(nil, "px1 can't be changed: its admin socket is not of `level admin`") {
                $0.addProxies()
                $0.proxy("px1") { $0.flaws = ["its admin socket is not of `level admin`"] }
            }
            .warns(nil, "px2 would lead writes elsewhere after a reload") {
                $0.addProxies()
                $0.proxy("px2") { $0.file?.lines[1].text = "server db2 db2:3306" }
            }
    ]
}

extension Scene {
    /// px1 and px2, which lead to db1, now and after a reload.
    mutating func addProxies() {
        for name in ["px1", "px2"] as [ProxyName] {
            cluster.proxies.append(
                Proxy(
                    name: name, ssh: SSHAccess(address: name.text, user: "ops"),
                    writer: InstanceAddress(host: name.text, port: 3306),
                    kind: .haproxy(HAProxySettings(backend: "shop")), place: Cast.place))
            let servers = Cast.names.map { ProxyServer(name: $0.text, address: Cast.address($0), isOpen: $0 == "db1") }
            let lines = Cast.names.enumerated().map { number, member in
                FileLine(number + 7, "server \(member) \(member):3306\(number == 0 ? "" : " disabled")")
            }
            facts.proxies[name] = .seen(
                ProxyFacts(servers: servers, file: ProxyFile(digest: String(repeating: "a", count: 64), lines: lines)))
        }
        cluster.proxyQuorum = 2
    }

    /// The same, and reads go through them to these.
    mutating func addProxies(reading members: [String]) {
        addProxies()
        cluster.readers = ReaderPool()
        for index in cluster.proxies.indices {
            cluster.proxies[index].kind = .haproxy(HAProxySettings(backend: "shop", readers: "shop_readers"))
            read(cluster.proxies[index].name, from: members)
        }
    }

    mutating func read(_ name: ProxyName, from members: [String]) {
        proxy(name) {
            $0.readers = Cast.names.map {
                ProxyServer(name: $0.text, address: Cast.address($0), isOpen: members.contains($0.text))
            }
        }
    }

    mutating func proxy(_ name: ProxyName, _ change: (inout ProxyFacts) -> Void) {
        guard var proxy = facts.proxy(name) else { return }
        change(&proxy)
        facts.proxies[name] = .seen(proxy)
    }

    /// It leads there, and would after a reload.
    mutating func lead(_ name: ProxyName, to members: [String]) {
        proxy(name) { proxy in
            for index in proxy.servers.indices {
                let isOpen = members.contains(proxy.servers[index].name)
                proxy.servers[index].isOpen = isOpen
                let server = proxy.servers[index]
                proxy.file?.lines[index].text = "server \(server.name) \(server.address)\(isOpen ? "" : " disabled")"
            }
        }
    }

    mutating func loseProxy(_ name: ProxyName) { facts.proxies[name] = .unseen(Unreachable(.timedOut, detail: "")) }
}
