#pragma once

#include "core/transport/route.h"

#include <curl/curl.h>
#include <memory>

namespace keyhole {

/// The lists that an easy handle points into; they must live as long as it does.
struct CurlLists {
    using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;
    List resolve{nullptr, &curl_slist_free_all}, connectTo{nullptr, &curl_slist_free_all};
};

/// Tells `easy` to make a connection along `route` and nothing more (CURLOPT_CONNECT_ONLY): name look-up, proxy, TLS.
/// The request itself is written by us: libcurl adds a Host to a request that has none, merges and reorders some fields, refuses odd
/// answers and hides the bytes of others, and an inspector must show all of them.
CurlLists applyRoute(CURL *easy, const Route &route);

}
