import HactlReport
import Testing

/// What Alertmanager posts, as hactl reads it.
@Suite struct AlertTests {
    private func alert(
        _ status: String = "firing", cluster: String? = "shop", fingerprint: String = "c6ea",
        startsAt: String = "2026-10-01T12:00:00Z"
    ) -> String {
        let label = cluster.map { #", "cluster": "\#($0)""# } ?? ""
        return #"{"status": "\#(status)", "labels": {"alertname": "MySQLDown"\#(label)}, "annotations": {}, "#
            + #""startsAt": "\#(startsAt)", "fingerprint": "\#(fingerprint)"}"#
    }

    private func webhook(_ alerts: [String], version: String = "4") throws -> AlertWebhook {
        try AlertWebhook(#"{"version": "\#(version)", "alerts": [\#(alerts.joined(separator: ", "))]}"#.utf8)
    }

    @Test func firingOnesAreRead() throws {
        let read = try webhook([alert(), alert("resolved"), alert(cluster: "till", fingerprint: "77")])
        #expect(
            read.firing == [
                Alert(cluster: "shop", key: "c6ea-2026-10-01T12:00:00Z", name: "MySQLDown"),
                Alert(cluster: "till", key: "77-2026-10-01T12:00:00Z", name: "MySQLDown"),
            ])
        #expect(read.resolved == 1 && read.nameless.isEmpty)
    }

    @Test func oneThatComesTwiceIsOne() throws { #expect(try webhook([alert(), alert()]).firing.count == 1) }

    @Test func oneThatFiresAnewIsAnotherOne() throws {
        #expect(try webhook([alert(), alert(startsAt: "2026-10-02T12:00:00Z")]).firing.count == 2)
    }

    @Test func whoNamesNoClusterIsTold() throws {
        #expect(try webhook([alert(cluster: nil)]).nameless == ["MySQLDown"])
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"version": "4"}"#, #"{"version": "4", "alerts": 3}"#, #"{"version": "3", "alerts": []}"#,
    ])
    func whatIsNoneIsRefusedWithWhy(_ text: String) {
        #expect { try AlertWebhook(text.utf8) } throws: { error in
            let refusal = error as? Refusal
            return refusal?.problem.isEmpty == false && refusal?.hint?.isEmpty == false
        }
    }
}
