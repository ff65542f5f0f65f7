import HactlModel

/// What the checks found: how many were fine, then what was not, the worst last, where the eye is.
package struct FindingsText: Sendable {
    private let findings: [Finding]
    private let passed: Int
    private let accepted: Set<String>

    /// - Parameters:
    ///   - passed: how many checks found nothing.
    ///   - accepted: codes that the operator has overruled.
    package init(_ findings: [Finding], passed: Int, accepted: [String] = []) {
        self.findings = findings
        self.passed = passed
        self.accepted = Set(accepted)
    }

    package func text(_ style: Style = .plain) -> String { lines(style).joined(separator: "\n") }

    func lines(_ style: Style) -> [String] {
        let ordered = Finding.Severity.allCases.flatMap { severity in findings.filter { $0.severity == severity } }
        return [summary] + ordered.flatMap { lines(of: $0, style) }
    }

    package var summary: String {
        let overruled = findings.count(where: isAccepted)
        let failures = findings.count { $0.severity == .failure } - overruled
        let warnings = findings.count { $0.severity == .warning }
        return "Preflight: \(passed) ok, \(warnings.counted("warning")), \(failures) failed"
            + (overruled > 0 ? ", \(overruled) accepted" : "")
    }

    /// A failure that an operator has overruled. Some can't be.
    private func isAccepted(_ finding: Finding) -> Bool {
        finding.severity == .failure && finding.mayBeAccepted && accepted.contains(finding.code)
    }

    private func lines(of finding: Finding, _ style: Style) -> [String] {
        let sign = style.sign(sign(of: finding))
        let suffix = isAccepted(finding) ? " (accepted)" : ""
        return ["  \(sign) \(finding.code) \(finding.sentence)\(suffix)"] + remedy(of: finding)
    }

    private func sign(of finding: Finding) -> Sign {
        switch finding.severity {
        case .note: .skipped
        case .warning: .warning
        case .failure: isAccepted(finding) ? .warning : .failed
        }
    }

    private func remedy(of finding: Finding) -> [String] {
        if isAccepted(finding) || finding.severity == .note { return [] }
        let remedy = finding.remedy.isEmpty ? [] : [finding.remedy]
        let acceptance =
            finding.severity == .failure && finding.mayBeAccepted
            ? ["If you know better: --accept \(finding.code)"] : []
        return (remedy + acceptance).map { "      " + $0 }
    }
}
