import HactlModel
import HactlWeb
import HactlWebFixture
import Testing

@Suite(.timeLimit(.minutes(1))) struct WritingTests {
    @Test(arguments: [
        ("clusters/shop/plan", #"{"playbook": "failover"}"#, "plan failover of shop"),
        (
            "clusters/shop/pause", #"{"for": "2h", "reason": "new disks", "who": "ana"}"#,
            "pause shop for 2h because new disks as ana (web, from 127.0.0.1)"
        ),
        ("clusters/sh%2Fop/pause", "", "pause sh/op for ever because  as somebody (web, from 127.0.0.1)"),
        ("clusters/shop/pause", #"{"for": null}"#, "pause shop for ever because  as somebody (web, from 127.0.0.1)"),
        ("clusters/shop/unpause", #"{"who": "ana"}"#, "unpause shop as ana (web, from 127.0.0.1)"),
        ("runs/shop-1/acknowledge", "{}", "acknowledge shop-1 as somebody (web, from 127.0.0.1)"),
        ("alerts", #"{"version": "4"}"#, "accept 16 bytes"),
    ]) func whatIsAskedForIsDone(_ path: String, _ body: String, _ deed: String) async throws {
        try await Stage.run { stage in
            let answer = try await stage.client().ask("POST", "/api/v1/\(path)", Stage.bearer, body: body)
            #expect(answer.status == 200)
            #expect(answer.fields["outcome"] as? String == "done" && answer.fields["text"] as? String == deed)
            #expect(await stage.source.deeds == [deed])
        }
    }

    @Test(arguments: [
        ("plan", "", "It is not said which playbook to plan."),
        ("plan", #"{"playbook": 7}"#, "The body is no JSON object of texts."),
        ("plan", "[]", "The body is no JSON object of texts."), ("plan", "{", "The body is no JSON object of texts."),
        ("pause", #"{"fro": "2h"}"#, "\"fro\" means nothing here."),
        ("pause", #"{"for": "2"}"#, "\"for\" is \"2\", which has no unit."),
        ("pause", #"{"for": "0s"}"#, "\"for\" is \"0s\", which is no time at all."),
        ("pause", #"{"reason": "a\nb"}"#, "\"reason\" is too long, or holds what can't be printed."),
        ("unpause", #"{"who": "\u001b[31m"}"#, "\"who\" is too long, or holds what can't be printed."),
    ]) func whatCanNotBeUnderstoodIsNotDone(_ deed: String, _ body: String, _ words: String) async throws {
        try await Stage.run { stage in
            let answer = try await stage.client().ask(
                "POST", "/api/v1/clusters/shop/\(deed)", Stage.bearer, body: body)
            #expect(answer.status == 400 && answer.error == words)
            #expect((answer.fields["hint"] as? String)?.isEmpty == false)
            #expect(await stage.source.deeds.isEmpty)
        }
    }

    /// Alertmanager sends again what gets a 5xx, and nothing else.
    @Test(arguments: [
        (Reply.Outcome.done, 200), (.refused, 409), (.notFound, 404), (.unwell, 503), (.busy, 503),
    ]) func theStatusTellsWhatBecameOfIt(_ outcome: Reply.Outcome, _ status: Int) async throws {
        try await Stage.run { stage in
            await stage.source.reply(outcome)
            let answer = try await stage.client().ask("POST", "/api/v1/alerts", Stage.bearer, body: "{}")
            #expect(answer.status == status)
            #expect(answer.fields["outcome"] as? String == outcome.rawValue)
            #expect((answer.headers["retry-after"] == "10") == (outcome == .busy))
            #expect((answer.fields["hint"] as? String == "ask again") == (outcome != .done))
        }
    }
}
