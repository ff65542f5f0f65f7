import HactlModel

/// A family of metrics, in the words of Prometheus.
struct Metric {
    let name: String
    let help: String
    let samples: [Sample]
    let kind: Kind

    enum Kind {
        case gauge
        /// Only grows as long as the process lives; its name ends with `_total`.
        case counter
        /// Always 1; says something by its labels. Prometheus' own format knows no such thing.
        case info
    }

    struct Sample {
        let labels: [(name: String, value: String)]
        let value: String
    }

    init(_ name: String, _ help: String, as kind: Kind = .gauge, _ samples: [Sample]) {
        self.name = name
        self.help = help
        self.samples = samples
        self.kind = kind
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

    /// A number with two digits behind the point.
    init(hundredths: Int, _ labels: KeyValuePairs<String, String>) {
        let rest = String(hundredths % 100)
        let text = "\(hundredths / 100)." + String(repeating: "0", count: 2 - rest.count) + rest
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
        escaping(["\\": "\\\\", "\"": "\\\"", "\n": "\\n"])
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
        let (family, type) = head(of: metric)
        return ["# HELP \(family) \(metric.help)", "# TYPE \(family) \(type)"]
            + metric.samples.map { $0.line(of: metric.name) }
    }

    /// In OpenMetrics a family's name is without the suffix of its samples.
    private func head(of metric: Metric) -> (family: String, type: String) {
        switch (self, metric.kind) {
        case (.openMetrics, .info): (String(metric.name.dropLast("_info".count)), "info")
        case (.openMetrics, .counter): (String(metric.name.dropLast("_total".count)), "counter")
        case (.prometheus, .counter): (metric.name, "counter")
        case (.prometheus, .info), (_, .gauge): (metric.name, "gauge")
        }
    }
}
