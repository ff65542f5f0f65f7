#pragma once
#include <errno.h>
#include <fcntl.h>
#include <libssh2.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

// Swift's Glibc module has no <sys/eventfd.h>.
static inline int hactl_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// Variadic in C, so not imported.
static inline int hactl_set_nonblocking(int descriptor) {
    return fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

// An enum in C, a struct in Swift's Glibc.
static inline int hactl_stream_socket(int family) {
    return socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

static inline int hactl_socket_pair(int pair[2]) {
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair);
}

static inline int hactl_accept(int listener) {
    int connection = accept(listener, 0, 0);
    if (connection >= 0) {
        fcntl(connection, F_SETFD, FD_CLOEXEC);
        hactl_set_nonblocking(connection);
    }
    return connection;
}

// libssh2's own receiver, which also counts: `*abstract` is a uint64_t of the session's. Packets of one channel are
// read by a call on another and queued, and only this count tells that something came.
static ssize_t hactl_counting_receive(libssh2_socket_t socket, void *buffer, size_t length, int flags, void **abstract) {
    ssize_t count = recv(socket, buffer, length, flags);
    if (count >= 0) {
        *(uint64_t *)*abstract += (uint64_t)count;
        return count;
    }
    return errno == EINTR || errno == EWOULDBLOCK ? -EAGAIN : -errno;
}

// `libssh2_session_callback_set` is deprecated from 1.11.1, which has a second one.
static inline void hactl_count_received(LIBSSH2_SESSION *session) {
#if LIBSSH2_VERSION_NUM >= 0x010b01
    libssh2_session_callback_set2(session, LIBSSH2_CALLBACK_RECV, (libssh2_cb_generic *)hactl_counting_receive);
#else
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_RECV, (void *)hactl_counting_receive);
#endif
}
