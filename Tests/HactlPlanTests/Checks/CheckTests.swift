import HactlModel
import HactlPlan
import Testing

struct CheckTests {
    @Test(arguments: CheckCases.all)
    func eachCase(_ sample: CheckCase) throws {
        let report = try sample.report
        switch sample.expected {
        case .fine: #expect(report.hasPassed, "\(report.findings.map(\.summary)) \(report.unseen)")
        case .finds(let severity, let subject, let saying, let mayBeAccepted):
            let found = report.findings.contains {
                $0.severity == severity && $0.subject == subject && $0.summary.contains(saying)
                    && $0.mayBeAccepted == mayBeAccepted
            }
            #expect(found, "\(report.findings)")
        }
    }

    @Test("a healthy cluster passes every check, and each says why", arguments: Flavour.allCases)
    func healthy(_ flavour: Flavour) throws {
        for kind in CheckCatalog.all where ![.deadPrimary, .lostReplica].contains(kind.premise) {
            let report = CheckReport(of: try plain(kind), in: Cast.of(flavour))
            #expect(report.hasPassed, "\(kind.name): \(report.findings)")
            #expect(report.sentence?.isEmpty == false)
        }
    }

    /// The blind case of every check: whoever is unseen is not judged, not blamed and not passed.
    @Test("nobody unseen passes a check", arguments: Flavour.allCases)
    func blind(_ flavour: Flavour) throws {
        for kind in CheckCatalog.all where kind.needs != .inventory {
            let check = try plain(kind)
            for name in check.subjects(in: Cast.of(flavour)) {
                var scene = Cast.of(flavour)
                scene.lose(name)
                let report = CheckReport(of: check, in: scene)
                #expect(report.unseen == [name] && !report.hasPassed, "\(kind.name) without \(name)")
                #expect(report.findings.isEmpty, "\(kind.name) without \(name): \(report.findings)")
            }
        }
    }

    @Test("a source that can't be placed may be a member that can't be seen: nobody is blamed")
    func unplacedSource() {
        var scene = Cast.mysql()
        scene.channel("db2") {
            $0.source = InstanceAddress(host: "10.9.9.9", port: 3306)
            $0.sourceIdentity = Cast.uuid(1)
        }
        scene.loseServer("db1")
        let report = CheckReport(of: DirectReplica(), in: scene)
        #expect(report.findings.isEmpty && report.unseen == ["db1"])
    }

    @Test("sentences are sentences", arguments: CheckCases.all)
    func sentences(_ sample: CheckCase) throws {
        for finding in try sample.report.findings {
            #expect(!finding.summary.hasSuffix(".") && finding.remedy.hasSuffix("."), "\(finding)")
            #expect(finding.code == sample.check.code)
        }
    }

    private func plain(_ kind: any Check.Type) throws -> any Check {
        let entry = CheckEntry(name: kind.name, arguments: [:], place: Cast.place)
        return try kind.init(reading: entry, limits: Limits())
    }
}
