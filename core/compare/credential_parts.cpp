#include "core/clock/offset.h"
#include "core/compare/exchange_pair.h"
#include "core/compare/token_parts.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/words.h"
#include "core/http/credentials.h"

namespace keyhole {

namespace {

using Weight = DifferenceWeight;
constexpr ComparedPart kPart = ComparedPart::Credential;

bool isAuthorization(const Field &field)
{
    return equalsIgnoringCase(field.name, "Authorization") || equalsIgnoringCase(field.name, "Proxy-Authorization");
}

QByteArray tokenIn(const Field &field)
{
    if (!isAuthorization(field))
        return field.value;
    const Credentials parts = splitCredentials(field.value);
    return parts.scheme.isEmpty() ? field.value : parts.rest;
}

QString valueOf(ExchangePair &pair, const Field &field)
{
    const QByteArray secret = tokenIn(field);
    return QString::fromUtf8(field.value.first(field.value.size() - secret.size())) + pair.secrets().mark(secret);
}

QString basicChange(const Field &left, const Field &right)
{
    const auto before = parseBasic(tokenIn(left)), after = parseBasic(tokenIn(right));
    if (!before || !after)
        return QStringLiteral("another credential");
    if (before->user != after->user)
        return before->password == after->password ? QStringLiteral("another user name, the same password")
                                                   : QStringLiteral("another user name and password");
    return QStringLiteral("another password of the same user");
}

/// What a signature has anew for each request. RFC 7616, 5849, 9421, Hawk, AWS.
bool isNewEachTime(const QByteArray &name)
{
    static constexpr QByteArrayView kNames[]
        = {"nonce", "cnonce",  "nc",      "response", "oauth_nonce", "oauth_timestamp", "oauth_signature", "signature", "ts", "mac",
           "hash",  "created", "expires", "bodyhash", "uri",         "opaque"};
    return std::any_of(std::begin(kNames), std::end(kNames), [&](QByteArrayView each) { return equalsIgnoringCase(name, each); });
}

/// The scope of an AWS credential begins with the key's id and the day.
QByteArray withoutDay(const QByteArray &name, const QByteArray &value)
{
    QByteArrayList parts = equalsIgnoringCase(name, "Credential") ? value.split('/') : QByteArrayList{value};
    if (parts.size() == 5)
        parts[1] = "*";
    return parts.join('/');
}

/// A signed request: the signature is another each time, so what it was made with is compared.
void compareSignatures(ExchangePair &pair, const QByteArray &where, const Credentials &left, const Credentials &right)
{
    const auto valuesOf = [](const Credentials &credentials) {
        NamedValues values;
        for (const AuthParameter &parameter : credentials.parameters)
            values.emplace_back(parameter.name, withoutDay(parameter.name, parameter.value));
        return values;
    };
    for (const NamedChange &change : compareNamed(valuesOf(left), valuesOf(right))) {
        ExchangeDifference item;
        item.part = kPart;
        item.where = where;
        item.name = quoted(change.name, 60);
        const bool hidden = isSecretNamed(change.name, change.right.value_or(change.left.value_or(QByteArray())))
            || equalsIgnoringCase(change.name, "mac") || equalsIgnoringCase(change.name, "response");
        const auto shown = [&](const std::optional<QByteArray> &value) {
            return !value ? QString() : hidden ? pair.secrets().mark(*value) : quoted(*value, 120);
        };
        item.left = shown(change.left);
        item.right = shown(change.right);
        item.says = QStringLiteral("“%1” of the credential %2").arg(item.name, wordsOf(change.kind()));
        const bool anew = isNewEachTime(change.name) && change.left && change.right;
        item.weight = anew ? Weight::Noise : Weight::Explains;
        item.why = anew ? QStringLiteral("each signed request has its own") : QString();
        item.rank = 90;
        pair.add(std::move(item));
    }
}

void addCredential(ExchangePair &pair, const Field &left, const Field &right, const QString &says, Weight weight, int rank,
                   const QString &why = {})
{
    ExchangeDifference item;
    item.part = kPart;
    item.where = "request.headers." + right.name;
    item.name = quoted(right.name, 60);
    item.left = valueOf(pair, left);
    item.right = valueOf(pair, right);
    item.says = says;
    item.weight = weight;
    item.rank = rank;
    item.why = why;
    pair.add(std::move(item));
}

void compareTokenFields(ExchangePair &pair, const Field &left, const Field &right)
{
    switch (compareTokenTexts(pair, kPart, "request.token.", tokenIn(left), tokenIn(right))) {
    case TokenChange::Unreadable:
        return addCredential(pair, left, right, isAuthorization(right) ? QStringLiteral("another token") : QStringLiteral("another value"),
                             Weight::Explains, 85);
    case TokenChange::Claims:
        return addCredential(pair, left, right, QStringLiteral("another token"), Weight::Explains, 60);
    case TokenChange::IssuedAnew:
        return addCredential(pair, left, right, QStringLiteral("another token with the same claims"), Weight::Explains, 45,
                             QStringLiteral("a token that was issued anew has another signature, which only its issuer's key can judge"));
    case TokenChange::None:
        return;
    }
}

void compareValues(ExchangePair &pair, const Field &left, const Field &right)
{
    const Credentials before = splitCredentials(left.value), after = splitCredentials(right.value);
    if (isAuthorization(right) && !equalsIgnoringCase(before.scheme, after.scheme))
        return addCredential(pair, left, right, QStringLiteral("another scheme"), Weight::Explains, 95);
    if (isAuthorization(right) && before.rest == after.rest)
        return addCredential(pair, left, right, QStringLiteral("the scheme is written in another way"), Weight::Explains, 70);
    if (!before.parameters.empty() && !after.parameters.empty())
        return compareSignatures(pair, "request.headers." + right.name, before, after);
    if (isAuthorization(right) && equalsIgnoringCase(after.scheme, "Basic"))
        return addCredential(pair, left, right, basicChange(left, right), Weight::Explains, 92);
    compareTokenFields(pair, left, right);
}

void compareField(ExchangePair &pair, const QByteArray &name)
{
    const Field *left = pair.left().request.fields.find(name), *right = pair.right().request.fields.find(name);
    if (left && right) {
        if (left->value == right->value)
            compareTokenLife(pair, kPart, "request.token.exp", tokenIn(*left), tokenIn(*right));
        else
            compareValues(pair, *left, *right);
        return;
    }
    const Field &only = left ? *left : *right;
    pair.addChanged(kPart, "request.headers." + only.name, left ? valueOf(pair, *left) : QString(),
                    right ? valueOf(pair, *right) : QString(),
                    right ? QStringLiteral("%1 is new").arg(quoted(only.name, 60))
                          : QStringLiteral("%1 is not sent any longer").arg(quoted(only.name, 60)),
                    Weight::Explains, 100);
}

/// Two of a field that should stand once.
void compareCounts(ExchangePair &pair, const QByteArray &name)
{
    const int left = pair.left().request.fields.count(name), right = pair.right().request.fields.count(name);
    if (left > 0 && right > 0 && left != right)
        pair.addChanged(kPart, "request.headers." + name, QString::number(left), QString::number(right),
                        QStringLiteral("%1 stands another number of times").arg(quoted(name, 60)), Weight::Explains, 94);
}

}

void compareCredentials(ExchangePair &pair)
{
    QByteArrayList seen;
    for (const Request *request : {&pair.right().request, &pair.left().request}) {
        for (const Field &field : request->fields) {
            const QByteArray name = field.name.toLower();
            // A DPoP proof is made anew for each request.
            if ((!isAuthorization(field) && (!isCredentialField(name) || name == "dpop")) || seen.contains(name))
                continue;
            seen += name;
            compareField(pair, field.name);
            compareCounts(pair, field.name);
        }
    }
}

}
