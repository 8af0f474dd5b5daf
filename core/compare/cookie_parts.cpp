#include "core/compare/exchange_pair.h"
#include "core/compare/noise.h"
#include "core/compare/token_parts.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/words.h"
#include "core/http/set_cookie.h"

namespace keyhole {

namespace {

using Weight = DifferenceWeight;
constexpr ComparedPart kPart = ComparedPart::Cookies;

bool isSessionLike(QByteArrayView name)
{
    return isSessionCookie(name) || isTokenCookie(name);
}

NamedValues sentCookies(const Request &request)
{
    NamedValues all;
    for (const QByteArray &value : request.fields.values("Cookie")) {
        for (const CookiePair &pair : parseCookieField(value).pairs)
            all.emplace_back(pair.name, pair.value);
    }
    return all;
}

const CookieDecision *heldBack(const Exchange &exchange, const QByteArray &name)
{
    const auto found = std::find_if(exchange.cookieLedger.begin(), exchange.cookieLedger.end(),
                                    [&](const CookieDecision &each) { return each.name == name && !each.sent; });
    return found == exchange.cookieLedger.end() ? nullptr : &*found;
}

/// In the place of a value that was not sent: why a cookie that is held did not go.
QString whyAbsent(const Exchange &exchange, const QByteArray &name)
{
    const CookieDecision *decision = heldBack(exchange, name);
    return decision ? QStringLiteral("(held back: %1)").arg(quoted(decision->reason, 160)) : QString();
}

void describe(ExchangeDifference &item, const NamedChange &change)
{
    const bool counted = isVisitCookie(change.name);
    const bool session = isSessionLike(change.name), antiForgery = isAntiForgeryCookie(change.name);
    if (counted) {
        item.weight = Weight::Noise;
        item.why = QStringLiteral("it counts visits and says nothing of who asks");
    }
    if (!change.left || !change.right) {
        item.says = (change.right ? QStringLiteral("the cookie “%1” is new") : QStringLiteral("the cookie “%1” is not sent any longer"))
                        .arg(item.name);
        item.rank = session ? 96 : antiForgery ? 94 : 52;
        return;
    }
    item.says = QStringLiteral("the cookie “%1” has another value").arg(item.name);
    item.rank = session ? 48 : antiForgery ? 42 : 25;
    if (!counted && !session && !antiForgery)
        item.weight = Weight::Minor;
}

void compareSent(ExchangePair &pair)
{
    for (const NamedChange &change : compareNamed(sentCookies(pair.left().request), sentCookies(pair.right().request))) {
        ExchangeDifference item;
        item.part = kPart;
        item.where = "cookies." + change.name;
        item.name = quoted(change.name, 60);
        item.left = change.left ? pair.secrets().mark(*change.left) : whyAbsent(pair.leftExchange(), change.name);
        item.right = change.right ? pair.secrets().mark(*change.right) : whyAbsent(pair.rightExchange(), change.name);
        describe(item, change);
        const bool token = change.left && change.right && item.weight != Weight::Noise;
        if (token && compareTokenTexts(pair, kPart, "cookies." + change.name + '.', *change.left, *change.right) == TokenChange::IssuedAnew)
            item.rank = 44;
        pair.add(std::move(item));
    }
}

/// The same token in a cookie, whose time ended in between.
void compareLives(ExchangePair &pair)
{
    const NamedValues rights = sentCookies(pair.right().request);
    for (const auto &[name, value] : sentCookies(pair.left().request)) {
        if (std::find(rights.begin(), rights.end(), std::pair(name, value)) != rights.end())
            compareTokenLife(pair, kPart, "cookies." + name, value, value);
    }
}

/// Held back on one side, and on the other not even held.
void compareHeldBack(ExchangePair &pair)
{
    for (const auto &[own, other, ofLeft] :
         {std::tuple(&pair.leftExchange(), &pair.rightExchange(), true), std::tuple(&pair.rightExchange(), &pair.leftExchange(), false)}) {
        for (const CookieDecision &decision : own->cookieLedger) {
            const bool known = std::any_of(other->cookieLedger.begin(), other->cookieLedger.end(),
                                           [&](const CookieDecision &each) { return each.name == decision.name; });
            if (decision.sent || known || isVisitCookie(decision.name))
                continue;
            const QString text = QStringLiteral("(held back: %1)").arg(quoted(decision.reason, 160));
            pair.addChanged(kPart, "cookies." + decision.name, ofLeft ? text : QString(), ofLeft ? QString() : text,
                            QStringLiteral("the cookie “%1” is held back on one side alone").arg(quoted(decision.name, 60)),
                            Weight::Explains, 58);
        }
    }
}

/// A Set-Cookie without the value and the times, which are new each time: "Path=/; Secure; SameSite=Lax".
QByteArray attributesOf(const QByteArray &setCookie)
{
    QByteArrayList kept;
    for (const QByteArray &attribute : setCookie.split(';').mid(1)) {
        const QByteArray text = attribute.trimmed();
        if (!text.isEmpty() && !text.toLower().startsWith("expires=") && !text.toLower().startsWith("max-age="))
            kept += text;
    }
    return kept.join("; ");
}

/// Whether the server removes the cookie by it.
bool removes(const SetCookie &cookie, const Hop &hop)
{
    const auto now = hop.answeredAt ? hop.answeredAt : hop.sentAt;
    return (cookie.maxAge && cookie.maxAge->count() <= 0) || (cookie.expires && now && *cookie.expires <= *now);
}

struct Setting {
    QByteArray attributes, value;
    bool removes = false;
};

std::vector<std::pair<QByteArray, Setting>> settingsOf(const Hop &hop)
{
    std::vector<std::pair<QByteArray, Setting>> all;
    for (const QByteArray &field : hop.response ? hop.response->fields.values("Set-Cookie") : std::vector<QByteArray>()) {
        if (const auto cookie = parseSetCookie(field))
            all.emplace_back(cookie->name, Setting{attributesOf(field), cookie->value, removes(*cookie, hop)});
    }
    return all;
}

QString shown(const Setting *setting)
{
    if (!setting)
        return {};
    const QString what = setting->removes ? QStringLiteral("removed") : QStringLiteral("set");
    return setting->attributes.isEmpty() ? what : what + QStringLiteral("; ") + quoted(setting->attributes, 160);
}

void addSetting(ExchangePair &pair, const QByteArray &name, const Setting *left, const Setting *right)
{
    const QString says = !left ? QStringLiteral("the answer sets “%1”")
        : !right               ? QStringLiteral("the answer does not set “%1”")
        : left->removes != right->removes
        ? (right->removes ? QStringLiteral("the answer removes “%1”") : QStringLiteral("the answer sets “%1” and does not remove it"))
        : left->attributes != right->attributes ? QStringLiteral("“%1” is set with other attributes")
                                                : QStringLiteral("“%1” is set to another value");
    ExchangeDifference item;
    item.part = kPart;
    item.where = "response.headers.Set-Cookie";
    item.name = quoted(name, 60);
    item.says = says.arg(item.name);
    item.weight = Weight::Outcome;
    item.rank = isSessionLike(name) ? 66 : 40;
    item.left = shown(left);
    item.right = shown(right);
    if (item.left == item.right) {
        item.left = pair.secrets().mark(left->value);
        item.right = pair.secrets().mark(right->value);
        item.weight = Weight::Noise;
        item.why = QStringLiteral("the values of cookies are new each time");
    }
    if (isVisitCookie(name)) {
        item.weight = Weight::Noise;
        item.why = QStringLiteral("it counts visits and says nothing of who asks");
    }
    pair.add(std::move(item));
}

void compareSet(ExchangePair &pair)
{
    const auto lefts = settingsOf(pair.left()), rights = settingsOf(pair.right());
    const auto find = [](const auto &settings, const QByteArray &name) -> const Setting * {
        const auto found = std::find_if(settings.rbegin(), settings.rend(), [&](const auto &each) { return each.first == name; });
        return found == settings.rend() ? nullptr : &found->second;
    };
    QByteArrayList seen;
    for (const auto *settings : {&lefts, &rights}) {
        for (const auto &[name, setting] : *settings) {
            const Setting *left = find(lefts, name), *right = find(rights, name);
            const bool same
                = left && right && left->attributes == right->attributes && left->removes == right->removes && left->value == right->value;
            if (!seen.contains(name) && !same)
                addSetting(pair, name, left, right);
            seen += name;
        }
    }
}

}

void compareCookies(ExchangePair &pair)
{
    compareSent(pair);
    compareLives(pair);
    compareHeldBack(pair);
    compareSet(pair);
}

}
