// A closed-loop load generator for HTTP/1.1: each connection sends its next request when the answer is whole.
//
//   load CONNECTIONS SECONDS WARMUP BODYFILE KEY URL [stream]
//
// Prints one JSON object. Requests and events of the warm-up count in all_ok and all_events only, which are there for
// CPU per request. Errors: a status other than 200, a cut answer, a stream without [DONE].
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum framing { HEAD, LENGTH, SIZE, CHUNK, CHUNK_END, LAST, WHOLE };

struct connection {
    int fd, is_connecting, status, saw_done, will_close;
    size_t sent;
    int64_t started, first;
    enum framing framing;
    size_t left, head_length, line_length;
    char head[8192], line[16];
};

struct samples {
    uint32_t *us;
    size_t count, room;
};

static int loop, is_stream;
static struct sockaddr_in server;
static char *request;
static size_t request_length;
static int64_t measure_from, measure_to;
static long ok, all_ok, errors, events, all_events;
static struct samples latency, first_event;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int measuring(int64_t t) { return t >= measure_from && t < measure_to; }

static void note(struct samples *s, int64_t nanoseconds) {
    if (s->count == s->room) s->us = realloc(s->us, (s->room = s->room ? 2 * s->room : 65536) * sizeof *s->us);
    s->us[s->count++] = (uint32_t)(nanoseconds / 100);  // tenths of a microsecond
}

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double quantile(struct samples *s, double q) {
    if (!s->count) return -1;
    size_t at = (size_t)(q * (double)s->count);
    return s->us[at < s->count ? at : s->count - 1] / 10.0;
}

static void watch(struct connection *c, int operation, int output) {
    struct epoll_event e = {.events = EPOLLIN | (output ? EPOLLOUT : 0), .data.ptr = c};
    epoll_ctl(loop, operation, c->fd, &e);
}

static void open_connection(struct connection *c) {
    int one = 1;
    memset(c, 0, sizeof *c);
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    c->is_connecting = 1;
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(c->fd, (void *)&server, sizeof server) && errno != EINPROGRESS) perror("connect"), exit(1);
    watch(c, EPOLL_CTL_ADD, 1);
}

static void fail(struct connection *c) {
    if (measuring(now())) errors++;
    close(c->fd);
    usleep(200);
    open_connection(c);
}

static int pump(struct connection *c) {
    while (c->sent < request_length) {
        ssize_t n = send(c->fd, request + c->sent, request_length - c->sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN) return watch(c, EPOLL_CTL_MOD, 1), 0;
        if (n < 0) return -1;
        c->sent += (size_t)n;
        if (c->sent == request_length) watch(c, EPOLL_CTL_MOD, 0);
    }
    return 0;
}

static void start(struct connection *c) {
    c->sent = c->head_length = c->line_length = 0;
    c->saw_done = 0;
    c->framing = HEAD;
    c->first = 0;
    c->started = now();
    if (pump(c) < 0) fail(c);
}

static void finish(struct connection *c) {
    int64_t t = now();
    int good = c->status == 200 && (!is_stream || c->saw_done);
    all_ok += good;
    if (measuring(t)) {
        if (!good) errors++;
        else {
            ok++;
            note(&latency, t - c->started);
            if (c->first) note(&first_event, c->first - c->started);
        }
    }
    if (c->will_close) close(c->fd), open_connection(c);
    else start(c);
}

static void see(struct connection *c, const char *bytes, size_t count) {  // counts the events of a stream by their lines
    if (!is_stream) return;
    while (count) {
        const char *end = memchr(bytes, '\n', count);
        size_t part = end ? (size_t)(end - bytes) : count, room = sizeof c->line - c->line_length;
        memcpy(c->line + c->line_length, bytes, part < room ? part : room);
        c->line_length += part < room ? part : room;
        if (!end) return;
        if (c->line_length >= 5 && !memcmp(c->line, "data:", 5)) {
            int64_t t = now();
            if (!c->first) c->first = t;
            all_events++;
            if (measuring(t)) events++;
            if (c->line_length >= 12 && !memcmp(c->line + 5, " [DONE]", 7)) c->saw_done = 1;
        }
        c->line_length = 0;
        bytes += part + 1;
        count -= part + 1;
    }
}

static size_t take_head(struct connection *c, const char *bytes, size_t count) {  // bytes used; framing says what follows
    size_t before = c->head_length, room = sizeof c->head - 1 - before, take = count < room ? count : room;
    memcpy(c->head + before, bytes, take);
    c->head_length += take;
    c->head[c->head_length] = 0;
    char *end = strstr(c->head, "\r\n\r\n");
    if (!end) return take;
    end[2] = 0;
    c->status = atoi(c->head + 9);
    c->will_close = strcasestr(c->head, "\r\nconnection: close") != NULL;
    char *length = strcasestr(c->head, "\r\ncontent-length:");
    c->left = length ? strtoul(length + 17, NULL, 10) : 0;
    c->framing = strcasestr(c->head, "\r\ntransfer-encoding: chunked") ? SIZE : c->left ? LENGTH : WHOLE;
    return (size_t)(end - c->head) + 4 - before;
}

static int feed(struct connection *c, const char *bytes, size_t count) {  // -1: nonsense came
    while (count && c->framing != WHOLE) {
        size_t used = 1;
        switch (c->framing) {
        case HEAD:
            used = take_head(c, bytes, count);
            if (c->framing == HEAD && c->head_length == sizeof c->head - 1) return -1;
            break;
        case SIZE:
            if (*bytes == '\n') {
                c->framing = c->left ? CHUNK : LAST;
                c->head_length = 0;
            } else if (*bytes != '\r')
                c->left = c->left * 16 + (size_t)(*bytes <= '9' ? *bytes - '0' : (*bytes | 32) - 'a' + 10);
            break;
        case LENGTH:
        case CHUNK:
            used = count < c->left ? count : c->left;
            see(c, bytes, used);
            c->left -= used;
            if (!c->left) c->framing = c->framing == CHUNK ? CHUNK_END : WHOLE;
            break;
        case CHUNK_END:
            if (*bytes == '\n') c->framing = SIZE;
            break;
        case LAST:  // an empty line ends the trailers
            if (*bytes == '\n' && !c->head_length) c->framing = WHOLE;
            c->head_length = *bytes == '\n' ? 0 : *bytes == '\r' ? c->head_length : 1;
            break;
        case WHOLE: break;
        }
        bytes += used;
        count -= used;
    }
    return count ? -1 : 0;
}

static void receive(struct connection *c) {
    static char buffer[262144];
    for (;;) {
        ssize_t n = recv(c->fd, buffer, sizeof buffer, 0);
        if (n < 0 && errno == EAGAIN) return;
        if (n <= 0 || feed(c, buffer, (size_t)n) < 0) return fail(c);
        if (c->framing == WHOLE) return finish(c);
        if ((size_t)n < sizeof buffer) return;
    }
}

static void serve(struct connection *c, uint32_t what) {
    if (c->is_connecting) {
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error) return fail(c);
        c->is_connecting = 0;
        return start(c);
    }
    if (what & EPOLLOUT && pump(c) < 0) return fail(c);
    if (what & (EPOLLIN | EPOLLHUP | EPOLLERR)) receive(c);
}

static void build_request(char *file, char *key, char *url) {
    char host[64], path[512];
    int port;
    if (sscanf(url, "http://%63[0-9.]:%d%511s", host, &port, path) != 3) fprintf(stderr, "load: bad URL\n"), exit(2);
    server = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    inet_pton(AF_INET, host, &server.sin_addr);
    FILE *f = fopen(file, "rb");
    if (!f) perror(file), exit(2);
    fseek(f, 0, SEEK_END);
    size_t length = (size_t)ftell(f);
    rewind(f);
    char *head;
    int head_length = asprintf(&head,
                               "POST %s HTTP/1.1\r\nhost: %s:%d\r\nauthorization: Bearer %s\r\ncontent-type: application/json\r\n"
                               "accept: application/json\r\nuser-agent: load/1\r\ncontent-length: %zu\r\n\r\n",
                               path, host, port, key, length);
    request_length = (size_t)head_length + length;
    request = malloc(request_length);
    memcpy(request, head, (size_t)head_length);
    if (fread(request + head_length, 1, length, f) != length) exit(2);
    fclose(f);
}

int main(int count, char **a) {
    if (count < 7) return fprintf(stderr, "load CONNECTIONS SECONDS WARMUP BODYFILE KEY URL [stream]\n"), 2;
    int connections = atoi(a[1]);
    is_stream = count > 7;
    build_request(a[4], a[5], a[6]);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    prctl(PR_SET_TIMERSLACK, 1);
    loop = epoll_create1(0);
    measure_from = now() + (int64_t)(atof(a[3]) * 1e9);
    measure_to = measure_from + (int64_t)(atof(a[2]) * 1e9);
    struct connection *all = calloc((size_t)connections, sizeof *all);
    for (int i = 0; i < connections; i++) open_connection(&all[i]);
    struct epoll_event ready[512];
    for (int64_t t; (t = now()) < measure_to;) {
        struct timespec timeout = {(measure_to - t) / 1000000000, (measure_to - t) % 1000000000};
        int n = epoll_pwait2(loop, ready, 512, &timeout, NULL);
        for (int i = 0; i < n; i++) serve(ready[i].data.ptr, ready[i].events);
    }
    int streaming = 0;
    for (int i = 0; i < connections; i++) streaming += all[i].first > 0;
    qsort(latency.us, latency.count, sizeof *latency.us, ascending);
    qsort(first_event.us, first_event.count, sizeof *first_event.us, ascending);
    printf("{\"ok\":%ld,\"all_ok\":%ld,\"errors\":%ld,\"events\":%ld,\"all_events\":%ld,\"rps\":%.1f,\"p50\":%.1f,\"p99\":%.1f,"
           "\"first_p50\":%.1f,\"first_p99\":%.1f,\"streaming\":%d}\n",
           ok, all_ok, errors, events, all_events, (double)ok / atof(a[2]), quantile(&latency, .5), quantile(&latency, .99),
           quantile(&first_event, .5), quantile(&first_event, .99), streaming);
}
