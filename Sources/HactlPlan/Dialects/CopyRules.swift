import HactlModel

/// Between which servers data can be copied.
enum CopyRules {
    /// "The clone plugin, introduced in MySQL 8.0.17".
    static let firstClone = ServerVersion(8, 0, 17)
    /// "Before 8.0.37, the point release number also had to match" ("Clone Plugin Limitations").
    private static let firstWithinSeries = ServerVersion(8, 0, 37)

    /// Why a recipient can't take a donor's data over, as a clause; `nil` when it can.
    static func obstacle(from donor: Identity, to recipient: Identity) -> String? {
        if donor.flavour != recipient.flavour { return "it is \(donor.flavour.rawValue)" }
        let (theirs, own) = (donor.version, recipient.version)
        if donor.flavour == .mariadb {
            return (theirs.major, theirs.minor) == (own.major, own.minor)
                ? nil : "it is \(theirs), of another series than \(own): their system tables differ"
        }
        if min(theirs, own) < firstClone {
            return "MySQL copies data from \(firstClone) on, and one of the two is older"
        }
        if theirs == own { return nil }
        if (theirs.major, theirs.minor) != (own.major, own.minor) {
            return "it is \(theirs), of another series than \(own)"
        }
        return min(theirs, own) < firstWithinSeries
            ? "it is \(theirs): below \(firstWithinSeries) the versions must be the same, and \(own) is not" : nil
    }
}
