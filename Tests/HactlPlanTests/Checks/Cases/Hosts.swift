import HactlModel
import HactlPlan

extension CheckCases {
    static let hosts = [disk, endpoint, keepalived, managers, clocks, readers]

    private static let readers = CaseList(ReadersPlaced.self)
        .fine("no addresses for readers, no question") { $0.cluster.readers = nil }
        .fine("reads through proxies go to the replicas") { $0.addProxies(reading: ["db2", "db3"]) }
        .warns(nil, "px2 gives reads to db1, and db1 is the primary") {
            $0.addProxies(reading: ["db2", "db3"])
            $0.read("px2", from: ["db1", "db2", "db3"])
        }
        .warns(nil, "px1 gives no reads to db3, which is fit to serve reads") {
            $0.addProxies(reading: ["db2", "db3"])
            $0.read("px1", from: ["db2"])
        }
        .warns(nil, "px1 has no servers for reads") {
            $0.addProxies(reading: ["db2", "db3"])
            $0.proxy("px1") { $0.readers = [] }
        }
        .warns(nil, "px2 can't be seen") {
            $0.addProxies(reading: ["db2", "db3"])
            $0.loseProxy("px2")
        }
        .fine("one for each replica") { $0.serveReads([["db2"], ["db3"]]) }
        .warns(nil, "nobody carries the readers' address 10.0.0.62") { $0.serveReads([["db2"], []]) }
        .warns(nil, "db2 and db3 both carry the readers' address 10.0.0.61") {
            $0.serveReads([["db2", "db3"], ["db3"]])
        }
        .warns("db3", "db3 carries the readers' address 10.0.0.62 and lags 31s") {
            $0.serveReads([["db2"], ["db3"]])
            $0.channel("db3") { $0.lag = 31 }
        }
        .warns("db1", "db1 carries the readers' address 10.0.0.61 and is the primary") {
            $0.serveReads([["db1"], ["db2"]])
        }
        .warns(nil, "not spread evenly") { $0.serveReads([["db2"], ["db2"]]) }

    private static let disk = CaseList(DiskSpace.self)
        .fine("a limit of its own", with: ["free-mib": "10"]) { $0.host("db2") { $0.freeBytes = 11 << 20 } }
        .objects("db2", "db2 has 11 MiB free, less than 1024") { $0.host("db2") { $0.freeBytes = 11 << 20 } }
        .warns("db3", "db3 has 11 MiB free") { $0.host("db3") { $0.freeBytes = 11 << 20 } }
        .warns("db2", "it can't be told how much space is free on db2") { $0.host("db2") { $0.freeBytes = nil } }

    private static let vip = HeldAddress(address: Cast.writer.address, prefix: 24, interface: "eth0")

    private static let endpoint = CaseList(EndpointHolder.self)
        .fine("no VIP, no question") { $0.cluster.writer = nil }
        .fine("an interface of the member's own") {
            $0.member("db2") { $0.interface = "ens3" }
            $0.host("db2") { $0.interfaces = [InterfaceFacts(name: "ens3")] }
        }
        .refuses(nil, "no member holds the writer VIP 10.0.0.100") { $0.host("db1") { $0.addresses = [] } }
        .refuses("db3", "db3 holds the writer VIP 10.0.0.100, and the primary is db1") {
            $0.host("db3") { $0.addresses = [vip] }
        }
        .refuses("db1", "db1 holds 10.0.0.100/32 on eth0") { $0.host("db1") { $0.addresses[0].prefix = 32 } }
        .refuses("db2", "db2 has no interface eth0") { $0.host("db2") { $0.interfaces[0].name = "ens3" } }
        .refuses("db2", "the interface eth0 of db2 is down") { $0.host("db2") { $0.interfaces[0].isUp = false } }
        .objects("db2", "speaks no ARP") { $0.host("db2") { $0.interfaces[0].hasARP = false } }
        .refuses("db2", "db2 has no arping") { $0.host("db2") { $0.arping = .missing } }
        .objects("db3", "/etc/network/interfaces on db3 names 10.0.0.100") {
            $0.host("db3") { $0.persistedAddresses = ["/etc/network/interfaces"] }
        }

    private static let keepalived = CaseList(KeepalivedReady.self)
        .fine("hactl moves the address itself") { $0.host("db1") { $0.processes = [] } }
        .fine("it carries the address on the primary") { $0.carryByKeepalived() }
        .fine("the dead primary's host can't be seen") {
            $0.carryByKeepalived(); $0.lose("db1"); $0.premise = .deadPrimary
        }
        .fine("the dead primary has the address still") {
            $0.carryByKeepalived(); $0.premise = .deadPrimary
        }
        .objects("db2", "keepalived does not run on db2: it would not carry") {
            $0.carryByKeepalived(); $0.host("db2") { $0.processes = [] }
        }
        .objects("db1", "keepalived does not run on db1: if 10.0.0.100 is there, nobody takes it away") {
            $0.carryByKeepalived(); $0.host("db1") { $0.processes = ["mysqld"] }
        }
        .refuses("db3", "/etc/track on db3 is not there, can't be read, or holds no number") {
            $0.carryByKeepalived(); $0.host("db3") { $0.track = TrackFacts(value: nil) }
        }
        .refuses("db2", "no file in /etc/keepalived on db2 names /etc/track") {
            $0.carryByKeepalived(); $0.host("db2") { $0.track?.isNamed = false }
        }
        .fine("its configuration can't be read") {
            $0.carryByKeepalived(); $0.host("db2") { $0.track?.isNamed = nil }
        }
        .objects("db3", "/etc/track lets keepalived carry the address on db3") {
            $0.carryByKeepalived(); $0.host("db3") { $0.track?.value = 0 }
        }
        .objects("db1", "/etc/track bars db1, which is the primary") {
            $0.carryByKeepalived(); $0.host("db1") { $0.track?.value = TrackFacts.barred }
        }

    private static let managers = CaseList(OtherManagers.self)
        .fine("a server is no manager") { $0.host("db1") { $0.processes = ["/usr/sbin/mysqld --user=mysql"] } }
        .refuses("db1", "MaxScale holds db1 (lock maxscale_mariadbmonitor, session 7)") {
            $0.server("db1") { $0.managers = [ManagerLock(name: "maxscale_mariadbmonitor", holder: 7)] }
        }
        .refuses("db1", "MHA holds db1") {
            $0.server("db1") { $0.managers = [ManagerLock(name: "MHA_Master_High_Availability_Monitor", holder: 7)] }
        }
        .refuses("db1", "another hactl holds db1") {
            $0.server("db1") { $0.managers = [ManagerLock(name: "hactl:shop", holder: 7)] }
        }
        .refuses("db3", "another tool holds db3") {
            $0.server("db3") { $0.managers = [ManagerLock(name: "failover", holder: 7)] }
        }
        .objects("db2", "keepalived runs on db2") { $0.host("db2") { $0.processes = ["/usr/sbin/keepalived -D"] } }
        .fine("keepalived, led by hactl") { $0.carryByKeepalived() }

    private static let clocks = CaseList(ClockSkew.self)
        .fine("half a second") { $0.host("db3") { $0.clockOffset = .milliseconds(-500) } }
        .fine("a limit of its own", with: ["at-most": "5s"]) { $0.host("db3") { $0.clockOffset = .seconds(4) } }
        .objects("db3", "the clock of db3 is 2s behind") { $0.host("db3") { $0.clockOffset = .seconds(-2) } }
        .objects("db3", "the clock of db3 is 2s ahead") { $0.host("db3") { $0.clockOffset = .seconds(2) } }
}

extension Scene {
    /// Two addresses for readers, and who carries them.
    fileprivate mutating func serveReads(_ holders: [[MemberName]]) {
        let addresses = ["10.0.0.61", "10.0.0.62"]
        cluster.readers = ReaderPool(
            addresses: addresses.map { VirtualAddress(address: $0, prefix: 24, interface: "eth0") })
        for (address, names) in zip(addresses, holders) {
            for name in names {
                host(name) { $0.addresses.append(HeldAddress(address: address, prefix: 24, interface: "eth0")) }
            }
        }
    }
}

extension Scene {
    /// keepalived carries the writer VIP, on db1.
    fileprivate mutating func carryByKeepalived() {
        cluster.writer?.trackFile = "/etc/track"
        for name in Cast.names {
            host(name) {
                $0.processes = ["keepalived"]
                $0.track = TrackFacts(value: name == "db1" ? TrackFacts.eligible : TrackFacts.barred, isNamed: true)
            }
        }
    }
}
