import NIOHTTP1

extension WebLimits {
    var ofDecoder: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = headers
        limits.maxHeaderListSize = headers
        limits.maxHeaderFieldCount = 100
        return limits
    }
}

extension HTTPParserError {
    var failure: Failure { self == .headerOverflow ? .headersTooLarge : .noHTTP }
}
