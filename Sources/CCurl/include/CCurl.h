// SPDX-License-Identifier: MIT
//
// The one door to libcurl: fetches a file over HTTP or HTTPS, or the rest of one.
//
// libcurl sets its options through a variadic function, which Swift cannot call. Redirects are followed here, a few of
// them and to allowed schemes only. Proxies are taken from the usual environment variables: https_proxy, http_proxy,
// all_proxy, no_proxy.

#ifndef SHOEBOX_CCURL_H
#define SHOEBOX_CCURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Connections that are kept open from one request to the next. Used by one thread at a time.
typedef struct sb_curl_session sb_curl_session;

/// NULL if libcurl cannot run.
sb_curl_session *sb_curl_open(void);

void sb_curl_close(sb_curl_session *session);

typedef struct sb_curl_request {
  const char *url;           // http or https
  bool allows_http;          // also without encryption, here and in redirects; otherwise https alone
  uint64_t offset;           // the first byte that is wanted; 0: the whole file
  const char *validator;     // with an offset: the file counts as the same if it still has this ETag or date; or NULL
  const char *user_agent;    // who asks
  const char *authorities;   // a file of certificates to trust in place of the system's; or NULL
  long connect_seconds;      // how long a connection may take to come about
  long stall_seconds;        // how long less than `stall_speed` may arrive before the connection is given up
  long stall_speed;          // bytes a second
} sb_curl_request;

/// What is called while a file arrives, on the calling thread.
typedef struct sb_curl_handlers {
  void *context;
  /// A line of a response's head, with its end. A line that begins with "HTTP/" begins another response: redirects have
  /// heads too.
  void (*head)(void *context, const char *line, size_t length);
  /// Bytes of the last response's body. False ends the transfer.
  bool (*body)(void *context, const void *bytes, size_t count);
  /// Asked at least once a second. False ends the transfer.
  bool (*goes_on)(void *context);
} sb_curl_handlers;

typedef enum sb_curl_outcome {
  SB_CURL_COMPLETE,      // a whole response, whatever its status
  SB_CURL_STOPPED,       // a handler said so
  SB_CURL_UNREACHABLE,   // no connection: name, network, proxy
  SB_CURL_CUT,           // the connection ended too early
  SB_CURL_STALLED,       // too little arrived for too long
  SB_CURL_REDIRECTS,     // too many redirects, or to a scheme that is not allowed
  SB_CURL_INSECURE,      // the other side could not prove who it is
  SB_CURL_INVALID,       // the address is none, or the answer is no HTTP
} sb_curl_outcome;

typedef struct sb_curl_answer {
  sb_curl_outcome outcome;
  long status;         // of the last response; 0 if there was none
  char reason[256];    // what libcurl says about an outcome other than COMPLETE and STOPPED
} sb_curl_answer;

/// Fetches a file. Blocks until it is there or the transfer has failed.
sb_curl_answer sb_curl_get(sb_curl_session *session, const sb_curl_request *request, const sb_curl_handlers *handlers);

#endif
