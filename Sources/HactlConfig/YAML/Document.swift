import HactlModel
import Yams

/// One YAML file, as far as it could be read.
struct Document {
    let file: String
    /// `nil` when the file is empty or is no YAML.
    let root: Written?
    let complaints: [Complaint]

    init(file: String, text: String) {
        self.file = file
        let start = SourcePlace(file: file, line: 1, column: 1)
        do throws(Complaints) {
            let parsed = try RepeatedKeys.parse(text, file: file)
            var conversion = NodeConversion(file: file, renamed: parsed.renamed)
            root = parsed.node.map { conversion.written($0) }
            complaints = conversion.complaints + (root == nil ? [.emptyFile(at: start)] : [])
        } catch {
            root = nil
            complaints = error.list
        }
    }
}

extension Complaint {
    fileprivate static func emptyFile(at place: SourcePlace) -> Complaint {
        Complaint(at: place, "The file is empty.", remedy: "Write something into it, or remove it.")
    }
}
