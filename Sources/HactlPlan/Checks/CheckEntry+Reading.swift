import HactlModel

extension CheckEntry {
    /// Complains about the first argument that this check doesn't know.
    package func allow(_ known: [String]) throws(Complaint) {
        if let complaint = unknownArguments(known: known).first { throw complaint }
    }

    /// The only argument of a check that takes a duration.
    package func duration(_ key: String, limits: Limits, otherwise: Duration) throws(Complaint) -> Duration {
        try allow([key])
        return try arguments[key]?.duration(key, limits: limits) ?? otherwise
    }
}
