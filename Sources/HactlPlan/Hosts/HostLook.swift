import HactlModel

/// The whole look at a host, in one round trip.
package struct HostLook: Sendable {
    package let errand: Errand
    private let list: SudoersList

    /// - Parameters:
    ///   - sudoers: what hactl may have to do there; name the programs `ip` and `arping`, the host knows where they are.
    ///   - dataDirectory: the server's; `nil` as long as it is unknown.
    package init(vip: String?, dataDirectory: String?, sudoers list: SudoersList) {
        self.list = list
        let questions = list.commands.flatMap { [String($0.arguments.count)] + $0.arguments }
        errand = Errand(
            ["/bin/sh", "-c", HostLookScript.text, "hactl-look", vip ?? "", dataDirectory ?? ""] + questions)
    }

    /// Whether everything was said. A look that broke off has facts too, but what is missing proves nothing.
    package static func isWhole(_ output: String) -> Bool { HostReport(output)["end"] != nil }

    /// - Parameter heardAt: our own clock halfway between question and answer.
    package func facts(from output: String, heardAt: Moment) -> HostFacts {
        let report = HostReport(output)
        let tools = self.tools(in: report)
        let family = report.arpingFamily
        return HostFacts(
            addresses: AddressLook.addresses(in: report["addresses"] ?? ""), interfaces: report.interfaces,
            arping: family, processes: tools.daemons.keys.sorted(),
            refusedCommands: list.lacking(refused: refused(in: report), arping: family, tools: tools),
            persistedAddresses: report.lines("persisted"), freeBytes: report.freeBytes,
            optionFileReadOnly: report.optionFileReadOnly,
            clockOffset: report.clock.map { $0 - heardAt } ?? .zero, tools: tools)
    }

    private func refused(in report: HostReport) -> [PrivilegedCommand] {
        // A look that broke off has not asked to the end.
        let numbers = report["end"] == nil ? Array(list.commands.indices) : report.lines("refused").compactMap { Int($0) }
        return numbers.sorted().filter(list.commands.indices.contains).map { list.commands[$0] }
    }

    private func tools(in report: HostReport) -> HostTools {
        HostTools(
            ip: report.lines("ip").first ?? "ip", arping: report.lines("arping").first ?? "arping",
            isRoot: report.lines("user").first == "0", arpingIsFree: report.lines("arping-free").first == "yes",
            canStand: !refused(in: report).contains { $0.purpose == .standingTake },
            optionDirectory: report.lines("option-directory").first, daemons: report.daemons)
    }
}
