#include "core/formats/har_fault.h"

namespace keyhole {

namespace {

struct Named {
    const char *name;
    TransportFault fault;
};

constexpr Named kNames[] = {
    {"cancelled", TransportFault::Cancelled},
    {"name-unknown", TransportFault::NameUnknown},
    {"refused", TransportFault::Refused},
    {"unreachable", TransportFault::Unreachable},
    {"reset", TransportFault::Reset},
    {"timed-out", TransportFault::TimedOut},
    {"tls", TransportFault::Tls},
    {"proxy", TransportFault::Proxy},
    {"proxy-authentication", TransportFault::ProxyAuthentication},
    {"protocol", TransportFault::Protocol},
    {"too-large", TransportFault::TooLarge},
    {"bad-request", TransportFault::BadRequest},
    {"file-unreadable", TransportFault::FileUnreadable},
    {"offline", TransportFault::Offline},
    {"other", TransportFault::Other},
};

// The first that fits counts: "ERR_PROXY_CONNECTION_FAILED" is the proxy's.
constexpr Named kMarks[] = {
    {"NAME_NOT_RESOLVED", TransportFault::NameUnknown},
    {"UNKNOWN_HOST", TransportFault::NameUnknown},
    {"PROXY", TransportFault::Proxy},
    {"TUNNEL", TransportFault::Proxy},
    {"REFUSED", TransportFault::Refused},
    {"RESET", TransportFault::Reset},
    {"CONNECTION_CLOSED", TransportFault::Reset},
    {"EMPTY_RESPONSE", TransportFault::Reset},
    {"TIMED_OUT", TransportFault::TimedOut},
    {"TIMED OUT", TransportFault::TimedOut},
    {"EMPTY REPLY", TransportFault::Reset},
    {"TIMEOUT", TransportFault::TimedOut},
    {"CERT", TransportFault::Tls},
    {"SSL", TransportFault::Tls},
    {"UNREACHABLE", TransportFault::Unreachable},
    {"INTERNET_DISCONNECTED", TransportFault::Offline},
    {"OFFLINE", TransportFault::Offline},
    {"ABORTED", TransportFault::Cancelled},
    {"BLOCKED", TransportFault::Cancelled},
    {"CANCEL", TransportFault::Cancelled},
    {"PROTOCOL", TransportFault::Protocol},
};

}

QByteArray faultName(TransportFault fault)
{
    const auto found = std::find_if(std::begin(kNames), std::end(kNames), [fault](const Named &named) { return named.fault == fault; });
    return found == std::end(kNames) ? "other" : found->name;
}

std::optional<TransportFault> faultNamed(QByteArrayView name)
{
    const auto found
        = std::find_if(std::begin(kNames), std::end(kNames), [name](const Named &named) { return name == QByteArrayView(named.name); });
    return found == std::end(kNames) ? std::nullopt : std::optional(found->fault);
}

TransportFault faultFromWords(const QByteArray &words)
{
    const QByteArray upper = words.toUpper();
    const auto found
        = std::find_if(std::begin(kMarks), std::end(kMarks), [&upper](const Named &mark) { return upper.contains(mark.name); });
    return found == std::end(kMarks) ? TransportFault::Other : found->fault;
}

}
