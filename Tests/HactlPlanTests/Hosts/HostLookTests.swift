import HactlModel
import Testing

@testable import HactlPlan

@Suite struct HostLookTests {
    private let look = HostLook(endpoint: vip, persistsInFiles: false, dataDirectory: "/var/lib/mysql")
    private let heardAt = Moment(milliseconds: 1_795_221_543_000)

    @Test func aRecordedLookBecomesFacts() {
        let facts = look.facts(from: recordedLook, asked: heardAt...heardAt)
        #expect(facts.holds("10.0.0.50"))
        #expect(facts.addresses.count == 3)
        #expect(facts.arping == .iputils)
        #expect(facts.processes == ["keepalived", "mariadbd"])
        #expect(facts.tools.daemons == ["mariadbd": [412], "keepalived": [97, 98]])
        #expect(facts.persistedAddresses == ["/etc/network/interfaces"])
        #expect(facts.freeBytes == Int64(80_455_065_600))
        #expect(facts.diskBytes == Int64(101_443_186_688))
        #expect(facts.load == 42)
        #expect(facts.availableMemory == Int64(12_641_974_272))
        #expect(facts.daemon.killedForMemory == 2)
        #expect(facts.optionFileReadOnly == true)
        #expect(facts.clockOffset == .milliseconds(323))
    }

    @Test func interfacesTellWhetherTheySpeakARP() {
        #expect(
            look.facts(from: recordedLook, asked: heardAt...heardAt).interfaces == [
                InterfaceFacts(name: "lo", hasARP: false, hardwareAddress: "00:00:00:00:00:00"),
                InterfaceFacts(name: "eth0", hardwareAddress: "b2:b7:22:77:15:2b"),
                InterfaceFacts(name: "eth1", isUp: false, hardwareAddress: "3a:1d:6e:00:9a:1c"),
            ])
    }

    /// The standing order is refused, but the plain one is not; Habets' probe is of no use here.
    @Test func onlyWhatNothingReplacesIsLacking() {
        let facts = look.facts(from: recordedLook, asked: heardAt...heardAt)
        #expect(!facts.tools.canStand)
        #expect(facts.refusedCommands.count == 1)
        #expect(facts.refusedCommands.first?.contains("hactl-announce eth0 10.0.0.50") == true)
    }

    /// A log holds what anybody can have written there, and a proxy's file what another system's editor left.
    @Test func whatALineSaysMakesNoPart() {
        let report = HostReport(
            "@@hactl last-words\n @@hactl fenced\n yes\n@@hactl lines\n2:to 10.0.0.1:3306\r\n@@hactl prepared\nx\n")
        #expect(report.daemon.lastWords == ["@@hactl fenced", "yes"])
        #expect(!report.daemon.isFenced)
        #expect(report.lines("lines") == ["2:to 10.0.0.1:3306\r"])
        #expect(report.lines("prepared") == ["x"])
    }

    @Test(
        arguments: [
            ("", nil), ("@@hactl track\n-254\n@@hactl tracked\nyes\n", TrackFacts(value: -254, isNamed: true)),
            ("@@hactl track\n 0 \n@@hactl tracked\nno\n", TrackFacts(value: 0, isNamed: false)),
            ("@@hactl track\nzero\n@@hactl tracked\nunknown\n", TrackFacts(value: nil)),
            ("@@hactl track\n@@hactl tracked\nunknown\n", TrackFacts(value: nil)),
        ] as [(String, TrackFacts?)]) func aTrackFileIsRead(_ part: String, _ track: TrackFacts?)
    {
        #expect(look.facts(from: recordedLook + "\n" + part, asked: heardAt...heardAt).track == track)
    }

    @Test func aLookAtTheAddressesAloneReadsItToo() {
        let addresses = "@@hactl addresses\n2: eth0    inet 10.0.0.11/24 scope global eth0\n"
        let report = AddressLook.report(in: "@@hactl track\n1\n" + addresses + "@@hactl end\n")
        #expect(report?.track == TrackFacts(value: 1))
        #expect(report?.addresses.map(\.address) == ["10.0.0.11"])
        #expect(AddressLook.report(in: "@@hactl track\n1\n" + addresses) == nil, "it was cut off")
        #expect(AddressLook.report(in: "@@hactl track\n1\n@@hactl end\n") == nil, "every host has an address")
    }

    @Test func aLookThatBrokeOffAllowsNothing() {
        let facts = look.facts(from: "@@hactl user\n1000\n@@hactl refused\n", asked: heardAt...heardAt)
        #expect(!facts.tools.canStand)
        #expect(facts.refusedCommands.contains { $0.hasSuffix("addr del 10.0.0.50/24 dev eth0") })
        #expect(facts.arping == .missing)
        #expect(facts.optionFileReadOnly == nil && facts.freeBytes == nil && facts.clockOffset == .zero)
        #expect(!HostLook.isWhole("@@hactl user\n"))
        #expect(HostLook.isWhole(recordedLook))
    }

    @Test(arguments: ["", "\n\n", "@@hactl ", "@@hactl refused\n-1\n99999999999999999999\n7777\n@@hactl end"])
    func junkIsNoFact(_ junk: String) {
        _ = look.facts(from: junk, asked: heardAt...heardAt)
    }

    /// Every prefix, and every line with its words turned around.
    @Test func brokenAnswersNeverCrash() {
        let lines = recordedLook.split(separator: "\n").map(String.init)
        for length in lines.indices {
            _ = look.facts(from: lines[..<length].joined(separator: "\n"), asked: heardAt...heardAt)
        }
        let turned = lines.map { $0.hasPrefix("@@") ? $0 : String($0.reversed()) }.joined(separator: "\n")
        _ = look.facts(from: turned, asked: heardAt...heardAt)
    }

    @Test func nothingIsSplicedIntoTheScript() {
        let evil = VirtualAddress(address: "$(reboot)", prefix: 24, interface: "';reboot;'")
        let errand = HostLook(endpoint: evil, persistsInFiles: true, dataDirectory: "`reboot`").errand
        #expect(errand.arguments[..<3] == ["/bin/sh", "-c", HostLookScript.text])
        #expect(!HostLookScript.text.contains("reboot"))
        #expect(errand.arguments[3...5] == ["hactl-look", "$(reboot)", "`reboot`"])
        #expect(!errand.asRoot)
    }

    @Test(arguments: [(3306, "0CEA"), (80, "0050"), (65_535, "FFFF"), (1, "0001")])
    func aPortIsWrittenAsTheKernelDoes(_ port: Int, _ written: String) {
        #expect(HostLook(endpoint: nil, persistsInFiles: false, port: port).errand.arguments[6] == written)
        #expect(DaemonLook(port: port).errand.arguments[4] == written)
    }

    @Test(
        arguments: [
            (["known"], false), ([], nil), (["--read_only"], nil), (["known", "--read_only"], true),
            (["known", "--read-only=1", "--read_only=off"], false), (["known", "--loose-super_read_only=ON"], true),
            (["known", "--skip-read-only"], false), (["known", "--read_only=NO_LOCK_NO_ADMIN"], true),
            (["known", "--read_only=TRUE"], true), (["known", "--transaction_read_only=1"], false),
            (["known", "--innodb-read-only=1", "--"], false),
        ] as [([String], Bool?)])
    func theLastSettingCounts(_ lines: [String], _ expected: Bool?) {
        let report = HostReport("@@hactl options\n" + lines.joined(separator: "\n"))
        #expect(report.optionFileReadOnly == expected)
    }

    @Test(arguments: [
        ("arping from iputils 20221126", ArpingFamily.iputils), ("arping utility, iputils-s20180629", .iputils),
        ("ARPing 2.23, by Thomas Habets <thomas@habets.se>", .habets),
        ("arping: invalid option -- 'V'\nBusyBox v1.35.0 multi-call binary.", .busybox),
    ])
    func threeProgramsAreCalledArping(_ words: String, _ family: ArpingFamily) {
        #expect(HostReport("@@hactl arping\n/x/arping\n@@hactl arping-words\n" + words).arpingFamily == family)
    }

    @Test func aPointToPointAddressHasNoPrefix() {
        let line = #"5: tun0    inet 10.8.0.1 peer 10.8.0.2/32 scope global tun0\    valid_lft forever"#
        #expect(
            AddressLook.addresses(in: line) == [HeldAddress(address: "10.8.0.1", prefix: 32, interface: "tun0")])
    }

    /// A look that takes seconds on a busy machine says nothing about a second.
    @Test func whatTheWayCanExplainIsNoSkew() {
        let clock = heardAt + .milliseconds(323)
        for (early, late) in [(3000, 0), (0, 3000), (5, 2995)] {
            let asked = (clock + .milliseconds(-early))...(clock + .milliseconds(late))
            #expect(look.facts(from: recordedLook, asked: asked).clockOffset == .zero)
        }
        let later = (clock + .seconds(2))...(clock + .seconds(5))
        #expect(look.facts(from: recordedLook, asked: later).clockOffset == .seconds(-2))
    }
}
