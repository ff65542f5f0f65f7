import CMySQL

/// The client library, set up once in a process, before the first lane touches it.
package enum Library {
    /// Whether the library could be set up. `mysql_library_init` is not thread-safe
    /// ("Writing C API Threaded Client Programs"); a global constant is initialised once.
    ///
    /// Connections see to it themselves. A program that also uses OpenSSL otherwise (libssh2) asks for this first: see
    /// `hactl_mysql_keep_openssl`.
    package static let isReady = hactl_mysql_library_init() == 0
}
