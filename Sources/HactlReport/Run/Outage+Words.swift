import HactlModel
import HactlRun

extension Outage {
    /// `23ms`; `8.1s, and it goes on`.
    var words: String { length.brief + (goesOn ? ", and it goes on" : "") }
}
