import HactlModel

/// A step that changes a proxy.
package protocol RouteStep: Step {
    var route: Route { get }
}

extension RouteStep {
    package var subject: MemberName? { nil }
    package var proxy: ProxyName? { route.proxy }
    package var probes: [Probe] { [.proxy(route.proxy)] }
}
