#include "core/auth/auth_memory.h"

#include "core/auth/digest.h"
#include "core/http/credentials.h"

namespace keyhole {

namespace {

constexpr size_t kMostServers = 200;
constexpr size_t kMostNonces = 100;

void setParameter(Challenge &challenge, const char *name, const QByteArray &value)
{
    for (AuthParameter &each : challenge.parameters) {
        if (equalsIgnoringCase(each.name, name))
            each.value = value;
    }
}

/// RFC 7616, 3.5.
QByteArray nextNonce(const Response &response)
{
    const auto info = response.fields.value("Authentication-Info");
    if (!info)
        return {};
    const auto parsed = readChallenges("Digest " + *info);
    return parsed.challenges.empty() ? QByteArray() : parsed.challenges.front().parameter("nextnonce").value_or(QByteArray());
}

/// The characters of the Basic credentials of a request; Ascii when there are none.
TextCoding basicCoding(const Request &request)
{
    const Credentials credentials = splitCredentials(request.fields.value("Authorization").value_or(QByteArray()));
    if (!equalsIgnoringCase(credentials.scheme, "Basic"))
        return TextCoding::Ascii;
    const auto basic = parseBasic(credentials.rest);
    return basic ? basic->coding : TextCoding::Ascii;
}

bool asksForUtf8(const std::vector<Challenge> &challenges)
{
    return std::any_of(challenges.begin(), challenges.end(), [](const Challenge &each) {
        return each.is("Basic") && equalsIgnoringCase(each.parameter("charset").value_or(QByteArray()), "UTF-8");
    });
}

}

std::vector<Challenge> challengesOf(const Response &response)
{
    std::vector<Challenge> challenges;
    for (const QByteArray &value : response.fields.values("WWW-Authenticate")) {
        for (Challenge &each : readChallenges(value).challenges)
            challenges.push_back(std::move(each));
    }
    return challenges;
}

void AuthMemory::noteSent(const Request &request)
{
    const auto digest = readDigest(request);
    const auto nonce = digest ? digest->value("nonce") : std::nullopt;
    if (!nonce)
        return;
    auto &uses = serverOf(request.url.origin()).uses;
    if (uses.size() >= kMostNonces && !uses.contains(*nonce))
        uses.erase(uses.begin());
    quint32 &count = uses[*nonce];
    count = std::max(count, quint32(nonceCount(*digest).value_or(0)));
}

void AuthMemory::take(const Hop &hop)
{
    if (!hop.response || !hop.request.url.origin().isValid())
        return;
    Server &server = serverOf(hop.request.url.origin());
    if (const auto nonce = hop.response->fields.value("DPoP-Nonce"); nonce && !nonce->isEmpty())
        server.dpopNonce = *nonce;
    if (const QByteArray next = nextNonce(*hop.response); !next.isEmpty()) {
        for (Challenge &each : server.digest)
            setParameter(each, "nonce", next);
    }
    if (hop.response->status != 401)
        return;
    std::vector<Challenge> challenges = challengesOf(*hop.response);
    const bool basic = std::any_of(challenges.begin(), challenges.end(), [](const Challenge &each) { return each.is("Basic"); });
    if (const TextCoding coding = basicCoding(hop.request); basic && coding != TextCoding::Ascii)
        server.latin1 = coding == TextCoding::Utf8 && !asksForUtf8(challenges);
    std::erase_if(challenges, [](const Challenge &each) { return !each.is("Digest"); });
    if (!challenges.empty())
        server.digest = std::move(challenges);
}

std::vector<Challenge> AuthMemory::digestChallenges(const Origin &origin) const
{
    const Server *server = find(origin);
    return server ? server->digest : std::vector<Challenge>();
}

quint32 AuthMemory::uses(const Origin &origin, const QByteArray &nonce) const
{
    const Server *server = find(origin);
    const auto found = server ? server->uses.find(nonce) : decltype(server->uses.find(nonce))();
    return server && found != server->uses.end() ? found->second : 0;
}

QByteArray AuthMemory::dpopNonce(const Origin &origin) const
{
    const Server *server = find(origin);
    return server ? server->dpopNonce : QByteArray();
}

bool AuthMemory::wantsLatin1(const Origin &origin) const
{
    const Server *server = find(origin);
    return server && server->latin1;
}

AuthMemory::Server &AuthMemory::serverOf(const Origin &origin)
{
    const QByteArray key = origin.toString();
    if (m_servers.size() >= kMostServers && !m_servers.contains(key))
        m_servers.erase(m_servers.begin());
    return m_servers[key];
}

const AuthMemory::Server *AuthMemory::find(const Origin &origin) const
{
    const auto found = m_servers.find(origin.toString());
    return found == m_servers.end() ? nullptr : &found->second;
}

}
