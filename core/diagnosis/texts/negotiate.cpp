#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr CauseTexts kTexts[] = {
    {"negotiate.connection-lost",
     "The steps of {scheme} went over more than one connection",
     "The steps of {scheme} went over more than one connection",
     "The steps of {scheme} may have gone over more than one connection",
     "**NTLM** knows a connection, not a request (RFC 4559, 6): each step must come over the one on which the server gave its challenge. "
     "It "
     "was closed, or something between keeps connections of its own.",
     "Keep the connection open between the steps, and let the proxy bind its connection to the client’s, or use Kerberos or a token.",
     {"show-timeline", "Show the connections"},
     {"explain", "Read about this"}},
};

}

std::span<const CauseTexts> negotiateTexts()
{
    return kTexts;
}

}
