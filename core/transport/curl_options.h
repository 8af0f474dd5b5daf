#pragma once

#include "core/transport/inward_guard.h"
#include "core/transport/route.h"

#include <curl/curl.h>
#include <memory>

namespace keyhole {

/// What an easy handle points into; it must live as long as that does.
struct CurlLists {
    using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;
    List resolve{nullptr, &curl_slist_free_all}, connectTo{nullptr, &curl_slist_free_all};
    std::unique_ptr<InwardGuard> guard = {};  ///< nothing: it may lead anywhere
};

/// Tells `easy` to make a connection along `route` and nothing more (CURLOPT_CONNECT_ONLY): name look-up, proxy, TLS.
/// The request itself is written by us: libcurl adds a Host to a request that has none, merges and reorders some fields, refuses odd
/// answers and hides the bytes of others, and an inspector must show all of them.
CurlLists applyRoute(CURL *easy, const Route &route);

}
