import HactlModel
import Yams

/// What keeps a text from being YAML, in words for a person who doesn't know libYAML.
enum SyntaxComplaints {
    /// At least one. The text is never quoted: it may hold a secret.
    static func of(_ error: any Error, file: String, text: String) -> [Complaint] {
        let tabs = Tabs.complaints(file: file, text: text)
        guard tabs.isEmpty else { return tabs }
        guard let error = error as? YamlError else { return [unreadable(file, "\(error)")] }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return [complaint(file, mark, problem: problem, context: context)]
        case .reader(let problem, let offset, _, _):
            return [reader(SourcePlace(file, text, offset: offset ?? 0), problem)]
        default: return [unreadable(file, "it can't be parsed")]
        }
    }

    private static func complaint(
        _ file: String, _ mark: Mark, problem: String, context: YamlError.Context?
    ) -> Complaint {
        let known = SyntaxFlaw.all.first { problem.contains($0.yams) }
        var sentence = "This is no YAML: " + (known?.problem ?? problem) + "."
        if let opened = context?.mark, opened.line != mark.line, context?.text.contains("while") == true {
            sentence += " What is being read begins in line \(opened.line)."
        }
        return Complaint(
            at: SourcePlace(file, mark), sentence,
            remedy: known?.remedy ?? "Look at this line and the one above: indentation, quotes, brackets.")
    }

    private static func reader(_ place: SourcePlace, _ problem: String) -> Complaint {
        Complaint(
            at: place, "This is no text: \(problem).", remedy: "Remove the character; the file must be UTF-8.")
    }

    private static func unreadable(_ file: String, _ reason: String) -> Complaint {
        Complaint(
            at: SourcePlace(file: file, line: 1, column: 1), "This is no YAML: \(reason).",
            remedy: "Check the file with an editor that knows YAML.")
    }
}

extension SourcePlace {
    /// The place of a character.
    fileprivate init(_ file: String, _ text: String, offset: Int) {
        let before = text.prefix(offset)
        let line = before.split(separator: "\n", omittingEmptySubsequences: false)
        self.init(file: file, line: max(1, line.count), column: (line.last?.unicodeScalars.count ?? 0) + 1)
    }
}
