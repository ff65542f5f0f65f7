import HactlModel

extension Playbook {
    /// Whether all that it does is to lead clients: then it has nothing to do where they are led already, and need not be planned
    /// to know that. A step of a person's own may have something to do at any time.
    package var onlyLeadsClients: Bool { steps.allSatisfy(\.onlyLeadsClients) }
}

extension StepEntry {
    private static let leading: Set<StepKind> = [
        RouteReads.kind, ServeReads.kind, PrepareRoutes.kind, RouteProxy.kind, EndRoutes.kind, KeepRoutes.kind,
    ]

    fileprivate var onlyLeadsClients: Bool {
        steps.isEmpty ? Self.leading.contains(StepKind(kind)) : steps.allSatisfy(\.onlyLeadsClients)
    }
}
