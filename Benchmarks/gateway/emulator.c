// A model server that costs as little as possible, so that it is never what a bench measures.
//
//   emulator PORT
//
// POST …            an answer with 900 characters of text, or the stream of one: in the form of Anthropic's messages,
//                   Gemini's generateContent or Bedrock's Converse where the path is theirs, else an OpenAI chat completion
// GET  /mode?delay_us=D&interval_us=I&events=N
//                   D before the first byte, I between two content events (0: as fast as they are taken), N of them
// GET  …            200
//
// One thread, one epoll loop, one send() per answer or event. Request bodies must carry Content-Length.
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

enum phase { READING, WAITING, SENDING };
enum form { CHAT, MESSAGES, GEMINI, CONVERSE, FORMS };

struct connection {
    int fd;
    enum phase phase;
    enum form form;
    int is_stream, wants_output;
    long event, events;  // next event of the stream, content events in it
    char *in;
    size_t in_length, in_room;
    const char *out;
    size_t out_length, out_sent;
    int64_t due;
    long place;  // in the heap of timers, or -1
    char scratch[1024];
};

static int loop;
static long delay_us, interval_us, content_events = 64;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

// --- timers: a binary heap by due time ---------------------------------------------------------------------------
static struct connection **heap;
static long heap_count, heap_room;

static void put(long place, struct connection *c) { heap[place] = c, c->place = place; }

static void sift(long place, struct connection *c) {
    while (place && heap[(place - 1) / 2]->due > c->due) put(place, heap[(place - 1) / 2]), place = (place - 1) / 2;
    for (long child; (child = 2 * place + 1) < heap_count; place = child) {
        if (child + 1 < heap_count && heap[child + 1]->due < heap[child]->due) child++;
        if (heap[child]->due >= c->due) break;
        put(place, heap[child]);
    }
    put(place, c);
}

static void wake_at(struct connection *c, int64_t due) {
    if (heap_count == heap_room) heap = realloc(heap, (size_t)(heap_room = heap_room ? 2 * heap_room : 64) * sizeof *heap);
    c->due = due;
    sift(heap_count++, c);
}

static void forget_timer(struct connection *c) {
    if (c->place < 0) return;
    struct connection *last = heap[--heap_count];
    if (last != c) sift(c->place, last);
    c->place = -1;
}

// --- answers -----------------------------------------------------------------------------------------------------
static const char fields[] = "x-request-id: req_5f0c2b7d\r\nopenai-processing-ms: 12\r\nx-ratelimit-limit-requests: 10000\r\n"
                             "x-ratelimit-remaining-requests: 9999\r\n";
static char *whole[FORMS], *stream_head[FORMS], *plain = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

static const char *bodies[FORMS] = {
    "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1760000000,\"model\":\"emu\",\"choices\":"
    "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\",\"refusal\":null,\"annotations\":[]},"
    "\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":512,\"completion_tokens\":96,"
    "\"total_tokens\":608,\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
    "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,\"accepted_prediction_tokens\":0,"
    "\"rejected_prediction_tokens\":0}},\"service_tier\":\"default\",\"system_fingerprint\":\"fp_bench\"}",
    "{\"id\":\"msg_bench\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"emu\",\"content\":[{\"type\":\"text\","
    "\"text\":\"%s\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":512,"
    "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":96}}",
    "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"%s\"}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],"
    "\"usageMetadata\":{\"promptTokenCount\":512,\"candidatesTokenCount\":96,\"totalTokenCount\":608},"
    "\"modelVersion\":\"emu\",\"responseId\":\"bench\"}",
    "{\"metrics\":{\"latencyMs\":12},\"output\":{\"message\":{\"content\":[{\"text\":\"%s\"}],\"role\":\"assistant\"}},"
    "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":512,\"outputTokens\":96,\"totalTokens\":608}}",
};

static void build_answers(void) {
    char text[901], *body;
    for (size_t i = 0; i < sizeof text - 1; i++) text[i] = "a gateway adds little to what a model takes, "[i % 45];
    text[sizeof text - 1] = 0;
    for (enum form form = CHAT; form < FORMS; form++)
        if (asprintf(&body, bodies[form], text) < 0 ||
            asprintf(&whole[form], "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n%scontent-length: %zu\r\n\r\n%s", fields,
                     strlen(body), body) < 0 ||
            asprintf(&stream_head[form], "HTTP/1.1 200 OK\r\ncontent-type: %s\r\n%stransfer-encoding: chunked\r\n\r\n",
                     form == CONVERSE ? "application/vnd.amazon.eventstream" : "text/event-stream", fields) < 0)
            exit(1);
}

#define CHUNK "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"emu\"," \
              "\"system_fingerprint\":\"fp_bench\","

// Each form has n + 4 pieces: a beginning, n texts, and three to end with.
static int chat_event(char *event, long i, long n) {
    if (i == 0)
        return sprintf(event, CHUNK "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n");
    if (i <= n)
        return sprintf(event, CHUNK "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token %ld\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n", i);
    if (i == n + 1) return sprintf(event, CHUNK "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
    if (i == n + 2)
        return sprintf(event, CHUNK "\"choices\":[],\"usage\":{\"prompt_tokens\":512,\"completion_tokens\":%ld,\"total_tokens\":%ld}}\n\n", n, 512 + n);
    return sprintf(event, "data: [DONE]\n\n");
}

#define EVENT(name) "event: " name "\ndata: {\"type\":\"" name "\""

static int messages_event(char *event, long i, long n) {
    if (i == 0)
        return sprintf(event, EVENT("message_start") ",\"message\":{\"id\":\"msg_bench\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"emu\","
                              "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":512,\"output_tokens\":1}}}\n\n"
                              EVENT("content_block_start") ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
    if (i <= n) return sprintf(event, EVENT("content_block_delta") ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" token %ld\"}}\n\n", i);
    if (i == n + 1) return sprintf(event, EVENT("content_block_stop") ",\"index\":0}\n\n");
    if (i == n + 2)
        return sprintf(event, EVENT("message_delta") ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":%ld}}\n\n", n);
    return sprintf(event, EVENT("message_stop") "}\n\n");
}

static int gemini_event(char *event, long i, long n) {
    int length = sprintf(event, "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"");
    if (i > 0 && i <= n) length += sprintf(event + length, " token %ld", i);
    return length + sprintf(event + length, "\"}],\"role\":\"model\"}%s,\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":512,"
                            "\"candidatesTokenCount\":%ld,\"totalTokenCount\":%ld},\"modelVersion\":\"emu\",\"responseId\":\"bench\"}\n\n",
                            i == n + 3 ? ",\"finishReason\":\"STOP\"" : "", n, 512 + n);
}

static uint32_t checksum(const char *bytes, int count) {  // CRC-32 of IEEE 802.3, four bits at a time
    static const uint32_t table[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
                                       0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    uint32_t sum = ~0u;
    for (int i = 0; i < count; i++) {
        sum ^= (uint8_t)bytes[i];
        sum = table[sum & 15] ^ (sum >> 4);
        sum = table[sum & 15] ^ (sum >> 4);
    }
    return ~sum;
}

static int put_number(char *at, uint32_t number) { return memcpy(at, &(uint32_t){htonl(number)}, 4), 4; }

static int put_header(char *at, const char *name, const char *value) {
    uint16_t length = htons((uint16_t)strlen(value));
    char *start = at;
    *at++ = (char)strlen(name);
    at = stpcpy(at, name);
    *at++ = 7;  // a text
    memcpy(at, &length, 2);
    return (int)(stpcpy(at + 2, value) - start);
}

// A frame of AWS's event stream: lengths, their sum, headers, payload, the sum of all.
static int converse_event(char *event, long i, long n) {
    char payload[256], *name = i == 0 ? "messageStart" : i <= n ? "contentBlockDelta" : i == n + 1 ? "contentBlockStop" : i == n + 2 ? "messageStop" : "metadata";
    if (i == 0) strcpy(payload, "{\"role\":\"assistant\"}");
    else if (i <= n) sprintf(payload, "{\"contentBlockIndex\":0,\"delta\":{\"text\":\" token %ld\"}}", i);
    else if (i == n + 1) strcpy(payload, "{\"contentBlockIndex\":0}");
    else if (i == n + 2) strcpy(payload, "{\"stopReason\":\"end_turn\"}");
    else sprintf(payload, "{\"metrics\":{\"latencyMs\":12},\"usage\":{\"inputTokens\":512,\"outputTokens\":%ld,\"totalTokens\":%ld}}", n, 512 + n);
    int length = 12;
    length += put_header(event + length, ":event-type", name);
    length += put_header(event + length, ":content-type", "application/json");
    length += put_header(event + length, ":message-type", "event");
    int headers = length - 12;
    length += sprintf(event + length, "%s", payload);
    put_number(event, (uint32_t)length + 4);
    put_number(event + 4, (uint32_t)headers);
    put_number(event + 8, checksum(event, 8));
    return length + put_number(event + length, checksum(event, length));
}

static int (*const next_of[FORMS])(char *, long, long) = {chat_event, messages_event, gemini_event, converse_event};

// The next piece of a stream into the scratch buffer; the last one ends the body with it.
static void next_event(struct connection *c) {
    char event[900];
    long i = c->event++, n = c->events;
    int length = next_of[c->form](event, i, n), head = sprintf(c->scratch, "%x\r\n", (unsigned)length);
    memcpy(c->scratch + head, event, (size_t)length);
    c->out = c->scratch;
    c->out_sent = 0;
    c->out_length = (size_t)(head + length + sprintf(c->scratch + head + length, "\r\n%s", i == n + 3 ? "0\r\n\r\n" : ""));
}

// --- connections -------------------------------------------------------------------------------------------------
static void watch(struct connection *c, int wants_output) {
    if (c->wants_output == wants_output) return;
    c->wants_output = wants_output;
    struct epoll_event e = {.events = EPOLLIN | (wants_output ? EPOLLOUT : 0), .data.ptr = c};
    epoll_ctl(loop, EPOLL_CTL_MOD, c->fd, &e);
}

static int flush(struct connection *c) {  // 1 all sent, 0 would block, -1 gone
    while (c->out_sent < c->out_length) {
        ssize_t n = send(c->fd, c->out + c->out_sent, c->out_length - c->out_sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN) return watch(c, 1), 0;
        if (n < 0) return -1;
        c->out_sent += (size_t)n;
    }
    return watch(c, 0), 1;
}

static int advance(struct connection *c) {  // goes on with an answer; -1: close the connection
    for (;;) {
        int sent = flush(c);
        if (sent <= 0) return sent;
        if (!c->is_stream || c->event > c->events + 3) return c->phase = READING, 0;
        int paced = interval_us && c->event >= 1 && c->event <= c->events && c->phase == SENDING;
        if (paced) {
            int64_t due = c->due + interval_us * 1000, t = now();
            c->phase = WAITING;
            return wake_at(c, due > t ? due : t), 0;
        }
        c->phase = SENDING;
        next_event(c);
    }
}

static int begin(struct connection *c) {
    c->phase = SENDING;
    c->out = c->is_stream ? stream_head[c->form] : whole[c->form];
    c->out_length = strlen(c->out);
    c->out_sent = 0;
    c->event = 0;
    c->events = content_events;
    c->due = now();
    return advance(c);
}

static int wake(struct connection *c) {
    if (c->event < 0) return begin(c);
    c->phase = SENDING;
    next_event(c);
    return advance(c);
}

static long setting(const char *head, const char *name, long otherwise) {
    const char *at = strstr(head, name);
    return at ? atol(at + strlen(name)) : otherwise;
}

static enum form form_of(const char *head) {
    const char *end = strstr(head, " HTTP/"), *model = strstr(head, "/model");
    if (!memcmp(head, "POST /v1/messages ", 18)) return MESSAGES;
    return !model || model > end ? CHAT : model[6] == 's' ? GEMINI : CONVERSE;
}

static int answer(struct connection *c) {  // looks at what has come in
    while (c->phase == READING) {
        c->in[c->in_length] = 0;
        char *end = memmem(c->in, c->in_length, "\r\n\r\n", 4);
        if (!end) return c->in_length > 65536 ? -1 : 0;
        end[2] = 0;
        size_t head = (size_t)(end - c->in) + 4;
        char *length = strcasestr(c->in, "\r\ncontent-length:");
        size_t total = head + (length ? strtoul(length + 17, NULL, 10) : 0);
        if (c->in_length < total) return end[2] = '\r', 0;
        if (c->in[0] == 'G') {
            if (!strncmp(c->in, "GET /mode", 9)) {
                delay_us = setting(c->in, "delay_us=", delay_us);
                interval_us = setting(c->in, "interval_us=", interval_us);
                content_events = setting(c->in, "events=", content_events);
            }
            c->is_stream = 0;
            c->out = plain, c->out_length = strlen(plain), c->out_sent = 0, c->phase = SENDING;
        } else {
            char *body = c->in + head;
            c->form = form_of(c->in);
            c->is_stream = strstr(c->in, ":streamGenerateContent") || strstr(c->in, "/converse-stream") || memmem(body, total - head, "\"stream\":true", 13) || memmem(body, total - head, "\"stream\": true", 14);
            c->phase = WAITING;
            c->event = -1;
        }
        memmove(c->in, c->in + total, c->in_length - total);
        c->in_length -= total;
        if (c->phase == WAITING && delay_us) return wake_at(c, now() + delay_us * 1000), 0;
        if ((c->phase == WAITING ? begin(c) : advance(c)) < 0) return -1;
    }
    return 0;
}

static int read_from(struct connection *c) {
    for (;;) {
        if (c->in_room - c->in_length < 16384) c->in = realloc(c->in, (c->in_room = c->in_room ? 2 * c->in_room : 32768));
        ssize_t n = recv(c->fd, c->in + c->in_length, c->in_room - c->in_length - 1, 0);
        if (n < 0 && errno == EAGAIN) break;
        if (n <= 0) return -1;
        c->in_length += (size_t)n;
        if (c->in_length + 1 < c->in_room) break;
    }
    return answer(c);
}

static void drop(struct connection *c) {
    forget_timer(c);
    close(c->fd);
    free(c->in);
    free(c);
}

static void accept_all(int listener) {
    int fd, one = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct connection *c = calloc(1, sizeof *c);
        c->fd = fd, c->place = -1;
        struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
        epoll_ctl(loop, EPOLL_CTL_ADD, fd, &e);
    }
}

static int listen_on(int port) {
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(fd, (void *)&address, sizeof address) || listen(fd, 4096)) perror("emulator"), exit(1);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(loop, EPOLL_CTL_ADD, fd, &e);
    return fd;
}

int main(int count, char **arguments) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    prctl(PR_SET_TIMERSLACK, 1);
    build_answers();
    loop = epoll_create1(0);
    int listener = listen_on(count > 1 ? atoi(arguments[1]) : 21000);
    struct epoll_event ready[256];
    for (;;) {
        int64_t wait = heap_count ? heap[0]->due - now() : 0;
        if (wait < 0) wait = 0;
        struct timespec timeout = {wait / 1000000000, wait % 1000000000};
        int n = epoll_pwait2(loop, ready, 256, heap_count ? &timeout : NULL, NULL);
        for (int i = 0; i < n; i++) {
            struct connection *c = ready[i].data.ptr;
            if (!c) {
                accept_all(listener);
                continue;
            }
            int alive = 0;
            if (ready[i].events & EPOLLOUT) alive = advance(c);
            if (!alive && ready[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) alive = read_from(c);
            if (alive < 0) drop(c);
        }
        for (int64_t t = now(); heap_count && heap[0]->due <= t;) {
            struct connection *c = heap[0];
            forget_timer(c);
            if (wake(c) < 0 || answer(c) < 0) drop(c);
        }
    }
}
