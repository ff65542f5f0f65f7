import HactlModel

/// Every kind of proxy there is.
package enum ProxyCatalog {
    package static func dialect(of kind: ProxyKind) -> any ProxyDialect {
        switch kind {
        case .haproxy(let settings): HAProxy(settings)
        case .file(let settings): RouteFile(settings)
        case .proxysql(let settings): ProxySQL(settings)
        case .store(let settings): WriterKeys(settings)
        }
    }
}
