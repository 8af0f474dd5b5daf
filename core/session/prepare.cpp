#include "core/session/prepare.h"

#include "core/auth/authorization.h"
#include "core/cookies/acceptance.h"

namespace keyhole {

namespace {

bool hasScheme(QByteArrayView address)
{
    const qsizetype end = address.indexOf("://");
    return end > 0 && std::all_of(address.begin(), address.begin() + end, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
           });
}

/// Where the part that names the host ends, when it begins at `from`.
qsizetype endOfAuthority(QByteArrayView address, qsizetype from)
{
    const auto end = std::find_if(address.begin() + from, address.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    return end - address.begin();
}

/// http for this computer, https for everything else; told, since it is a guess.
QByteArray withScheme(const QByteArray &address, std::vector<Error> &warnings)
{
    if (hasScheme(address))
        return address;
    const QByteArray rest = address.startsWith("//") ? address.mid(2) : address;
    QByteArray host = rest.first(endOfAuthority(rest, 0));
    host = host.mid(host.lastIndexOf('@') + 1);
    if (const qsizetype colon = host.lastIndexOf(':'); colon >= 0 && !host.endsWith(']'))
        host.truncate(colon);
    const QByteArray scheme = isLoopback(host.toLower()) ? "http" : "https";
    warnings.push_back(
        {"The address has no scheme; " + QString::fromLatin1(scheme) + " is taken.", "address", "Write http:// or https:// before it."});
    return scheme + "://" + rest;
}

/// The user information of an address becomes Basic credentials where there are no others (RFC 3986, 3.2.1; RFC 7617), and is never sent.
void takeUserInfo(Url &url, RequestDraft &draft, std::vector<Error> &warnings)
{
    if (!url.userInfo)
        return;
    const QByteArray userInfo = *std::exchange(url.userInfo, std::nullopt);
    draft.address = url.toString();
    const bool typed = std::any_of(draft.fields.begin(), draft.fields.end(),
                                   [](const DraftRow &row) { return row.enabled && equalsIgnoringCase(row.name, "Authorization"); });
    std::vector<AuthDraft> together = draft.furtherAuth;
    together.push_back({AuthKind::Basic, {}, {}});
    if (draft.auth.kind != AuthKind::None || typed || refuseTogether(together)) {
        warnings.push_back(
            {"The user name in the address is not used: the request has its own credential.", "address", "Take it out of the address."});
        return;
    }
    const qsizetype colon = userInfo.indexOf(':');
    draft.auth.kind = AuthKind::Basic;
    draft.auth.user = QByteArray::fromPercentEncoding(colon < 0 ? userInfo : userInfo.first(colon));
    draft.auth.secret = Secret(colon < 0 ? QByteArray() : QByteArray::fromPercentEncoding(userInfo.mid(colon + 1)));
    warnings.push_back({"The user name and password in the address go as Basic credentials.", "address",
                        "Put them under Auth: an address is logged and shown in many places."});
}

Result<Url> readAddress(RequestDraft &draft, std::vector<Error> &warnings)
{
    draft.address = draft.address.trimmed();
    if (draft.address.isEmpty())
        return failure(Error{"There is no address.", "address", "Type one, such as https://api.example.com/v1/me."});
    for (const char c : draft.address) {
        if (c == '\r' || c == '\n' || c == '\0')
            return failure(Error{"The address has a line end or a NUL in it.", "address", "Take it out; it would begin another line."});
    }
    draft.address = encodeAddress(withScheme(draft.address, warnings));
    const qsizetype authority = draft.address.indexOf("://") + 3;
    if (draft.address.first(endOfAuthority(draft.address, authority)).contains("{{"))
        return failure(Error{"The host of the address is a variable without a value.", "address",
                             "Give the variable a value, or pick an environment."});
    auto url = Url::parse(draft.address);
    if (!url)
        return failure(Error{"The address cannot be read: " + url.error().message + '.',
                             QString("address, character %1").arg(url.error().offset + 1), "Compare it with https://host/path?query."});
    if (auto error = refuseAddress(*url))
        return failure(std::move(*error));
    return std::move(*url);
}

void addSecrets(const AuthDraft &auth, std::vector<QByteArray> &secrets)
{
    if (auth.kind == AuthKind::None)
        return;
    for (const Secret *secret : {&auth.secret, &auth.secondSecret, &auth.dpopKey}) {
        if (!secret->isEmpty())
            secrets.push_back(secret->reveal());
    }
}

}

QByteArray encodeAddress(const QByteArray &address)
{
    qsizetype end = 0;
    if (hasScheme(address))
        end = endOfAuthority(address, address.indexOf("://") + 3);
    else if (address.startsWith("//"))
        end = endOfAuthority(address, 2);
    QByteArray encoded = address.first(end);
    for (const char c : QByteArrayView(address).sliced(end)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte >= 0x7f)
            encoded += '%' + QByteArray(1, c).toHex().toUpper();
        else
            encoded += c;
    }
    return encoded;
}

std::optional<Error> refuseAddress(const Url &url)
{
    if (!equalsIgnoringCase(url.scheme, "http") && !equalsIgnoringCase(url.scheme, "https"))
        return Error{"Keyhole speaks http and https, not " + QString::fromUtf8(url.scheme) + '.', "address",
                     "Use an http or https address."};
    if (url.host.isEmpty())
        return Error{"The address has no host.", "address", "Write it as https://host/path."};
    // A host that is percent-encoded reads as one thing and means another.
    if (!url.host.startsWith('[') && url.host.contains('%'))
        return Error{"The host of the address is percent-encoded.", "address", "Write the host as it is."};
    return std::nullopt;
}

Result<PreparedDraft> prepare(const RequestDraft &draft, const Environment &environment)
{
    PreparedDraft prepared;
    prepared.draft = draft;
    Substitution substitution(environment);
    visitTexts(prepared.draft, [&](QByteArray &text, const TextPlace &place) {
        text = substituted(text, place, substitution);
        for (const QByteArray &name : substitution.takeUnresolved())
            prepared.unresolved.push_back({name, place});
    });
    auto url = readAddress(prepared.draft, prepared.warnings);
    if (!url)
        return failure(refuseUnresolved(prepared, environment.name).value_or(url.error()));
    prepared.url = std::move(*url);
    takeUserInfo(prepared.url, prepared.draft, prepared.warnings);
    prepared.secrets = substitution.secrets();
    for (const Variable *variable : substitution.bound())
        prepared.bound.push_back(*variable);
    addSecrets(prepared.draft.auth, prepared.secrets);
    for (const AuthDraft &further : prepared.draft.furtherAuth)
        addSecrets(further, prepared.secrets);
    if (const Secret &proxy = draft.transport.proxyPassword; !proxy.isEmpty())
        prepared.secrets.push_back(proxy.reveal());
    if (substitution.limitReached())
        prepared.warnings.push_back({"The variables lead too deep or are too long; the rest stays as it stands.", "environment",
                                     "Ten levels and 1 MB are the limit; look for a variable that names itself."});
    return prepared;
}

QString placesText(const std::vector<UnresolvedName> &unresolved)
{
    QStringList places;
    for (const UnresolvedName &each : unresolved)
        places.append(QStringLiteral("{{%1}} in %2").arg(QString::fromUtf8(each.name), placeText(each.place)));
    places.removeDuplicates();
    return places.join(QStringLiteral(", "));
}

std::optional<Error> refuseUnresolved(const PreparedDraft &prepared, const QString &environment)
{
    if (prepared.unresolved.empty())
        return std::nullopt;
    QStringList names;
    for (const UnresolvedName &each : prepared.unresolved)
        names.append(QString::fromUtf8(each.name));
    names.removeDuplicates();
    const QString what = names.size() == 1 ? QStringLiteral("The variable “%1” has no value, so nothing is sent.").arg(names.front())
                                           : QStringLiteral("%1 variables have no value, so nothing is sent.").arg(names.size());
    const QString where = environment.isEmpty() ? QStringLiteral("Choose an environment that has a value")
                                                : QStringLiteral("Give a value in the environment “%1”").arg(environment);
    return Error{what, placesText(prepared.unresolved), where + QStringLiteral(", or send the request as it stands.")};
}

}
