#include "core/auth/oauth1.h"

#include "core/http/credentials.h"

namespace keyhole {

namespace {

using Kind = SigningFault::Kind;

/// RFC 5849, 3.6: all but unreserved characters, in upper-case hex.
QByteArray encoded(const QByteArray &text)
{
    return text.toPercentEncoding();
}

bool isForm(const Request &request)
{
    const auto type = request.fields.value("Content-Type");
    return type && type->toLower().startsWith("application/x-www-form-urlencoded");
}

void take(OAuth1Signature &signature, const FormPair &pair, const QByteArray &where)
{
    if (!pair.name.startsWith("oauth_"))
        return;
    if (signature.where.isEmpty() || pair.name == "oauth_signature")
        signature.where = where;
    signature.parameters.push_back(pair);
}

/// The parameters of Authorization, percent-decoded ('+' stands for itself there); realm is none of them.
std::vector<FormPair> fieldParameters(const Request &request)
{
    std::vector<FormPair> pairs;
    const auto value = request.fields.value("Authorization");
    const Credentials credentials = value ? splitCredentials(*value) : Credentials();
    if (!equalsIgnoringCase(credentials.scheme, "OAuth"))
        return pairs;
    for (const AuthParameter &each : credentials.parameters) {
        if (!equalsIgnoringCase(each.name, "realm"))
            pairs.push_back({QByteArray::fromPercentEncoding(each.name), QByteArray::fromPercentEncoding(each.value)});
    }
    return pairs;
}

void addFault(OAuth1Signature &signature, Kind kind, const QByteArray &line, const QString &says, bool proven)
{
    signature.faults.push_back({kind, signature.where, QString::fromUtf8(line), says, proven});
}

void checkParts(OAuth1Signature &signature)
{
    static constexpr const char *kRequired[]
        = {"oauth_consumer_key", "oauth_signature_method", "oauth_signature", "oauth_timestamp", "oauth_nonce"};
    const bool plain = signature.method == "PLAINTEXT";
    for (const char *name : kRequired) {
        const bool optional = plain && (qstrcmp(name, "oauth_timestamp") == 0 || qstrcmp(name, "oauth_nonce") == 0);
        const auto count = std::count_if(signature.parameters.begin(), signature.parameters.end(),
                                         [name](const FormPair &each) { return each.name == name; });
        if (count == 0 && !optional)
            addFault(signature, Kind::Incomplete, name, QStringLiteral("absent; RFC 5849, 3.1 wants it"), true);
        if (count > 1)
            addFault(signature, Kind::OtherBytes, name, QStringLiteral("stands %1 times; RFC 5849, 3.1 allows one").arg(count), true);
    }
}

/// RFC 5849, 3.4.1.2: scheme and host in lower case, the port where it is not the scheme's own.
QByteArray baseAddress(const Url &url)
{
    const QByteArray path = url.path.isEmpty() ? QByteArray("/") : url.path;
    return url.origin().toString() + path;
}

using Pairs = std::vector<std::pair<QByteArray, QByteArray>>;

/// Every parameter that is signed, encoded and sorted. RFC 5849, 3.4.1.3.
Pairs signedPairs(const Request &request)
{
    std::vector<FormPair> all = fieldParameters(request);
    for (const FormPair &pair : parseForm(request.url.query.value_or(QByteArray())))
        all.push_back(pair);
    if (isForm(request)) {
        for (const FormPair &pair : parseForm(request.body))
            all.push_back(pair);
    }
    Pairs pairs;
    for (const FormPair &pair : all) {
        if (pair.name != "oauth_signature")
            pairs.emplace_back(encoded(pair.name), encoded(pair.value));
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

QByteArray joined(const Pairs &pairs)
{
    QByteArrayList parts;
    for (const auto &[name, value] : pairs)
        parts += name + '=' + value;
    return parts.join('&');
}

SigningFault difference(const QByteArray &where, const QByteArray &line, const QByteArray &seen)
{
    return {Kind::OtherBytes, where, QString::fromUtf8(line.first(std::min<qsizetype>(line.size(), 160))),
            seen.isEmpty()
                ? QStringLiteral("the server signs without it")
                : QStringLiteral("the server signs “%1”").arg(QString::fromUtf8(seen.first(std::min<qsizetype>(seen.size(), 160)))),
            true};
}

/// A parameter that one side has and the other has not. Their order is left out: it is the server's own.
void compareParameters(SigningFaults &faults, const Pairs &ours, const QByteArray &theirs)
{
    QByteArrayList rest = theirs.split('&');
    for (const auto &[name, value] : ours) {
        const QByteArray pair = name + '=' + value;
        if (rest.removeOne(pair))
            continue;
        const auto other
            = std::find_if(rest.cbegin(), rest.cend(), [&name = name](const QByteArray &each) { return each.startsWith(name + '='); });
        const bool secret = name == "oauth_token";
        faults.push_back(difference("request.url", secret ? name : pair,
                                    other == rest.cend() ? QByteArray()
                                        : secret         ? QByteArray("another token")
                                                         : *other));
        if (other != rest.cend())
            rest.erase(other);
    }
    for (const QByteArray &left : rest) {
        if (!left.isEmpty())
            faults.push_back(
                {Kind::OtherBytes, "request.url", QStringLiteral("not in the request"),
                 QStringLiteral("the server signs “%1”").arg(QString::fromUtf8(left.first(std::min<qsizetype>(left.size(), 160)))), true});
    }
}

}

QByteArray OAuth1Signature::value(QByteArrayView name) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(), [name](const FormPair &each) { return each.name == name; });
    return found == parameters.end() ? QByteArray() : found->value;
}

std::optional<OAuth1Signature> readOAuth1(const Request &request)
{
    OAuth1Signature signature;
    for (const FormPair &pair : fieldParameters(request))
        take(signature, pair, "request.headers.Authorization");
    for (const FormPair &pair : parseForm(request.url.query.value_or(QByteArray())))
        take(signature, pair, "request.query." + pair.name);
    if (isForm(request)) {
        for (const FormPair &pair : parseForm(request.body))
            take(signature, pair, "request.body." + pair.name);
    }
    signature.method = signature.value("oauth_signature_method");
    const bool isSigned = !signature.method.isEmpty() || !signature.value("oauth_signature").isEmpty();
    if (!isSigned)
        return std::nullopt;
    checkParts(signature);
    bool isNumber = false;
    signature.period.beginWritten = signature.value("oauth_timestamp");
    signature.period.where = signature.where;
    const qint64 seconds = signature.period.beginWritten.toLongLong(&isNumber);
    constexpr qint64 kMost = 100'000'000'000;
    if (isNumber && seconds > 0 && seconds < kMost)
        signature.period.begins = Instant(Seconds(seconds));
    return signature;
}

QByteArray oauth1BaseString(const Request &request)
{
    return request.method.toUpper() + '&' + encoded(baseAddress(request.url)) + '&' + encoded(joined(signedPairs(request)));
}

SigningFaults compareOAuth1Echo(const Request &request, QByteArrayView baseString)
{
    SigningFaults faults;
    const QByteArrayList parts = baseString.toByteArray().split('&');
    if (parts.size() != 3)
        return faults;
    const QByteArray address = QByteArray::fromPercentEncoding(parts[1]);
    if (parts[0] != request.method.toUpper())
        faults.push_back(difference("request.url", request.method, parts[0]));
    if (address != baseAddress(request.url))
        faults.push_back(difference("request.url", baseAddress(request.url), address));
    compareParameters(faults, signedPairs(request), QByteArray::fromPercentEncoding(parts[2]));
    return faults;
}

}
