import HactlModel

/// The whole look at a host, in one round trip.
package struct HostLook: Sendable {
    /// Where the packages of both flavours keep the data. The host is looked at while the server is, so nobody has said
    /// yet that it is elsewhere.
    package static let usualDataDirectory = "/var/lib/mysql"

    package let endpoint: VirtualAddress?
    package let persistsInFiles: Bool
    package let custom: [CustomCommand]
    /// The server's; `nil` as long as it is unknown.
    package let dataDirectory: String?
    /// Where the server should listen.
    package let port: Int
    package var questions: SudoersList.Questions

    package init(
        endpoint: VirtualAddress?, persistsInFiles: Bool, custom: [CustomCommand] = [], dataDirectory: String? = nil,
        port: Int = 3306, questions: SudoersList.Questions = .whatCannotWait
    ) {
        self.endpoint = endpoint
        self.persistsInFiles = persistsInFiles
        self.custom = custom
        self.dataDirectory = dataDirectory
        self.port = port
        self.questions = questions
    }

    package var errand: Errand {
        let words = commands(for: questions).flatMap { [String($0.arguments.count)] + $0.arguments }
        return Errand(
            ["/bin/sh", "-c", HostLookScript.text, "hactl-look", endpoint?.address ?? "", dataDirectory ?? ""]
                + [HostLookScript.hexadecimal(port), endpoint?.trackFile ?? ""] + words)
    }

    /// Whether everything was said. A look that broke off has facts too, but what is missing proves nothing.
    package static func isWhole(_ output: String) -> Bool {
        let last = output.utf8.split(separator: UInt8(ascii: "\n")).last
        return last?.elementsEqual((HostLookScript.mark + "end").utf8) == true
    }

    /// - Parameter asked: our own clock from the question to the answer. What the way there and back can explain is no
    ///   difference between two clocks.
    package func facts(from output: String, asked: ClosedRange<Moment>) -> HostFacts {
        let report = HostReport(output)
        let tools = self.tools(in: report)
        let list = sudoers(tools)
        let lacking = list.lacking(
            refused: refused(of: list, in: report), arping: report.arpingFamily, tools: tools)
        return HostFacts(
            addresses: report.addresses, interfaces: report.interfaces, arping: report.arpingFamily,
            processes: tools.daemons.keys.sorted(), refusedCommands: lacking,
            persistedAddresses: report.lines("persisted"), freeBytes: report.freeBytes,
            optionFileReadOnly: report.optionFileReadOnly,
            clockOffset: report.clock.map { $0.distance(to: asked) } ?? .zero, tools: tools,
            daemon: report.daemon, track: report.track, diskBytes: report.diskBytes, load: report.load,
            availableMemory: report.availableMemory)
    }

    private func sudoers(_ tools: HostTools) -> SudoersList {
        SudoersList(endpoint: endpoint, tools: tools, persistsInFiles: persistsInFiles, custom: custom)
    }

    /// What is asked about. Only the host knows where its programs are: it finds `ip` and `arping` by name.
    func commands(for questions: SudoersList.Questions) -> [PrivilegedCommand] {
        sudoers(HostTools(ip: "ip", arping: "arping")).asked(questions)
    }

    func refusals(in output: String) -> Set<PrivilegedCommand.Purpose> {
        let report = HostReport(output)
        return Set(refused(of: sudoers(tools(in: report)), in: report).map(\.purpose))
    }

    /// The host answers with numbers. A look that broke off has not asked to the end: then nothing counts as allowed.
    private func refused(of list: SudoersList, in report: HostReport) -> [PrivilegedCommand] {
        if case .nothing(let refused) = questions {
            return list.asked(.whatCannotWait).filter { refused.contains($0.purpose) }
        }
        let all = list.asked(questions)
        let numbers = report["end"] == nil ? Array(all.indices) : report.lines("refused").compactMap { Int($0) }
        return numbers.sorted().filter(all.indices.contains).map { all[$0] }
    }

    private func tools(in report: HostReport) -> HostTools {
        var tools = report.tools
        let refused = Set(refused(of: sudoers(tools), in: report).map(\.purpose))
        tools.canStand = !refused.contains(.standingTake)
        tools.canFence = !refused.contains(.fence)
        if questions != .failover { tools.canCopy = !refused.contains(.copyIn) }
        return tools
    }
}

extension Moment {
    /// Zero within a span; before it negative.
    fileprivate func distance(to span: ClosedRange<Moment>) -> Duration {
        if self < span.lowerBound { return self - span.lowerBound }
        return self > span.upperBound ? self - span.upperBound : .zero
    }
}
