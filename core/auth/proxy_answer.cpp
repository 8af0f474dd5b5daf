#include "core/auth/proxy_answer.h"

#include "core/auth/digest_answer.h"
#include "core/http/credentials.h"

namespace keyhole {

namespace {

using Answer = std::optional<Result<ProxyAnswer>>;

std::vector<Challenge> proxyChallenges(const Response &response)
{
    std::vector<Challenge> challenges;
    for (const QByteArray &value : response.fields.values("Proxy-Authenticate")) {
        const auto read = readChallenges(value).challenges;
        challenges.insert(challenges.end(), read.begin(), read.end());
    }
    return challenges;
}

bool offers(const std::vector<Challenge> &challenges, const char *scheme)
{
    return std::any_of(challenges.begin(), challenges.end(), [scheme](const Challenge &each) { return each.is(scheme); });
}

/// Whether what was sent is refused for its age alone. RFC 7616, 3.3.
bool isStale(const Challenge &challenge, const QByteArray &sent)
{
    const QByteArray nonce = challenge.parameter("nonce").value_or(QByteArray());
    return equalsIgnoringCase(challenge.parameter("stale").value_or(QByteArray()), "true") && !sent.contains('"' + nonce + '"');
}

Answer answerDigest(const Hop &hop, const TransportOptions &options, const std::vector<Challenge> &challenges, const QByteArray &random)
{
    const auto challenge = chooseDigest(challenges, {});
    const auto sent = hop.request.fields.value("Proxy-Authorization");
    if (!challenge)
        return sent ? std::nullopt : Answer(failure(challenge.error()));
    if (sent && !isStale(*challenge, *sent))
        return std::nullopt;
    AuthDraft auth;
    auth.user = options.proxyUser;
    auth.secret = options.proxyPassword;
    const Url &url = hop.request.url;
    const QByteArray target = url.scheme + "://" + url.hostField() + url.requestTarget();
    const auto value = makeDigest(*challenge, auth, hop.request, {1, random.left(32), target});
    if (!value)
        return Answer(failure(value.error()));
    const QString algorithm = QString::fromUtf8(challenge->parameter("algorithm").value_or("MD5"));
    return ProxyAnswer{*value,
                       sent ? QString("407: the proxy's nonce was stale; answer with the new one")
                            : QString("407: answer to the Digest challenge of the proxy, with %1").arg(algorithm)};
}

}

std::optional<Result<ProxyAnswer>> answerProxy(const Hop &hop, const TransportOptions &options, const QByteArray &random)
{
    const bool asks = !hop.error && hop.response && hop.response->status == 407 && !hop.connection.proxy.isEmpty();
    const bool canGive = options.proxy == ProxyChoice::Custom && !options.proxyUser.isEmpty();
    if (!asks || !canGive || hop.request.url.scheme != "http")
        return std::nullopt;
    const std::vector<Challenge> challenges = proxyChallenges(*hop.response);
    const bool isBasic = options.proxyAuth == ProxyAuth::Basic;
    if (!isBasic && offers(challenges, "Digest"))
        return answerDigest(hop, options, challenges, random);
    const bool basic = options.proxyAuth == ProxyAuth::AsAsked && offers(challenges, "Basic");
    if (!basic || hop.request.fields.contains("Proxy-Authorization"))
        return std::nullopt;
    return ProxyAnswer{"Basic " + formatBasic(options.proxyUser, options.proxyPassword.reveal()),
                       QString("407: answer to the Basic challenge of the proxy")};
}

}
