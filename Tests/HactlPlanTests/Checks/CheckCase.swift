import HactlModel
import HactlPlan
import Testing

/// A change to a healthy cluster, and what a check says of it.
struct CheckCase: Sendable, CustomTestStringConvertible {
    let check: any Check.Type
    let title: String
    let flavour: Flavour
    let arguments: [String: String]
    let expected: Expectation
    let arrange: @Sendable (inout Scene) -> Void

    enum Expectation: Sendable {
        case fine
        case finds(Finding.Severity, on: MemberName?, saying: String, mayBeAccepted: Bool)
    }

    var testDescription: String { "\(check.name): \(title)" }

    var scene: Scene {
        var scene = Cast.of(flavour)
        arrange(&scene)
        return scene
    }

    var report: CheckReport {
        get throws {
            let entry = CheckEntry(
                name: check.name, arguments: arguments.mapValues { Argument(.text($0), at: Cast.place) },
                place: Cast.place)
            let scene = scene
            return CheckReport(of: try check.init(reading: entry, limits: scene.cluster.limits), in: scene)
        }
    }
}
