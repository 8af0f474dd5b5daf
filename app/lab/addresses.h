#pragma once

#include "app/lab/answer.h"
#include "app/lab/issuer.h"
#include "core/collection/request_draft.h"

#include <span>

namespace keyhole::lab {

/// What the addresses know of the lab that they stand in.
struct Site {
    QByteArray here, there;  ///< the two origins, "http://127.0.0.1:40123"
    int port = 0;
    const Issuer &issuer;
    Instant now{};

    /// An origin of another host name that the sample's own name table leads here: "http://shop.example:40123".
    QByteArray named(const QByteArray &host) const { return "http://" + host + ':' + QByteArray::number(port); }
};

/// An address of the lab, and the sample that asks for it. Addresses that a sample only passes through have no name.
struct Address {
    const char *path;
    Answer (*answer)(const Site &site, const Request &request);
    const char *folder = nullptr, *name = nullptr;
    const char *cause = "";  ///< id of the rule that must come first; empty for a step that another sample needs before it
    /// Completes the draft, which is a GET of the path.
    void (*ask)(const Site &site, RequestDraft &draft) = nullptr;
};

// One table a subject, in the order of the folders.
std::span<const Address> headerAddresses();
std::span<const Address> basicAddresses();
std::span<const Address> tokenAddresses();
std::span<const Address> clockAddresses();
std::span<const Address> cookieAddresses();
std::span<const Address> signedAddresses();
std::span<const Address> serverAddresses();
std::span<const Address> storyAddresses();
std::span<const Address> layerAddresses();

/// Every address; the first of a path answers.
std::vector<Address> allAddresses();

// For the samples.
void type(RequestDraft &draft, const QByteArray &name, const QByteArray &value);
/// The host's name leads to the lab, whatever the system's name servers say.
void askAt(const Site &site, RequestDraft &draft, const QByteArray &host);
/// Members that a sound token of the lab has: for an hour, for the orders, may read.
Claims soundClaims(const Site &site);
/// The claims with some replaced or added.
Claims with(Claims claims, const Claims &others);

}
