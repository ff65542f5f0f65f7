import NIOHTTP1

/// Decides whether a request may be answered. Pure: it knows the request and the rules.
///
/// Reading is open to this machine, under a name of its own: a page of another site that had its own name point here (DNS rebinding)
/// comes with that site's name. Everybody else reads with the token. Writing needs the token in a header that no browser sends by
/// itself, and no other site's page may ask for it.
struct Gate: Sendable {
    private let access: WebAccess
    private let tokens: TokenCheck?

    init(_ access: WebAccess) {
        self.access = access
        tokens = access.token.map(TokenCheck.init)
    }

    func admit(_ request: Request) throws(Failure) {
        try checkHostLine(of: request)
        if request.isReading { try admit(reader: request) } else { try admit(writer: request) }
    }

    private func checkHostLine(of request: Request) throws(Failure) {
        let count = request.headers["host"].count
        guard count > 1 || (count == 0 && request.isModern) else { return }
        throw Failure(
            .badRequest, "The request has \(count == 0 ? "no Host line" : "more than one Host line").",
            hint: "Use an HTTP client, such as curl.")
    }

    private func admit(reader request: Request) throws(Failure) {
        if tokens?.accepts(anyOf: request.headers) == true { return }
        guard request.isLocal else { throw wantsToken(of: request, #"Basic realm="hactl watch", charset="UTF-8""#) }
        guard request.isAsked(as: access.names) else {
            throw Failure(
                .forbidden, "This watch does not know itself by that name: \(request.hostName ?? "").",
                hint: "Ask it as localhost or by its address, or send the token with it.")
        }
    }

    private func admit(writer request: Request) throws(Failure) {
        guard let tokens else {
            throw Failure(
                .forbidden, "This watch has no token, so nobody may have it do anything.", hint: access.advice)
        }
        guard !request.isForeign else {
            throw Failure(
                .forbidden, "A page of another site asked for this.",
                hint: "Ask from a program, or from this watch's own address.")
        }
        guard tokens.accepts(bearer: request.headers) else {
            throw wantsToken(of: request, #"Bearer realm="hactl watch""#)
        }
    }

    private func wantsToken(of request: Request, _ challenge: String) -> Failure {
        guard tokens != nil else {
            return Failure(
                .forbidden,
                "This watch has no token, so it is read on its own machine only; this came from \(request.peer).",
                hint: "\(access.advice) Or go through SSH: ssh -L 9799:127.0.0.1:9799 HOST")
        }
        let isWrong = request.headers.contains(name: "authorization")
        return Failure(
            .unauthorized, isWrong ? "That is not the token of this watch." : "This needs the token of this watch.",
            hint: "Send it in a header, Authorization: Bearer TOKEN"
                + (request.isReading ? "; in a browser as the password, with any name." : "."),
            headers: [("WWW-Authenticate", challenge)])
    }
}
