import ArgumentParser
import HactlModel

/// A duration on the command line: `45s`.
struct Span: ExpressibleByArgument {
    let duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    init?(argument: String) {
        guard let duration = try? Duration(written: argument), duration > .zero else { return nil }
        self.duration = duration
    }

    var defaultValueDescription: String { duration.written }
}
