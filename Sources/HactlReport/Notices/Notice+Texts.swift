import HactlModel

extension Notice {
    /// The title with what kind of news it is in front.
    var headline: String {
        switch phase {
        case .resolve: "Resolved: \(title)"
        case .acknowledge: "Acknowledged: \(title)"
        case .trigger: severity == .info ? title : "\(severity.rawValue.uppercased()): \(title)"
        }
    }

    /// Without control characters, and so short that everybody takes it: PagerDuty 512 kB, curl 7.88 a line of 100 kB in what it
    /// is told. The worst character takes five bytes there.
    var bounded: Notice {
        var notice = self
        notice.title = title.onOneLine(upTo: 250)
        notice.lines = lines.prefix(Notice.mostLines).map { $0.onOneLine(upTo: 500) }
        if lines.count > Notice.mostLines { notice.lines.append("… and \(lines.count - Notice.mostLines) lines more.") }
        return notice
    }

    private static let mostLines = 30
}

extension String {
    /// Control characters and ends of lines become blanks; what is longer is cut.
    ///
    /// - Parameter limit: in Unicode scalars.
    func onOneLine(upTo limit: Int) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars.prefix(limit) {
            let isControl = [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
            result.append(isControl ? " " : scalar)
        }
        return String(result) + (unicodeScalars.count > limit ? "…" : "")
    }
}
