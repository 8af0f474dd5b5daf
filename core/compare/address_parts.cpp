#include "core/compare/exchange_pair.h"
#include "core/compare/noise.h"
#include "core/diagnosis/words.h"
#include "core/http/form.h"

namespace keyhole {

namespace {

using Weight = DifferenceWeight;
constexpr ComparedPart kPart = ComparedPart::Address;

void compareOrigins(ExchangePair &pair)
{
    const Origin left = pair.left().request.url.origin(), right = pair.right().request.url.origin();
    if (left == right)
        return;
    const QString part = left.host != right.host ? QStringLiteral("another host")
        : left.scheme != right.scheme            ? QStringLiteral("another scheme")
                                                 : QStringLiteral("another port");
    pair.addChanged(kPart, "request.url", quoted(left.toString()), quoted(right.toString()), part, Weight::Explains, 93);
}

/// "/orders/17" and "/orders/18": one address of many.
bool isOneOfMany(const QByteArray &segment)
{
    return looksGenerated(segment)
        || (!segment.isEmpty() && std::all_of(segment.begin(), segment.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

QString pathChange(const QByteArray &left, const QByteArray &right, int &rank)
{
    rank = 92;
    if (left.toLower() == right.toLower())
        return QStringLiteral("the path is written in another case");
    if (left + '/' == right || left == right + '/')
        return QStringLiteral("the path ends in another way");
    const QByteArrayList lefts = left.split('/'), rights = right.split('/');
    if (lefts.size() != rights.size())
        return QStringLiteral("another path");
    QByteArrayList changed;
    for (qsizetype i = 0; i < lefts.size(); ++i) {
        if (lefts[i] == rights[i])
            continue;
        changed += rights[i];
        rank = isOneOfMany(lefts[i]) && isOneOfMany(rights[i]) ? std::min(rank, 60) : 92;
    }
    return changed.size() == 1 ? QStringLiteral("another path, in the segment “%1”").arg(quoted(changed.front(), 60))
                               : QStringLiteral("another path");
}

void comparePaths(ExchangePair &pair)
{
    const auto path = [](const Url &url) { return url.path.isEmpty() ? QByteArray("/") : url.path; };
    const QByteArray left = path(pair.left().request.url), right = path(pair.right().request.url);
    if (left == right)
        return;
    int rank = 0;
    const QString says = pathChange(left, right, rank);
    pair.addChanged(kPart, "request.url", pair.shown(left), pair.shown(right), says, Weight::Explains, rank);
}

NamedValues parametersOf(const Url &url)
{
    NamedValues values;
    for (const FormPair &each : parseForm(url.query.value_or(QByteArray())))
        values.emplace_back(each.name, each.value);
    return values;
}

/// A signature is another one for each request that it signs.
bool isSignature(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return lower == "sig" || lower.endsWith("signature") || lower == "hmac" || lower == "mac";
}

void compareParameter(ExchangePair &pair, const NamedChange &change)
{
    ExchangeDifference item;
    item.part = kPart;
    item.where = "request.query." + change.name;
    item.name = quoted(change.name, 60);
    item.left = pair.shownValue(change.name, change.left);
    item.right = pair.shownValue(change.name, change.right);
    item.says = QStringLiteral("the parameter “%1” %2").arg(item.name, wordsOf(change.kind()));
    item.why = (change.left && change.right) || keepsCachesOut(change.name) ? parameterNoise(change.name) : QString();
    item.weight = item.why.isEmpty() ? Weight::Explains : Weight::Noise;
    const QByteArray &value = change.right ? *change.right : *change.left;
    item.rank = isSignature(change.name)                           ? 40
        : isSecretNamed(change.name, value)                        ? (change.left && change.right ? 85 : 97)
        : change.left && change.right && isOneOfMany(*change.left) ? 55
                                                                   : std::max(60, tellingRank(change.name));
    pair.add(std::move(item));
}

}

void compareAddresses(ExchangePair &pair)
{
    const Request &left = pair.left().request, &right = pair.right().request;
    if (left.method != right.method)
        pair.addChanged(kPart, "request.method", quoted(left.method, 40), quoted(right.method, 40), QStringLiteral("another method"),
                        Weight::Explains, 96);
    compareOrigins(pair);
    comparePaths(pair);
    for (const NamedChange &change : compareNamed(parametersOf(left.url), parametersOf(right.url)))
        compareParameter(pair, change);
}

}
