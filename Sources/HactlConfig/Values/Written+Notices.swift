import HactlModel

extension Written {
    /// An address of mail without a name: `dba@example.com`. What it may hold is less than RFC 5322 allows, for it goes into a header.
    func mailAddress(_ key: String) throws(Complaint) -> String {
        let text = try text(key)
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[0].allSatisfy(isLocal), !parts[1].isEmpty,
            HostText(String(parts[1]))?.flaw == nil
        else {
            throw complaint(
                "`\(key)` is \"\(text)\", which is no mail address.",
                remedy: "Write an address alone, without a name: dba@example.com.")
        }
        return text
    }

    /// One or a list of them.
    func mailAddresses(_ key: String) throws(Complaint) -> [String] {
        guard case .list(let items) = content else { return [try mailAddress(key)] }
        guard !items.isEmpty else {
            throw complaint(
                "`\(key)` is an empty list.", remedy: "Write \(key): [dba@example.com], or remove the line.")
        }
        var addresses: [String] = []
        for item in items { addresses.append(try item.mailAddress(key)) }
        return addresses
    }

    /// RFC 5322, 3.4.1: a dot-atom.
    private func isLocal(_ letter: Character) -> Bool {
        letter.isASCII && (letter.isLetter || letter.isNumber || "!#$%&'*+-/=?^_`{|}~.".contains(letter))
    }

    /// The address of something that speaks HTTP.
    func webAddress(_ key: String) throws(Complaint) -> String {
        let text = try word(key)
        guard ["http://", "https://"].contains(where: { text.hasPrefix($0) && text.count > $0.count }) else {
            throw complaint(
                "`\(key)` is \"\(text)\", which is no address of the web.",
                remedy: "Write the whole of it, from https:// on.")
        }
        return text
    }
}
