import CLibSSH2

/// The library as a whole.
enum Library {
    /// Touched before the first session. "This function uses a global state, and is not thread safe -- you must make
    /// sure this function is not called concurrently." (libssh2_init(3)): a global constant is made once.
    static let isReady: Bool = libssh2_init(0) == 0

    /// 1.10 signs RSA with SHA-1 only, which OpenSSH has refused since 8.8, and knows no AES-GCM, no chacha20 and no
    /// -etm MACs.
    static let isModern: Bool = libssh2_version(0x01_0b_00) != nil

    static var version: String { libssh2_version(0).map { String(cString: $0) } ?? "unknown" }
}
