/// What there is to ask for.
enum Route: Equatable, Sendable {
    case page
    case health
    case metrics
    case clusters
    case cluster(String)
    case runs
    case run(String)
    /// The report of a run as a page.
    case runPage(String)
    case events
    case plan(cluster: String)
    case pause(cluster: String)
    case unpause(cluster: String)
    case acknowledge(run: String)
    case alerts

    /// `nil` where there is nothing.
    init?(_ path: [String]) {
        switch (path.first, path.count) {
        case (nil, _): self = .page
        case ("healthz"?, 1): self = .health
        case ("metrics"?, 1): self = .metrics
        case ("runs"?, 2): self = .runPage(path[1])
        case ("api"?, 3...) where path[1] == "v1": self.init(api: Array(path.dropFirst(2)))
        default: return nil
        }
    }

    private init?(api path: [String]) {
        switch (path[0], path.count) {
        case ("clusters", 1): self = .clusters
        case ("clusters", 2): self = .cluster(path[1])
        case ("clusters", 3): self.init(path[2], of: path[1])
        case ("runs", 1): self = .runs
        case ("runs", 2): self = .run(path[1])
        case ("runs", 3) where path[2] == "acknowledge": self = .acknowledge(run: path[1])
        case ("events", 1): self = .events
        case ("alerts", 1): self = .alerts
        default: return nil
        }
    }

    private init?(_ deed: String, of cluster: String) {
        switch deed {
        case "plan": self = .plan(cluster: cluster)
        case "pause": self = .pause(cluster: cluster)
        case "unpause": self = .unpause(cluster: cluster)
        default: return nil
        }
    }

    /// Whether it only tells something.
    var isReading: Bool {
        switch self {
        case .page, .health, .metrics, .clusters, .cluster, .runs, .run, .runPage, .events: true
        case .plan, .pause, .unpause, .acknowledge, .alerts: false
        }
    }

    /// For the line `Allow`.
    var methods: String { isReading ? "GET, HEAD" : "POST" }
}
