#include "ui/response/secret_parts.h"

#include "core/diagnosis/report.h"
#include "core/http/field.h"
#include "core/secrets/secret.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

constexpr qsizetype kLongestShown = 8 << 10;
constexpr qsizetype kShortestSought = 4;  // shorter values would be found by chance all over the bytes

bool isOneOf(QByteArrayView name, std::initializer_list<QByteArrayView> names)
{
    return std::any_of(names.begin(), names.end(), [name](QByteArrayView each) { return equalsIgnoringCase(name, each); });
}

bool isNamedAsKey(QByteArrayView name)
{
    const QByteArray lower = name.toByteArray().toLower();
    const auto has = [&](const char *part) { return lower.contains(part); };
    return lower == "dpop" || has("api-key") || has("apikey") || has("api_key") || has("access-token") || has("access_token")
        || has("auth-token") || has("auth_token") || has("secret") || has("password") || lower == "token" || lower == "key"
        || has("x-amz-security-token") || lower == "id_token" || lower == "refresh_token" || lower == "sig" || lower == "signature"
        || has("x-csrf-token");
}

/// "Bearer abc": all behind the first word; a single word whole.
SecretStretch afterScheme(QByteArrayView value)
{
    const qsizetype blank = value.indexOf(' ');
    const qsizetype from = blank < 0 ? 0 : blank + 1;
    return {from, value.size() - from};
}

std::vector<SecretStretch> cookieValues(QByteArrayView value)
{
    std::vector<SecretStretch> parts;
    for (qsizetype from = 0; from < value.size();) {
        const qsizetype semicolon = value.indexOf(';', from);
        const qsizetype end = semicolon < 0 ? value.size() : semicolon;
        const qsizetype equals = value.first(end).indexOf('=', from);
        const qsizetype begin = equals < 0 ? from : equals + 1;
        if (end > begin)
            parts.push_back({begin, end - begin});
        from = end + 1;
    }
    return parts;
}

QByteArray maskedValue(QByteArrayView value, const std::vector<SecretStretch> &parts)
{
    QByteArray masked = value.toByteArray();
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        masked.replace(part->from, part->length, Secret::mask(value.sliced(part->from, part->length)).toUtf8());
    return masked;
}

/// Both sides of the mark: what is in the bytes may differ from the value in white space only, so the secrets are looked for one by one.
void maskEach(QByteArray &bytes, QByteArrayView value, const std::vector<SecretStretch> &parts)
{
    for (const SecretStretch &part : parts) {
        const QByteArray secret = value.sliced(part.from, part.length).toByteArray();
        if (secret.size() >= kShortestSought)
            bytes.replace(secret, Secret::mask(secret).toUtf8());
    }
}

std::vector<SecretStretch> queryValues(QByteArrayView query)
{
    std::vector<SecretStretch> parts;
    for (qsizetype from = 0; from < query.size();) {
        const qsizetype ampersand = query.indexOf('&', from);
        const qsizetype end = ampersand < 0 ? query.size() : ampersand;
        const qsizetype equals = query.first(end).indexOf('=', from);
        if (equals >= 0 && isNamedAsKey(query.sliced(from, equals - from)))
            parts.push_back({equals + 1, end - equals - 1});
        from = end + 1;
    }
    return parts;
}

}

std::vector<SecretStretch> secretParts(QByteArrayView name, QByteArrayView value, FieldOrigin origin)
{
    if (value.isEmpty())
        return {};
    if (isOneOf(name, {"Authorization", "Proxy-Authorization"}))
        return {afterScheme(value)};
    if (equalsIgnoringCase(name, "Cookie"))
        return cookieValues(value);
    if (equalsIgnoringCase(name, "Set-Cookie")) {
        const auto values = cookieValues(value.first(value.indexOf(';') < 0 ? value.size() : value.indexOf(';')));
        return values;
    }
    if (origin == FieldOrigin::Auth || isNamedAsKey(name))
        return {{0, value.size()}};
    return {};
}

QString shownValue(const Field &field, FieldOrigin origin)
{
    const QByteArray masked = maskedValue(field.value, secretParts(field.name, field.value, origin));
    QString shown = visibleText(QString::fromUtf8(masked.left(kLongestShown)));
    if (masked.size() > kLongestShown)
        shown += QCoreApplication::translate("keyhole::shownValue", " … (8 KB of %1 KB)").arg(masked.size() >> 10);
    return shown;
}

QByteArray maskedBytes(QByteArray bytes, const FieldList &fields, const Request *request)
{
    for (int i = 0; i < fields.size(); ++i) {
        const Field &field = fields.at(i);
        const FieldOrigin origin = request ? request->originOf(i) : FieldOrigin::Recorded;
        maskEach(bytes, field.value, secretParts(field.name, field.value, origin));
    }
    if (request && request->url.query)
        maskEach(bytes, *request->url.query, queryValues(*request->url.query));
    return bytes;
}

}
