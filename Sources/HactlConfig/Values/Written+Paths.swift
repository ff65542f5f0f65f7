import HactlModel

extension Written {
    /// A path: `~` is the user's home, and a relative path begins at the folder of the file it is written in.
    func path(_ key: String, _ environment: ReadingEnvironment) throws(Complaint) -> String {
        let text = try text(key)
        if text == "~" || text.hasPrefix("~/") { return environment.home + text.dropFirst() }
        guard !text.hasPrefix("~") else {
            throw complaint(
                "`\(key)` begins with another user's home.", remedy: "Write the whole path; only `~/` is known.")
        }
        guard !text.contains("$") else {
            throw complaint(
                "`\(key)` holds a `$`, and variables aren't filled in.",
                remedy: "Write the whole path, or begin it with ~/.")
        }
        return text.hasPrefix("/") ? text : folder + text
    }

    /// The folder of the file this is written in, with its slash; empty for the current one.
    private var folder: String {
        place.file.lastIndex(of: "/").map { String(place.file[...$0]) } ?? ""
    }
}
