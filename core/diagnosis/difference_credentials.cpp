#include "core/diagnosis/difference_parts.h"

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/words.h"
#include "core/token/comparison.h"

namespace keyhole {

namespace {

using Change = MemberComparison::Change;

QString shown(const Token &token, const MemberComparison &member, const std::optional<JsonValue> &value)
{
    if (!value)
        return {};
    const auto time = member.later ? token.time(member.path.front()) : std::nullopt;
    const QString written = quoted(toJson(*value), 120);
    return time && time->instant ? QStringLiteral("%1 (%2)").arg(written, utcText(*time->instant)) : written;
}

QString changeOf(const MemberComparison &member)
{
    if (member.change == Change::OnlyLeft)
        return QStringLiteral("is gone");
    if (member.change == Change::OnlyRight)
        return QStringLiteral("is new");
    return member.isSet ? QStringLiteral("differs: %1").arg(quoted(member.says)) : QStringLiteral("differs");
}

void compareMembers(Comparison &comparison, const Token &then, const Token &now)
{
    for (const MemberComparison &member : compareTokens(then, now).members) {
        if (member.change == Change::Same || member.eachTime)
            continue;
        comparison.add("request.token." + member.path.front(), shown(then, member, member.left), shown(now, member, member.right),
                       QStringLiteral("“%1” of the token %2").arg(quoted(member.name(), 60), changeOf(member)));
    }
}

/// The same token, and its time ran out in between.
void compareLife(Comparison &comparison, const Token &token)
{
    const auto end = token.time("exp");
    const auto &then = comparison.then().sentAt, &now = comparison.now().sentAt;
    if (!end || !end->instant || !then || !now || *then > *end->instant || *now < *end->instant)
        return;
    comparison.add("request.token.exp", QStringLiteral("%1 left").arg(roughDurationText(*end->instant - *then)),
                   QStringLiteral("past it by %1").arg(roughDurationText(*now - *end->instant)),
                   QStringLiteral("the same token; its time ended in between"));
}

QByteArray tokenIn(const Field &field)
{
    if (!equalsIgnoringCase(field.name, "Authorization"))
        return field.value;
    const Credentials parts = splitCredentials(field.value);
    return parts.scheme.isEmpty() ? field.value : parts.rest;
}

QString valueOf(Comparison &comparison, const Field &field)
{
    const QByteArray secret = tokenIn(field);
    const QString before = QString::fromUtf8(field.value.first(field.value.size() - secret.size()));
    return before + comparison.mark(secret);
}

QString basicChange(const Field &then, const Field &now)
{
    const auto before = parseBasic(tokenIn(then)), after = parseBasic(tokenIn(now));
    if (!before || !after)
        return QStringLiteral("another credential");
    if (before->user != after->user)
        return before->password == after->password ? QStringLiteral("another user name, the same password")
                                                   : QStringLiteral("another user name and password");
    return QStringLiteral("another password of the same user");
}

QString changeOf(const Field &then, const Field &now)
{
    if (!equalsIgnoringCase(then.name, "Authorization"))
        return QStringLiteral("another value");
    const Credentials before = splitCredentials(then.value), after = splitCredentials(now.value);
    if (!equalsIgnoringCase(before.scheme, after.scheme))
        return QStringLiteral("another scheme");
    if (before.rest == after.rest)
        return QStringLiteral("the scheme is written in another way");
    return equalsIgnoringCase(after.scheme, "Basic") ? basicChange(then, now) : QStringLiteral("another token");
}

void compareCredential(Comparison &comparison, const QByteArray &name)
{
    const Field *then = comparison.then().request.fields.find(name), *now = comparison.now().request.fields.find(name);
    const QByteArray place = "request.headers." + (now ? now->name : then->name);
    if (!then || !now) {
        comparison.add(place, then ? valueOf(comparison, *then) : QString(), now ? valueOf(comparison, *now) : QString(),
                       now ? QStringLiteral("%1 is new").arg(QString::fromUtf8(now->name))
                           : QStringLiteral("%1 is not sent any longer").arg(QString::fromUtf8(then->name)));
        return;
    }
    const Token before = decodeToken(tokenIn(*then)), after = decodeToken(tokenIn(*now));
    if (then->value == now->value)
        return compareLife(comparison, after);
    comparison.add(place, valueOf(comparison, *then), valueOf(comparison, *now), changeOf(*then, *now));
    compareMembers(comparison, before, after);
}

bool isSessionLike(QByteArrayView name)
{
    return isSessionCookie(name) || isTokenCookie(name) || isAntiForgeryCookie(name);
}

std::vector<CookiePair> cookiesOf(const Request &request)
{
    std::vector<CookiePair> all;
    for (const QByteArray &value : request.fields.values("Cookie")) {
        auto pairs = parseCookieField(value).pairs;
        std::move(pairs.begin(), pairs.end(), std::back_inserter(all));
    }
    return all;
}

const CookiePair *findPair(const std::vector<CookiePair> &pairs, const QByteArray &name)
{
    const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const CookiePair &each) { return each.name == name; });
    return found == pairs.end() ? nullptr : &*found;
}

}

void compareCredentials(Comparison &comparison)
{
    QByteArrayList seen;
    for (const Request *request : {&comparison.now().request, &comparison.then().request}) {
        for (const Field &field : request->fields) {
            const QByteArray name = field.name.toLower();
            // A DPoP proof is made anew for each request.
            const bool credential = name == "authorization" || (isCredentialField(name) && name != "dpop");
            if (!credential || seen.contains(name))
                continue;
            seen += name;
            compareCredential(comparison, field.name);
        }
    }
}

void compareCookies(Comparison &comparison)
{
    const auto then = cookiesOf(comparison.then().request), now = cookiesOf(comparison.now().request);
    for (const CookiePair &pair : then) {
        const CookiePair *after = findPair(now, pair.name);
        const QString name = quoted(pair.name, 60);
        if (!after && !isVisitCookie(pair.name))
            comparison.add("cookies." + pair.name, comparison.mark(pair.value), {},
                           QStringLiteral("the cookie “%1” is not sent any longer").arg(name));
        else if (after && after->value != pair.value && isSessionLike(pair.name))
            comparison.add("cookies." + pair.name, comparison.mark(pair.value), comparison.mark(after->value),
                           QStringLiteral("the cookie “%1” has another value").arg(name));
    }
    for (const CookiePair &pair : now) {
        if (!findPair(then, pair.name) && !isVisitCookie(pair.name))
            comparison.add("cookies." + pair.name, {}, comparison.mark(pair.value),
                           QStringLiteral("the cookie “%1” is new").arg(quoted(pair.name, 60)));
    }
}

}
