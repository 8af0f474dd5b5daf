#include "core/auth/echoed_signing.h"

namespace keyhole {

namespace {

/// A canonical request, taken apart again.
struct Canonical {
    QByteArray method, path, query;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray signedHeaders, payload;
};

std::optional<Canonical> readCanonical(QByteArrayView text)
{
    const QByteArrayList lines = text.toByteArray().split('\n');
    constexpr qsizetype kFewest = 6;
    if (lines.size() < kFewest)
        return std::nullopt;
    Canonical canonical{lines[0], lines[1], lines[2], {}, {}, {}};
    qsizetype at = 3;
    for (; at < lines.size() && !lines[at].isEmpty(); ++at) {
        const qsizetype colon = lines[at].indexOf(':', 1);
        if (colon > 0)
            canonical.headers.emplace_back(lines[at].first(colon), lines[at].mid(colon + 1));
    }
    canonical.signedHeaders = lines.value(at + 1);
    canonical.payload = lines.value(at + 2).trimmed();
    return canonical;
}

QByteArray decoded(QByteArray text)
{
    // Encoded twice in the path of every service but S3.
    return QByteArray::fromPercentEncoding(QByteArray::fromPercentEncoding(text.replace('+', "%20")));
}

/// The pairs of a query, decoded, in order.
QByteArrayList pairsOf(const QByteArray &query)
{
    QByteArrayList pairs;
    for (const QByteArray &each : query.split('&')) {
        const QByteArray pair = decoded(each);
        if (!pair.isEmpty())
            pairs += pair.contains('=') ? pair : pair + '=';
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

QString shown(const QByteArray &name, const QByteArray &value)
{
    // That a secret differs is enough.
    static constexpr QByteArrayView kSecret[] = {"token", "authorization", "cookie", "key", "credential", "secret", "signature"};
    const QByteArray lower = name.toLower();
    const bool secret = std::any_of(std::begin(kSecret), std::end(kSecret), [&](QByteArrayView each) { return lower.contains(each); });
    constexpr qsizetype kMost = 120;
    return secret ? QStringLiteral("another value") : QString::fromUtf8(value.first(std::min(value.size(), kMost)));
}

struct Comparison {
    SigningFaults faults;

    void differs(const QByteArray &where, const QByteArray &name, const QByteArray &sent, const QByteArray &seen, bool proven = true)
    {
        faults.push_back({SigningFault::Kind::OtherBytes, where, QString::fromUtf8(name) + QStringLiteral(": ") + shown(name, sent),
                          QStringLiteral("the server saw “%1”").arg(shown(name, seen)), proven});
    }
};

void compareQueries(Comparison &comparison, const QByteArray &ours, const QByteArray &theirs)
{
    QByteArrayList sent = pairsOf(ours), seen = pairsOf(theirs);
    sent.removeIf([&seen](const QByteArray &each) { return seen.removeOne(each); });
    const auto name = [](const QByteArray &pair) { return pair.first(pair.indexOf('=')); };
    for (const QByteArray &pair : sent) {
        const auto other = std::find_if(seen.cbegin(), seen.cend(), [&](const QByteArray &each) { return name(each) == name(pair); });
        comparison.differs("request.url", name(pair), pair.mid(name(pair).size() + 1),
                           other == seen.cend() ? QByteArray() : other->mid(name(*other).size() + 1));
        if (other != seen.cend())
            seen.erase(other);
    }
    for (const QByteArray &pair : seen)
        comparison.differs("request.url", name(pair), "absent", pair.mid(name(pair).size() + 1));
}

void compareHeaders(Comparison &comparison, const Canonical &ours, const Canonical &theirs)
{
    for (const auto &[name, seen] : theirs.headers) {
        const auto sent
            = std::find_if(ours.headers.begin(), ours.headers.end(), [&name = name](const auto &each) { return each.first == name; });
        if (sent == ours.headers.end() || sent->second == seen)
            continue;
        // Recordings keep neither of these as they went.
        const bool sure = name != "content-length" && !sent->second.isEmpty();
        comparison.differs(name == "host" ? QByteArray("request.url") : "request.headers." + name, name, sent->second, seen, sure);
    }
}

}

SigningFaults compareAwsEcho(const Request &request, const AwsSignature &signature, QByteArrayView canonicalRequest, BodyTrust trust)
{
    const auto theirs = readCanonical(canonicalRequest);
    const auto ours = readCanonical(awsCanonicalRequest(request, signature));
    Comparison comparison;
    if (!theirs || !ours)
        return comparison.faults;
    if (theirs->method != ours->method)
        comparison.differs("request.url", "method", ours->method, theirs->method);
    if (decoded(theirs->path) != decoded(ours->path))
        comparison.differs("request.url", "path", ours->path, theirs->path);
    compareQueries(comparison, ours->query, theirs->query);
    compareHeaders(comparison, *ours, *theirs);
    const bool hashed = theirs->payload.size() == 64 && ours->payload.size() == 64;
    if (hashed && theirs->payload != ours->payload)
        comparison.differs("request.body", "SHA-256 of the body", ours->payload, theirs->payload,
                           request.fields.contains("X-Amz-Content-Sha256") || isHashable(request, trust));
    return comparison.faults;
}

}
