// SPDX-License-Identifier: MIT

#include <curl/curl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "CCurl.h"

/// Publishers answer with one redirect or two: to where the file is stored, and to a copy near by.
static const long most_redirects = 8;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool is_running;

static void start(void) { is_running = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

sb_curl_session *sb_curl_open(void) {
  pthread_once(&once, start);
  return is_running ? (sb_curl_session *)curl_easy_init() : NULL;
}

void sb_curl_close(sb_curl_session *session) {
  if (session != NULL) curl_easy_cleanup((CURL *)session);
}

// --- handlers ----------------------------------------------------------------------------------------------------

static size_t take_head(char *line, size_t size, size_t count, void *data) {
  const sb_curl_handlers *handlers = data;
  handlers->head(handlers->context, line, size * count);
  return size * count;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *data) {
  const sb_curl_handlers *handlers = data;
  size_t length = size * count;
  if (handlers->body(handlers->context, bytes, length)) return length;
  return length == 0 ? 1 : 0;  // any number but the true one ends the transfer
}

static int take_progress(void *data, curl_off_t wanted, curl_off_t received, curl_off_t to_send, curl_off_t sent) {
  (void)wanted, (void)received, (void)to_send, (void)sent;
  const sb_curl_handlers *handlers = data;
  return handlers->goes_on(handlers->context) ? 0 : 1;
}

// --- options -----------------------------------------------------------------------------------------------------

static CURLcode set_schemes(CURL *curl, bool allows_http) {
#if LIBCURL_VERSION_NUM >= 0x075500
  const char *schemes = allows_http ? "http,https" : "https";
  CURLcode result = curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, schemes);
  return result != CURLE_OK ? result : curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, schemes);
#else
  long schemes = allows_http ? CURLPROTO_HTTP | CURLPROTO_HTTPS : CURLPROTO_HTTPS;
  CURLcode result = curl_easy_setopt(curl, CURLOPT_PROTOCOLS, schemes);
  return result != CURLE_OK ? result : curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS, schemes);
#endif
}

static CURLcode set_options(CURL *curl, const sb_curl_request *request, const sb_curl_handlers *handlers) {
  CURLcode result = set_schemes(curl, request->allows_http);
#define SET(option, value)                                                          \
  do {                                                                              \
    if (result == CURLE_OK) result = curl_easy_setopt(curl, CURLOPT_##option, value); \
  } while (0)
  SET(URL, request->url);
  SET(USERAGENT, request->user_agent);
  SET(FOLLOWLOCATION, 1L);
  SET(MAXREDIRS, most_redirects);
  SET(NOSIGNAL, 1L);  // other threads are running
  SET(CONNECTTIMEOUT, request->connect_seconds);
  SET(LOW_SPEED_LIMIT, request->stall_speed);
  SET(LOW_SPEED_TIME, request->stall_seconds);
  SET(TCP_KEEPALIVE, 1L);
  SET(SUPPRESS_CONNECT_HEADERS, 1L);  // what a proxy says is not what the server says
  SET(HEADERFUNCTION, take_head);
  SET(HEADERDATA, (void *)handlers);
  SET(WRITEFUNCTION, take_body);
  SET(WRITEDATA, (void *)handlers);
  SET(XFERINFOFUNCTION, take_progress);
  SET(XFERINFODATA, (void *)handlers);
  SET(NOPROGRESS, 0L);
  if (request->authorities != NULL) SET(CAINFO, request->authorities);
  char range[32];
  if (request->offset > 0) {
    // Not CURLOPT_RESUME_FROM: with it, a server that sends the whole file is an error.
    snprintf(range, sizeof range, "%" PRIu64 "-", request->offset);
    SET(RANGE, range);
  }
#undef SET
  // A wish: it is refused while a request that failed has left its buffer.
  (void)curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, 256L << 10);
  return result;
}

static sb_curl_outcome outcome_of(CURLcode code) {
  switch (code) {
    case CURLE_OK:
      return SB_CURL_COMPLETE;
    case CURLE_WRITE_ERROR:
    case CURLE_ABORTED_BY_CALLBACK:
      return SB_CURL_STOPPED;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return SB_CURL_CUT;
    case CURLE_OPERATION_TIMEDOUT:
      return SB_CURL_STALLED;
    case CURLE_TOO_MANY_REDIRECTS:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return SB_CURL_REDIRECTS;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CERTPROBLEM:
      return SB_CURL_INSECURE;
    case CURLE_URL_MALFORMAT:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
      return SB_CURL_INVALID;
    default:
      return SB_CURL_UNREACHABLE;
  }
}

sb_curl_answer sb_curl_get(sb_curl_session *session, const sb_curl_request *request, const sb_curl_handlers *handlers) {
  CURL *curl = (CURL *)session;
  char reason[CURL_ERROR_SIZE] = "";
  struct curl_slist *headers = NULL;
  curl_easy_reset(curl);  // keeps connections
  CURLcode code = set_options(curl, request, handlers);
  if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
  if (code == CURLE_OK && request->offset > 0 && request->validator != NULL) {
    char line[1024];
    int length = snprintf(line, sizeof line, "If-Range: %s", request->validator);
    if (length > 0 && (size_t)length < sizeof line) headers = curl_slist_append(NULL, line);
    code = headers == NULL ? CURLE_OUT_OF_MEMORY : curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  }
  if (code == CURLE_OK) code = curl_easy_perform(curl);

  sb_curl_answer answer = {.outcome = outcome_of(code)};
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  if (answer.outcome != SB_CURL_COMPLETE) {
    snprintf(answer.reason, sizeof answer.reason, "%s", reason[0] != '\0' ? reason : curl_easy_strerror(code));
  }
  // The buffers end with this call.
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
  curl_slist_free_all(headers);
  return answer;
}
