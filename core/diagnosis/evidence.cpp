#include "core/diagnosis/evidence.h"

#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/words.h"
#include "core/http/form.h"
#include "core/secrets/secret.h"

namespace keyhole {

namespace {

/// Characters of which keys, tokens and encoded credentials are made.
bool isSecretCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' || c == '/'
        || c == '=' || c == '.' || c == '~' || c == '%';
}

Evidence line(const QByteArray &where, const QString &prefix, const QString &value, const QString &says, const QString &mark)
{
    Evidence evidence;
    evidence.where = where;
    evidence.text = prefix + value;
    evidence.says = says;
    const qsizetype found = mark.isEmpty() ? -1 : evidence.text.indexOf(mark);
    evidence.markFrom = found < 0 ? prefix.size() : found;
    evidence.markLength = found < 0 ? value.size() : mark.size();
    return evidence;
}

bool isSecretField(QByteArrayView name)
{
    return equalsIgnoringCase(name, "Authorization") || equalsIgnoringCase(name, "Proxy-Authorization") || isCredentialField(name);
}

QString maskedCookieField(QByteArrayView value)
{
    QStringList shown;
    for (const CookiePair &pair : parseCookieField(value).pairs)
        shown += QString::fromUtf8(pair.name) + QLatin1Char('=') + QString(8, QChar(0x2022));
    return shown.join(QStringLiteral("; "));
}

QString shownValue(const Field &field)
{
    if (equalsIgnoringCase(field.name, "Cookie"))
        return maskedCookieField(field.value);
    if (equalsIgnoringCase(field.name, "Set-Cookie"))
        return maskedSetCookie(field.value);
    return isSecretField(field.name) ? maskedCredential(field.value) : quoted(field.value);
}

Evidence tokenMember(const Facts &facts, const std::optional<JsonValue> &part, QByteArrayView name, const QString &says)
{
    const JsonValue *value = part ? part->find(name) : nullptr;
    const QString shown = value ? quoted(toJson(*value), 120) : QStringLiteral("(absent)");
    const QByteArray where = "request.token." + name.toByteArray();
    Q_UNUSED(facts);
    return line(where, QLatin1Char('"') + QString::fromUtf8(name) + QStringLiteral("\": "), shown, says, {});
}

}

bool isPublicWord(QByteArrayView word)
{
    static constexpr QByteArrayView kWords[]
        = {"Bearer", "Basic",     "Digest",    "Token",        "JWT",     "Bot",          "ApiKey",
           "DPoP",   "Negotiate", "NTLM",      "OAuth",        "Hawk",    "Signature",    "AWS4-HMAC-SHA256",
           "HMAC",   "Key",       "undefined", "null",         "None",    "nil",          "object",
           "Object", "token",     "TOKEN",     "YOUR_API_KEY", "API_KEY", "ACCESS_TOKEN", "access_token"};
    const bool unfilled = (word.startsWith("{{") && word.endsWith("}}")) || (word.startsWith("${") && word.endsWith('}'))
        || (word.startsWith('<') && word.endsWith('>'));
    return unfilled || std::any_of(std::begin(kWords), std::end(kWords), [word](QByteArrayView each) {
               return word == each || equalsIgnoringCase(word, each);
           });
}

QString maskedCredential(QByteArrayView value)
{
    // The end of a Basic credential is the end of its password.
    if (value.size() > 6 && equalsIgnoringCase(value.first(6), "Basic "))
        return QString::fromLatin1(value.first(6)) + Secret::mask({});
    QString shown;
    for (qsizetype i = 0; i < value.size();) {
        qsizetype end = i;
        while (end < value.size() && isSecretCharacter(value[end]))
            ++end;
        const QByteArrayView run = value.sliced(i, end - i);
        constexpr qsizetype kShortestSecret = 5;
        if (run.isEmpty())
            shown += quoted(value.sliced(i, 1)), end = i + 1;
        else if (run.size() < kShortestSecret || isPublicWord(run))
            shown += QString::fromLatin1(run);
        else
            shown += Secret::mask(run);
        i = end;
    }
    return shown;
}

QString maskedAddress(const Url &url)
{
    Url shown = url;
    if (shown.userInfo)
        shown.userInfo = QByteArray("…");
    if (url.query) {
        QByteArray query = *url.query;
        const auto pairs = parseForm(*url.query);
        for (auto pair = pairs.rbegin(); pair != pairs.rend(); ++pair) {
            const qsizetype equals = url.query->indexOf('=', pair->offset);
            if (isCredentialParameter(pair->name, pair->value) && equals >= 0 && equals < pair->offset + pair->length)
                query.replace(equals + 1, pair->offset + pair->length - equals - 1, QString(8, QChar(0x2022)).toUtf8());
        }
        shown.query = query;
    }
    return quoted(shown.toString(), 400);
}

QString maskedSetCookie(QByteArrayView value)
{
    const qsizetype end = value.indexOf(';') < 0 ? value.size() : value.indexOf(';');
    const qsizetype equals = value.first(end).indexOf('=');
    const QString name = quoted(equals < 0 ? value.first(end) : value.first(equals));
    return name + QLatin1Char('=') + QString(8, QChar(0x2022)) + quoted(value.sliced(end), 300);
}

Evidence requestField(const Field &field, const QString &says, const QString &mark)
{
    return line("request.headers." + field.name, QString::fromUtf8(field.name) + QStringLiteral(": "), shownValue(field), says, mark);
}

Evidence responseField(const Facts &facts, QByteArrayView name, const QString &says, const QString &mark)
{
    const Field *field = facts.response ? facts.response->fields.find(name) : nullptr;
    if (!field)
        return absent("response.headers." + name.toByteArray(), QStringLiteral("no ") + QString::fromUtf8(name), says);
    // A challenge is no credential, though a request that carries a field of this name may mean one.
    const bool isChallenge = equalsIgnoringCase(name, "WWW-Authenticate") || equalsIgnoringCase(name, "Proxy-Authenticate");
    const QString shown = isChallenge ? quoted(field->value, 400) : shownValue(*field);
    return line("response.headers." + field->name, QString::fromUtf8(field->name) + QStringLiteral(": "), shown, says, mark);
}

Evidence claim(const Facts &facts, QByteArrayView name, const QString &says)
{
    return tokenMember(facts, facts.token() ? facts.token()->payload : std::nullopt, name, says);
}

Evidence tokenHeader(const Facts &facts, QByteArrayView name, const QString &says)
{
    return tokenMember(facts, facts.token() ? facts.token()->header : std::nullopt, name, says);
}

Evidence requestLine(const Facts &facts, const QString &says, const QString &mark)
{
    return line("request.url", QString::fromUtf8(facts.request.method) + QLatin1Char(' '), maskedAddress(facts.request.url), says, mark);
}

Evidence statusLine(const Facts &facts, const QString &says)
{
    const QString text
        = QString::number(facts.status) + QLatin1Char(' ') + (facts.response ? quoted(facts.response->reason, 60) : QString());
    return line("response.status", {}, text.trimmed(), says, {});
}

Evidence serverDate(const Facts &facts)
{
    QString says = QStringLiteral("the server’s clock");
    if (facts.offset)
        says += QStringLiteral(", ") + uncertaintyText(facts.offset->uncertainty());
    Evidence evidence = responseField(facts, "Date", says);
    evidence.tone = Evidence::Tone::Context;
    return evidence;
}

Evidence otherClockLine(const ToldTime &told)
{
    return absent(told.where, quoted(told.written, 60), told.what + QStringLiteral(": another clock than that of Date"));
}

Evidence credentialLine(const SentCredential &credential, const QString &says)
{
    const bool field = credential.place == CredentialPlace::Authorization || credential.place == CredentialPlace::Field;
    const QString name = QString::fromUtf8(credential.name);
    const QString prefix = credential.place == CredentialPlace::Path ? QLatin1Char('/') + name
        : field                                                      ? name + QStringLiteral(": ")
                                                                     : name + QLatin1Char('=');
    return line(credential.where, prefix, maskedCredential(credential.value), says, {});
}

Evidence absent(QByteArrayView where, const QString &what, const QString &says)
{
    return line(where.toByteArray(), {}, what, says, {});
}

Evidence said(const Said &said)
{
    // Another service may say the same.
    const Profile &profile = *said.saying->profile;
    const bool elsewhere = profile.kind == Profile::Kind::Service && !profile.hosts.empty() && !said.saying->onlyHere;
    const QString who = elsewhere ? QString() : profile.name;
    return evidenceFor(*said.text,
                       who.isEmpty() ? QStringLiteral("the server says") : QStringLiteral("the server says, in the words of %1").arg(who));
}

Evidence setCookieLine(const SeenSetCookie &seen, const QString &says, const QString &mark)
{
    const QByteArray where = seen.history ? "history." + QByteArray::number(seen.history) : QByteArray("response.headers.Set-Cookie");
    return line(where, QStringLiteral("Set-Cookie: "), maskedSetCookie(seen.decision.setCookie), says, mark);
}

Evidence earlierLine(const Earlier &earlier, const QString &says)
{
    const Hop &hop = earlier.exchange->last();
    const QString status = hop.response ? QString::number(hop.response->status) : QStringLiteral("no answer");
    Evidence evidence = line("history." + QByteArray::number(earlier.number), QString::fromUtf8(hop.request.method) + QLatin1Char(' '),
                             maskedAddress(hop.request.url) + QStringLiteral(" → ") + status, says, status);
    evidence.tone = Evidence::Tone::Context;
    return evidence;
}

}
