/// The cases of every check. `CheckCatalogTests` fails as long as a check of the catalog has none here.
enum CheckCases {
    static let lists: [CaseList] =
        topology + failover + rebuild + replication + positions + servers + activity + hosts + inventory + proxies

    static let all: [CheckCase] = lists.flatMap(\.cases)
}
