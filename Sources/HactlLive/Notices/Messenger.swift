import HactlModel
import HactlPlan
import HactlRun
import Subprocess

/// Carries one notice over one channel, once. What it says of a failure holds no secret.
package struct Messenger: Sendable {
    /// The text that a receiver gets; `key` is the routing key where the way has one.
    package typealias Form = @Sendable (Notice, NoticeChannel.Way, _ key: Secret?) -> Secret

    private let secrets: SecretBook
    private let form: Form

    package init(secrets: SecretBook, form: @escaping Form) {
        self.secrets = secrets
        self.form = form
    }

    /// - Parameter limit: after that it is given up, whatever hangs.
    package func carry(_ notice: Notice, over channel: NoticeChannel, within limit: Duration) async -> Delivery {
        await withTaskGroup(of: Delivery?.self) { group in
            group.addTask { await attempt(notice, channel.way, within: limit) }
            group.addTask {
                // A little later than those who keep time by themselves, and can say more.
                try? await Task.sleep(for: limit + .milliseconds(500))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            let reason = Task.isCancelled ? "hactl ended before it was through" : "it did not end within \(limit.words)"
            return first ?? .later(because: reason)
        }
    }

    /// - Returns: what a herald carries its notices by.
    package var carrier: Herald.Carrier {
        { channel, notice, limit in await carry(notice, over: channel, within: limit) }
    }

    private func attempt(_ notice: Notice, _ way: NoticeChannel.Way, within limit: Duration) async -> Delivery {
        do throws(SecretFailure) {
            switch way {
            case .webhook(let url, let token):
                let bearer: Secret? = if let token { try await secrets.secret(token) } else { nil }
                let post = WebPost(url: try await secrets.secret(url), bearer: bearer)
                return await post.send(form(notice, way, nil), within: limit)
            case .slack(let url):
                return await WebPost(url: try await secrets.secret(url)).send(form(notice, way, nil), within: limit)
            case .pagerDuty(let reference, let url):
                let key = try await secrets.secret(reference)
                return await WebPost(url: Secret(url), hidden: [key]).send(form(notice, way, key), within: limit)
            case .mail(let mail):
                return await NoticeCommand(mail.command).run(reading: form(notice, way, nil), within: limit)
            case .command(let command):
                return await NoticeCommand(command, notice.environment)
                    .run(reading: form(notice, way, nil), within: limit)
            }
        } catch {
            return .never(because: error.description)
        }
    }
}

extension Notice {
    /// A NUL would end a value early, and one beyond 128 KiB would keep the program from starting (execve(2)).
    fileprivate var environment: [String: String] {
        [
            "HACTL_CLUSTER": cluster, "HACTL_KIND": kind.rawValue, "HACTL_SEVERITY": severity.rawValue,
            "HACTL_PHASE": phase.rawValue,
            "HACTL_TITLE": String(title.escaping(["\0": " "]).unicodeScalars.prefix(500)),
        ]
    }
}
