// The one place that knows which client library this is. Everything below compiles unchanged against MariaDB
// Connector/C 3.3 (Debian 12's "default") and Oracle's libmysqlclient 9.x. Each function has its reason: something
// Swift can't import, or something in which the two libraries differ.
#pragma once
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <string.h>
#include <mysql.h>
#ifdef MARIADB_BASE_VERSION
#define HAVE_TLS 1  // lets ma_pvio.h name the TLS half of a connection
typedef unsigned char uchar;
#include <ma_pvio.h>
#endif

/// How much of TLS is asked for. Values are this shim's own: the libraries' enums differ in number and in name.
enum hactl_tls {
    HACTL_TLS_DISABLED = 0,
    HACTL_TLS_REQUIRED = 1,
    /// The CA alone; the caller compares the name, or doesn't. It must give a CA file.
    HACTL_TLS_VERIFY_CHAIN = 2,
    HACTL_TLS_VERIFY_CA = 3,
    HACTL_TLS_VERIFY_IDENTITY = 4
};

/// Keeps OpenSSL from tearing itself down in `exit()`: a thread that is still in a TLS handshake then (an attempt that
/// its caller gave up on, a frozen server that came back) would crash the process. It works only before anybody else
/// has set OpenSSL up (OPENSSL_init_crypto(3), OPENSSL_INIT_NO_ATEXIT). By name, because the client library's TLS
/// may be another one.
static inline void hactl_mysql_keep_openssl(void) {
    int (*set_up)(uint64_t, const void *) = (int (*)(uint64_t, const void *))dlsym(NULL, "OPENSSL_init_crypto");
    if (set_up) set_up(0x00080000L, NULL);
}

/// `mysql_library_init` is a macro, in both libraries, and Swift does not import it. 0 is success.
static inline int hactl_mysql_library_init(void) {
    hactl_mysql_keep_openssl();
    return mysql_library_init(0, NULL, NULL);
}

/// Returns `my_bool` (char) in MariaDB and `bool` in MySQL.
static inline bool hactl_mysql_thread_init(void) { return mysql_thread_init() != 0; }

/// MariaDB's answer is `MYSQL *` or NULL, as MySQL's; only here because a lane's end must not import `my_bool`.
static inline void hactl_mysql_thread_end(void) { mysql_thread_end(); }

/// TLS by API. MariaDB has no MYSQL_OPT_SSL_MODE; from 3.4 it verifies by default, so "don't" must be said as well.
/// MySQL lost the two older options. Measured with libmariadb 3.3.20:
/// - "enforce" does not: a server without TLS gets the login in clear. Only "verify" refuses before the login
///   (my_auth.c), so the caller must look at the cipher afterwards.
/// - with a CA file the chain is checked, "verify" or not (openssl.c); "verify" adds the name.
static inline int hactl_mysql_set_tls(MYSQL *mysql, enum hactl_tls mode) {
#ifdef MARIADB_BASE_VERSION
    char enforce = mode != HACTL_TLS_DISABLED;
    char verify = mode >= HACTL_TLS_VERIFY_CA;
    return mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &enforce)
        | mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
#else
    unsigned int value = mode == HACTL_TLS_DISABLED ? SSL_MODE_DISABLED
        : mode == HACTL_TLS_REQUIRED ? SSL_MODE_REQUIRED
        : mode == HACTL_TLS_VERIFY_IDENTITY ? SSL_MODE_VERIFY_IDENTITY : SSL_MODE_VERIFY_CA;
    return mysql_options(mysql, MYSQL_OPT_SSL_MODE, &value);
#endif
}

/// Whether ``hactl_mysql_names`` can answer: the library's TLS is OpenSSL, and its functions are in this process.
static inline bool hactl_mysql_can_compare_names(void) {
#ifdef MARIADB_BASE_VERSION
    const char *tls = NULL;
    mariadb_get_infov(NULL, MARIADB_TLS_LIBRARY, &tls);
    return tls && !strncmp(tls, "OpenSSL 3", 9) && dlsym(NULL, "SSL_get1_peer_certificate");
#else
    return false;
#endif
}

/// Whether the server's certificate was issued for `name`, a host name or an address. Both libraries compare only the
/// host they dialled, which for a tunnel is the loopback. Oracle's hides the certificate altogether.
static inline bool hactl_mysql_names(MYSQL *mysql, const char *name) {
#ifdef MARIADB_BASE_VERSION
    void *(*certificate_of)(void *) = (void *(*)(void *))dlsym(NULL, "SSL_get1_peer_certificate");
    int (*check_host)(void *, const char *, size_t, unsigned int, char **) =
        (int (*)(void *, const char *, size_t, unsigned int, char **))dlsym(NULL, "X509_check_host");
    int (*check_address)(void *, const char *, unsigned int) =
        (int (*)(void *, const char *, unsigned int))dlsym(NULL, "X509_check_ip_asc");
    void (*release)(void *) = (void (*)(void *))dlsym(NULL, "X509_free");
    MARIADB_TLS *tls = mysql->net.pvio ? mysql->net.pvio->ctls : NULL;
    if (!certificate_of || !check_host || !check_address || !release || !tls || !tls->ssl) return false;
    void *certificate = certificate_of(tls->ssl);
    if (!certificate) return false;
    bool matches = check_host(certificate, name, strlen(name), 0, NULL) == 1
        || check_address(certificate, name, 0) == 1;
    release(certificate);
    return matches;
#else
    (void)mysql;
    (void)name;
    return false;
#endif
}

/// PEM files. The option numbers differ (SSL_CA is 27 or 21), which is why they are spelled here, by the header.
/// Without a CA libmariadb reads all of the system's certificates for every connection (30 ms of CPU, 1 MB), though it
/// verifies nothing. There is no way to tell it not to: a CA *folder* makes it verify, as a file does.
static inline int hactl_mysql_set_tls_files(MYSQL *mysql, const char *ca, const char *certificate, const char *key) {
    return (ca ? mysql_options(mysql, MYSQL_OPT_SSL_CA, ca) : 0)
        | (certificate ? mysql_options(mysql, MYSQL_OPT_SSL_CERT, certificate) : 0)
        | (key ? mysql_options(mysql, MYSQL_OPT_SSL_KEY, key) : 0);
}

/// Whole seconds: the libraries know nothing finer (mysql_options(3)).
static inline int hactl_mysql_set_timeouts(MYSQL *mysql, unsigned int connect, unsigned int read, unsigned int write) {
    return mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &connect)
        | mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &read)
        | mysql_options(mysql, MYSQL_OPT_WRITE_TIMEOUT, &write);
}

#ifdef MARIADB_BASE_VERSION
/// How libmariadb waits for a socket, as it does by itself (pvio_socket.c), and in addition with the true reason when a
/// connection attempt failed: 3.3 fetches it by SO_ERROR, forgets it, and prints EINPROGRESS (115) for refused and for
/// unreachable alike.
static inline int hactl_mysql_wait(my_socket socket, my_bool is_read, int timeout) {
    struct pollfd entry = {.fd = socket, .events = is_read ? POLLIN : POLLOUT};
    int ready, error = 0;
    do { ready = poll(&entry, 1, timeout ? timeout : -1); } while (ready == -1 && errno == EINTR);
    if (ready == 0) errno = ETIMEDOUT;
    if (ready < 1 || is_read || !(entry.revents & (POLLERR | POLLHUP))) return ready;
    socklen_t length = sizeof error;
    if (getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length) || !error) return ready;
    errno = error;
    return -1;
}
#endif

/// Makes connection failures carry the operating system's reason. Oracle's library does by itself.
static inline int hactl_mysql_set_honest_errors(MYSQL *mysql) {
#ifdef MARIADB_BASE_VERSION
    return mysql_optionsv(mysql, MARIADB_OPT_IO_WAIT, hactl_mysql_wait);
#else
    (void)mysql;
    return 0;
#endif
}

/// TCP even for "localhost", which both libraries otherwise take for the local socket.
static inline int hactl_mysql_set_protocol(MYSQL *mysql, bool is_socket) {
    unsigned int protocol = is_socket ? MYSQL_PROTOCOL_SOCKET : MYSQL_PROTOCOL_TCP;
    return mysql_options(mysql, MYSQL_OPT_PROTOCOL, &protocol);
}

/// What every connection is: utf8mb4, with a name for the processlist, and deaf to LOAD DATA LOCAL, by which a server
/// may ask its client for files (MariaDB's client is willing by default).
static inline int hactl_mysql_set_manners(MYSQL *mysql, const char *program) {
    unsigned int infile = 0;
    return mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4")
        | mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &infile)
        | mysql_options4(mysql, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", program);
}

/// Without TLS, caching_sha2_password with a cold cache wants the server's RSA key (2061 otherwise). libmariadb asks
/// by itself and has no such option; with TLS nobody needs it.
static inline int hactl_mysql_get_server_public_key(MYSQL *mysql) {
#ifdef MARIADB_BASE_VERSION
    (void)mysql;
    return 0;
#else
    bool yes = true;
    return mysql_options(mysql, MYSQL_OPT_GET_SERVER_PUBLIC_KEY, &yes);
#endif
}

/// CLIENT_MULTI_STATEMENTS is `unsigned long` here and `int` there.
static inline MYSQL *hactl_mysql_connect(
    MYSQL *mysql, const char *host, const char *user, const char *password, const char *database, unsigned int port,
    const char *socket) {
    return mysql_real_connect(mysql, host, user, password, database, port, socket, CLIENT_MULTI_STATEMENTS);
}

/// A second descriptor of the connection's socket, closed on exec, as is the library's own from here on; -1 and errno
/// on failure. Whoever holds the second one may shut the socket down from any thread, at any time: its number is not
/// reused when the library closes its own.
static inline int hactl_mysql_duplicate_socket(MYSQL *mysql) {
#ifdef MARIADB_BASE_VERSION
    int own = (int)mysql_get_socket(mysql);
#else
    int own = (int)mysql->net.fd;
#endif
    fcntl(own, F_SETFD, FD_CLOEXEC);
    return fcntl(own, F_DUPFD_CLOEXEC, 0);
}

/// SHUT_RDWR is an enum with another integer type in Swift.
static inline void hactl_mysql_hang_up(int socket) { shutdown(socket, SHUT_RDWR); }

/// Lets `epoll` tell once that the other side has ended the conversation; -1 on failure. What it has sent stays unread. Swift can't
/// name the union in `epoll_event`.
static inline int hactl_hang_ups_add(int epoll, int socket) {
    struct epoll_event event = {.events = EPOLLRDHUP | EPOLLONESHOT, .data = {.fd = socket}};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

/// A closed descriptor leaves an epoll by itself only when no other one of the same socket is open (epoll(7), Q6).
static inline void hactl_hang_ups_remove(int epoll, int socket) { epoll_ctl(epoll, EPOLL_CTL_DEL, socket, NULL); }

/// Blocks until one of them ended; its descriptor.
static inline int hactl_hang_ups_wait(int epoll) {
    struct epoll_event event;
    while (epoll_wait(epoll, &event, 1, -1) != 1) {}
    return event.data.fd;
}

/// NULL when the connection is not encrypted; never empty. The libraries answer "" or NULL.
static inline const char *hactl_mysql_cipher(MYSQL *mysql) {
    const char *cipher = mysql_get_ssl_cipher(mysql);
    return cipher && *cipher ? cipher : NULL;
}

/// Whether the session's sql_mode has NO_BACKSLASH_ESCAPES, by the status flags of the last answer. The constant is an
/// anonymous enum's member in one library and a macro in the other.
static inline bool hactl_mysql_backslash_is_plain(MYSQL *mysql) {
    return (mysql->server_status & SERVER_STATUS_NO_BACKSLASH_ESCAPES) != 0;
}
