#include "core/auth/digest.h"

#include "core/auth/hashing.h"
#include "core/http/credentials.h"

namespace keyhole {

namespace {

using Kind = SigningFault::Kind;

SigningFault fault(const DigestCredential &credential, Kind kind, const QByteArray &line, const QString &says, bool proven)
{
    constexpr qsizetype kMost = 160;
    return {kind, credential.where, QString::fromUtf8(line.first(std::min(line.size(), kMost))), says, proven};
}

constexpr qsizetype kHexOfMd5 = 32, kHexOfSha256 = 64;

/// "MD5" where none is named; without "-sess".
QByteArray hashName(const QByteArray &algorithm)
{
    QByteArray name = algorithm.isEmpty() ? QByteArray("MD5") : algorithm.toUpper();
    if (name.endsWith("-SESS"))
        name.chop(5);
    return name;
}

qsizetype digitsOf(HashAlgorithm algorithm)
{
    return algorithm == HashAlgorithm::Md5 ? kHexOfMd5 : kHexOfSha256;
}

/// Path and query of an address in whatever form; a proxy's client may write it absolute.
QByteArray targetOf(const QByteArray &uri)
{
    if (!uri.contains("://"))
        return uri;
    const auto url = Url::parse(uri);
    return url ? url->requestTarget() : uri;
}

void checkTarget(DigestCredential &credential, const Request &request)
{
    const auto uri = credential.value("uri");
    if (!uri || uri->isEmpty())
        return;
    const QByteArray asked = request.url.requestTarget();
    if (targetOf(*uri) == asked || *uri == "*")
        return;
    const bool encodingOnly = QByteArray::fromPercentEncoding(targetOf(*uri)) == QByteArray::fromPercentEncoding(asked);
    credential.faults.push_back(
        fault(credential, Kind::OtherBytes, "uri=\"" + *uri + '"',
              QStringLiteral("the request asks for %1").arg(QString::fromUtf8(asked.first(std::min<qsizetype>(asked.size(), 120)))),
              !encodingOnly));
}

void checkParts(DigestCredential &credential)
{
    const auto missing = [&](const char *name) {
        const auto value = credential.value(name);
        if (!value || value->isEmpty())
            credential.faults.push_back(fault(credential, Kind::Incomplete, name, QStringLiteral("absent; RFC 7616, 3.4 wants it"), true));
    };
    for (const char *name : {"realm", "nonce", "uri", "response"}) {
        // An empty realm is one.
        if (qstrcmp(name, "realm") != 0 || !credential.value(name))
            missing(name);
    }
    if (!credential.value("username") && !credential.value("username*"))
        missing("username");
    if (credential.value("qop")) {
        missing("cnonce");
        if (!nonceCount(credential))
            credential.faults.push_back(fault(credential, Kind::Incomplete, "nc=" + credential.value("nc").value_or(QByteArray()),
                                              QStringLiteral("not the eight hex digits of RFC 7616, 3.4"), true));
    }
    const auto hash = digestAlgorithm(credential.value("algorithm").value_or(QByteArray()));
    const auto response = credential.value("response");
    const qsizetype digits = hash ? digitsOf(*hash) : 0;
    if (hash && response && !response->isEmpty() && response->size() != digits)
        credential.faults.push_back(
            fault(credential, Kind::OtherBytes, "response",
                  QStringLiteral("%1 digits; %2 has %3")
                      .arg(QString::number(response->size()),
                           QString::fromLatin1(hashName(credential.value("algorithm").value_or(QByteArray()))), QString::number(digits)),
                  true));
}

/// RFC 7616, 3.4.4: with userhash=true the user name goes as hash(name:realm), which is as long as the algorithm's digest.
void checkUserHash(DigestCredential &credential)
{
    const QByteArray flag = credential.value("userhash").value_or(QByteArray()).toLower();
    const auto hash = digestAlgorithm(credential.value("algorithm").value_or(QByteArray()));
    const QByteArray user = credential.value("username").value_or(QByteArray());
    const bool isHash = hash && user.size() == digitsOf(*hash)
        && std::all_of(user.begin(), user.end(), [](char c) { return isxdigit(static_cast<unsigned char>(c)); });
    if (flag != "true" || !hash)
        return;
    if (credential.value("username*"))
        credential.faults.push_back(
            fault(credential, Kind::OtherBytes, "username*", QStringLiteral("not with userhash=true; RFC 7616, 3.4 wants username"), true));
    else if (!isHash)
        credential.faults.push_back(fault(credential, Kind::OtherBytes, "userhash=true",
                                          QStringLiteral("the user name is not the hash of name and realm that it announces"), true));
}

/// Values of one parameter over the challenges, those that have it.
std::vector<QByteArray> offered(const std::vector<Challenge> &challenges, QByteArrayView name)
{
    std::vector<QByteArray> values;
    for (const Challenge &each : challenges) {
        if (const auto value = each.is("Digest") ? each.parameter(name) : std::nullopt)
            values.push_back(*value);
    }
    return values;
}

bool has(const std::vector<QByteArray> &values, const QByteArray &value)
{
    return std::find(values.begin(), values.end(), value) != values.end();
}

QString quotedList(const std::vector<QByteArray> &values)
{
    QStringList shown;
    for (const QByteArray &each : values)
        shown += QStringLiteral("“%1”").arg(QString::fromUtf8(each.first(std::min<qsizetype>(each.size(), 60))));
    return shown.join(QStringLiteral(", "));
}

void compareAlgorithm(SigningFaults &faults, const DigestCredential &credential, const std::vector<Challenge> &challenges)
{
    std::vector<QByteArray> names;
    for (const Challenge &each : challenges) {
        if (each.is("Digest"))
            names.push_back(each.parameter("algorithm").value_or("MD5").toUpper());
    }
    const QByteArray used = credential.value("algorithm").value_or("MD5").toUpper();
    if (!names.empty() && !has(names, used))
        faults.push_back(
            fault(credential, Kind::OtherBytes, "algorithm=" + used, QStringLiteral("offered: %1").arg(quotedList(names)), true));
}

void compareQop(SigningFaults &faults, const DigestCredential &credential, const std::vector<Challenge> &challenges)
{
    std::vector<QByteArray> options;
    for (const QByteArray &each : offered(challenges, "qop")) {
        for (const QByteArray &option : each.toLower().split(','))
            options.push_back(option.trimmed());
    }
    const auto used = credential.value("qop");
    if (used && !options.empty() && !has(options, used->toLower()))
        faults.push_back(fault(credential, Kind::OtherBytes, "qop=" + *used, QStringLiteral("offered: %1").arg(quotedList(options)), true));
    else if (!used && !options.empty())
        faults.push_back(fault(credential, Kind::Incomplete, "no qop",
                               QStringLiteral("offered: %1; RFC 7616, 3.4 wants one chosen").arg(quotedList(options)), false));
    else if (used && options.empty())
        faults.push_back(fault(credential, Kind::OtherBytes, "qop=" + *used, QStringLiteral("the challenge offers none"), false));
}

}

std::optional<QByteArray> DigestCredential::value(QByteArrayView name) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [name](const AuthParameter &each) { return equalsIgnoringCase(each.name, name); });
    return found == parameters.end() ? std::nullopt : std::optional(found->value);
}

std::optional<DigestCredential> readDigest(const Request &request)
{
    const Field *field = request.fields.find("Authorization");
    Credentials credentials = field ? splitCredentials(field->value) : Credentials();
    if (!equalsIgnoringCase(credentials.scheme, "Digest"))
        return std::nullopt;
    DigestCredential credential{"request.headers." + field->name, std::move(credentials.parameters), {}};
    checkParts(credential);
    checkUserHash(credential);
    checkTarget(credential, request);
    return credential;
}

SigningFaults compareDigest(const DigestCredential &credential, const std::vector<Challenge> &challenges, bool issued)
{
    SigningFaults faults;
    if (std::none_of(challenges.begin(), challenges.end(), [](const Challenge &each) { return each.is("Digest"); }))
        return faults;
    const auto realms = offered(challenges, "realm");
    const auto realm = credential.value("realm");
    if (realm && !realms.empty() && !has(realms, *realm))
        faults.push_back(fault(credential, Kind::OtherBytes, "realm=\"" + *realm + '"',
                               QStringLiteral("the challenge says %1").arg(quotedList(realms)), true));
    compareAlgorithm(faults, credential, challenges);
    compareQop(faults, credential, challenges);
    if (credential.value("userhash").value_or(QByteArray()).toLower() == "true" && !has(offered(challenges, "userhash"), "true"))
        faults.push_back(fault(credential, Kind::OtherBytes, "userhash=true", QStringLiteral("the challenge offers none"), true));
    if (!issued)
        return faults;
    const auto nonces = offered(challenges, "nonce");
    if (const auto nonce = credential.value("nonce"); nonce && !nonces.empty() && !has(nonces, *nonce))
        faults.push_back(fault(credential, Kind::OtherBytes, "nonce=\"" + *nonce + '"',
                               QStringLiteral("the challenge before gave %1").arg(quotedList(nonces)), false));
    const auto opaques = offered(challenges, "opaque");
    const auto opaque = credential.value("opaque");
    if (!opaques.empty() && (!opaque || !has(opaques, *opaque)))
        faults.push_back(fault(credential, Kind::Incomplete, opaque ? "opaque=\"" + *opaque + '"' : QByteArray("no opaque"),
                               QStringLiteral("RFC 7616, 3.4 wants it returned as it came"), true));
    return faults;
}

std::optional<qint64> nonceCount(const DigestCredential &credential)
{
    const auto written = credential.value("nc");
    constexpr qsizetype kDigits = 8;
    bool isNumber = false;
    const qint64 count = written && written->size() == kDigits ? written->toLongLong(&isNumber, 16) : 0;
    return isNumber ? std::optional(count) : std::nullopt;
}

std::optional<HashAlgorithm> digestAlgorithm(const QByteArray &name)
{
    const QByteArray hash = hashName(name);
    if (hash == "MD5")
        return HashAlgorithm::Md5;
    if (hash == "SHA-256")
        return HashAlgorithm::Sha256;
    if (hash == "SHA-512-256")
        return HashAlgorithm::Sha512_256;
    return std::nullopt;
}

QByteArray digestResponse(const DigestCredential &credential, QByteArrayView method, QByteArrayView user, QByteArrayView password,
                          QByteArrayView contentHash)
{
    const auto value = [&](const char *name) { return credential.value(name).value_or(QByteArray()); };
    const auto algorithm = digestAlgorithm(value("algorithm"));
    if (!algorithm)
        return {};
    const auto hash = [&](const QByteArray &text) { return hashOf(*algorithm, text).toHex(); };
    QByteArray first = hash(user.toByteArray() + ':' + value("realm") + ':' + password.toByteArray());
    if (value("algorithm").toLower().endsWith("-sess"))
        first = hash(first + ':' + value("nonce") + ':' + value("cnonce"));
    const bool withContent = value("qop").toLower() == "auth-int";
    const QByteArray second
        = hash(method.toByteArray() + ':' + value("uri") + (withContent ? ':' + contentHash.toByteArray() : QByteArray()));
    if (value("qop").isEmpty())
        return hash(first + ':' + value("nonce") + ':' + second);
    return hash(first + ':' + value("nonce") + ':' + value("nc") + ':' + value("cnonce") + ':' + value("qop") + ':' + second);
}

}
