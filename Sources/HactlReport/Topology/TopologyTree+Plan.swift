import HactlModel
import HactlPlan

extension TopologyTree {
    /// The picture when a plan has been carried out, read from its steps: only what they change is said of members.
    package func after(_ plan: Plan) -> TopologyTree {
        var tree = self
        for index in tree.nodes.indices where tree.nodes[index].unreachable == nil {
            tree.nodes[index].isReplicating = true
        }
        for step in plan.steps { tree.take(step) }
        for index in tree.nodes.indices where tree.nodes[index].unreachable == nil {
            tree.nodes[index].tokens = [tree.nodes[index].isWritable ? "rw" : "ro"]
        }
        return tree
    }

    private mutating func take(_ step: any Step) {
        switch step {
        case let step as Open: change(step.member) { $0.isWritable = true }
        case let step as Promote: change(step.member) { $0.isWritable = true }
        case let step as Close: change(step.member) { $0.isWritable = false }
        case let step as Follow: change(step.member) { ($0.source, $0.outsideSource) = (step.source, nil) }
        case let step as StopFollowing: change(step.member) { ($0.source, $0.outsideSource) = (nil, nil) }
        case let step as ForgetSource: change(step.member) { ($0.source, $0.outsideSource) = (nil, nil) }
        case let step as RouteWrites: change(step.member) { $0.holdsEndpoint = true }
        case let step as RouteProxy: lead(step.route.proxy, to: step.route.member)
        case let step as KeepRoutes: keep(step.route.proxy)
        case let step as ServeReads: read(through: step.reads.proxy, from: step.forecast)
        case let step as RouteReads: move(step.endpoint.address, to: step.member)
        case let step as ReleaseWrites: change(step.member) { $0.holdsEndpoint = false }
        default: break
        }
    }

    private mutating func lead(_ name: ProxyName, to member: MemberName) {
        for index in routes.indices where routes[index].name == name { routes[index].leading = [member.text] }
    }

    private mutating func read(through name: ProxyName, from members: [MemberName]) {
        for index in routes.indices where routes[index].name == name && routes[index].reads != nil {
            routes[index].reads = members.map(\.text)
        }
    }

    private mutating func keep(_ name: ProxyName) {
        for index in routes.indices where routes[index].name == name { routes[index].forgets = false }
    }

    private mutating func move(_ address: String, to name: MemberName) {
        for index in nodes.indices { nodes[index].servesReads.removeAll { $0 == address } }
        change(name) { $0.servesReads.append(address) }
    }

    private mutating func change(_ name: MemberName, _ body: (inout TopologyNode) -> Void) {
        for index in nodes.indices where nodes[index].name == name { body(&nodes[index]) }
    }
}
