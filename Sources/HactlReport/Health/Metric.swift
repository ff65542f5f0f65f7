import HactlModel

/// A family of metrics, in the words of Prometheus.
struct Metric {
    let name: String
    let help: String
    let samples: [Sample]
    /// One that is always 1 and says something by its labels: OpenMetrics has a type for it.
    let isInfo: Bool

    struct Sample {
        let labels: [(name: String, value: String)]
        let value: String
    }

    init(_ name: String, _ help: String, isInfo: Bool = false, _ samples: [Sample]) {
        self.name = name
        self.help = help
        self.samples = samples
        self.isInfo = isInfo
    }
}

extension Metric.Sample {
    init(_ value: some BinaryInteger, _ labels: KeyValuePairs<String, String>) {
        self.init(labels: labels.map { ($0.key, $0.value) }, value: String(value))
    }

    init(_ isTrue: Bool, _ labels: KeyValuePairs<String, String>) { self.init(isTrue ? 1 : 0, labels) }

    /// Seconds, with milliseconds.
    init(_ seconds: Duration, _ labels: KeyValuePairs<String, String>) {
        let milliseconds = seconds.milliseconds
        let rest = String(milliseconds % 1000)
        let text = "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
        self.init(labels: labels.map { ($0.key, $0.value) }, value: text)
    }

    func line(of name: String) -> String {
        let pairs = labels.map { "\($0.name)=\"\($0.value.escapedForMetrics)\"" }
        return "\(name)\(pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") \(value)"
    }
}

extension String {
    /// Backslash, quote and newline (Prometheus, "Exposition formats").
    fileprivate var escapedForMetrics: String {
        replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

/// How metrics are written.
package enum MetricFormat: Sendable {
    /// What Prometheus has always read, and the only one that node_exporter's textfile collector does.
    case prometheus
    /// OpenMetrics 1.0: ends with `# EOF`.
    case openMetrics

    /// Without the last newline.
    func text(of metrics: [Metric]) -> String {
        let lines = metrics.filter { !$0.samples.isEmpty }.flatMap(lines)
        return (lines + (self == .openMetrics ? ["# EOF"] : [])).joined(separator: "\n")
    }

    private func lines(of metric: Metric) -> [String] {
        let isInfo = self == .openMetrics && metric.isInfo
        let family = isInfo ? String(metric.name.dropLast("_info".count)) : metric.name
        return ["# HELP \(family) \(metric.help)", "# TYPE \(family) \(isInfo ? "info" : "gauge")"]
            + metric.samples.map { $0.line(of: metric.name) }
    }
}
