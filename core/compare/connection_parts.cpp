#include "core/clock/offset.h"
#include "core/compare/exchange_pair.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/words.h"
#include "core/http/network.h"

namespace keyhole {

namespace {

using Weight = DifferenceWeight;

QString offsetText(const ClockOffset &offset)
{
    const QChar sign = offset.middle().count() < 0 ? QChar(0x2212) : QChar(u'+');
    return QStringLiteral("%1%2, %3").arg(sign).arg(durationText(offset.middle()), uncertaintyText(offset.uncertainty()));
}

void addText(ExchangePair &pair, ComparedPart part, const QByteArray &where, const QByteArray &left, const QByteArray &right,
             const QString &says, Weight weight, int rank)
{
    if (left != right && !left.isEmpty() && !right.isEmpty())
        pair.addChanged(part, where, quoted(left, 120), quoted(right, 120), says, weight, rank);
}

const Certificate *leafOf(const Hop &hop)
{
    return hop.tls && !hop.tls->chain.empty() ? &hop.tls->chain.front() : nullptr;
}

QString certificateText(const Certificate &certificate)
{
    QString text = QStringLiteral("%1, by %2").arg(quoted(certificate.subject, 60), quoted(certificate.issuer, 60));
    if (certificate.notAfter)
        text += QStringLiteral(", until %1").arg(utcText(*certificate.notAfter));
    return text;
}

void compareCertificates(ExchangePair &pair)
{
    const Certificate *left = leafOf(pair.left()), *right = leafOf(pair.right());
    if (!left || !right || (left->sha256 == right->sha256 && left->subject == right->subject && left->issuer == right->issuer))
        return;
    const bool issuer = left->issuer != right->issuer;
    pair.addChanged(ComparedPart::Tls, "connection", certificateText(*left), certificateText(*right),
                    issuer ? QStringLiteral("a certificate of another issuer") : QStringLiteral("another certificate of the same issuer"),
                    issuer ? Weight::Explains : Weight::Minor, issuer ? 75 : 40);
}

QString faultsText(const Hop &hop)
{
    return hop.tls ? quoted(hop.tls->faultText, 120) : QString();
}

/// "nginx/1.24.0" → "nginx", "1.1 cache-7" → ". cache-": what stays the same when another machine or version answers.
QByteArray productOf(const QByteArray &field)
{
    QByteArray product = field.left(field.indexOf('/') < 0 ? field.size() : field.indexOf('/')).toLower();
    product.removeIf([](char c) { return c >= '0' && c <= '9'; });
    return product.trimmed();
}

/// Another product answered; another version is of little weight, another machine of the same way is noise.
void compareServers(ExchangePair &pair)
{
    const auto answered = [](const Hop &hop, QByteArrayView name) {
        return hop.response ? hop.response->fields.value(name).value_or(QByteArray()) : QByteArray();
    };
    for (const char *name : {"Server", "X-Powered-By", "Via"}) {
        const QByteArray left = answered(pair.left(), name), right = answered(pair.right(), name);
        const bool product = productOf(left) != productOf(right), way = qstrcmp(name, "Via") == 0;
        if (left == right || left.isEmpty() || right.isEmpty())
            continue;
        ExchangeDifference item;
        item.part = ComparedPart::Connection;
        item.where = QByteArray("response.headers.") + name;
        item.name = QLatin1String(name);
        item.left = quoted(left, 120);
        item.right = quoted(right, 120);
        item.says = product ? QStringLiteral("another server answered") : QStringLiteral("another version of the server answered");
        item.weight = product ? Weight::Explains : way ? Weight::Noise : Weight::Minor;
        item.rank = product ? 58 : 35;
        item.why = !product && way ? QStringLiteral("it names the machine that passed the answer on") : QString();
        pair.add(std::move(item));
    }
}

QString wayOf(const Exchange &exchange)
{
    QStringList steps;
    for (const Hop &hop : exchange.hops)
        steps += QStringLiteral("%1 %2").arg(maskedAddress(hop.request.url),
                                             hop.response ? QString::number(hop.response->status) : QStringLiteral("(no answer)"));
    return steps.join(QStringLiteral(" → "));
}

/// Where the hops before the last led, without what differs in a query.
QByteArrayList stepsOf(const Exchange &exchange)
{
    QByteArrayList steps;
    for (size_t i = 0; i + 1 < exchange.hops.size(); ++i) {
        const Hop &hop = exchange.hops[i];
        steps += QByteArray::number(hop.response ? hop.response->status : 0) + ' ' + hop.request.url.origin().toString()
            + hop.request.url.path;
    }
    return steps;
}

QString droppedOf(const Exchange &exchange)
{
    QStringList notes;
    for (const Hop &hop : exchange.hops) {
        for (const QString &note : hop.droppedNotes)
            notes += note;
    }
    return notes.join(QStringLiteral("; "));
}

}

void compareClocks(ExchangePair &pair)
{
    const auto left = offsetFrom(pair.left()), right = offsetFrom(pair.right());
    if (!left || !right || intersect(*left, *right))
        return;
    // What an hour of drift and the rounding of recordings come to; what the leeway of most servers covers.
    constexpr Milliseconds kSmall{5'000}, kLeeway{60'000};
    const auto apart = std::chrono::abs(left->middle() - right->middle());
    pair.addChanged(ComparedPart::Clock, "clock", offsetText(*left), offsetText(*right),
                    QStringLiteral("one of the two clocks was set in between"), apart < kSmall ? Weight::Minor : Weight::Explains,
                    apart < kSmall        ? 15
                        : apart < kLeeway ? 50
                                          : 83);
}

void compareTls(ExchangePair &pair)
{
    const Hop &left = pair.left(), &right = pair.right();
    if (faultsText(left) != faultsText(right))
        pair.addChanged(ComparedPart::Tls, "connection", faultsText(left), faultsText(right),
                        QStringLiteral("another fault of the certificate"), Weight::Explains, 93);
    compareCertificates(pair);
    if (!left.tls || !right.tls)
        return;
    addText(pair, ComparedPart::Tls, "connection", left.tls->version, right.tls->version, QStringLiteral("another version of TLS"),
            Weight::Explains, 57);
    addText(pair, ComparedPart::Tls, "connection", left.tls->cipher, right.tls->cipher, QStringLiteral("another cipher"), Weight::Minor,
            20);
}

void compareConnections(ExchangePair &pair)
{
    const Hop &left = pair.left(), &right = pair.right();
    if (left.connection.proxy != right.connection.proxy)
        pair.addChanged(ComparedPart::Connection, "connection", quoted(left.connection.proxy, 120), quoted(right.connection.proxy, 120),
                        right.connection.proxy.isEmpty()      ? QStringLiteral("no proxy any longer")
                            : left.connection.proxy.isEmpty() ? QStringLiteral("through a proxy")
                                                              : QStringLiteral("through another proxy"),
                        Weight::Explains, 76);
    const bool otherNetwork = networkOf(left.connection.address) != networkOf(right.connection.address);
    addText(pair, ComparedPart::Connection, "connection", left.connection.address, right.connection.address,
            QStringLiteral("another address of the server"), otherNetwork ? Weight::Explains : Weight::Minor, otherNetwork ? 74 : 38);
    addText(pair, ComparedPart::Connection, "connection", left.request.httpVersion.toLower(), right.request.httpVersion.toLower(),
            QStringLiteral("another protocol"), Weight::Explains, 46);
    compareServers(pair);
}

void compareRedirects(ExchangePair &pair)
{
    const Exchange &left = pair.leftExchange(), &right = pair.rightExchange();
    if (stepsOf(left) != stepsOf(right)) {
        const auto count = left.hops.size(), now = right.hops.size();
        pair.addChanged(ComparedPart::Redirects, "hop.1.request.url", wayOf(left), wayOf(right),
                        count == now      ? QStringLiteral("another way over redirects")
                            : count < now ? QStringLiteral("more redirects on the way")
                                          : QStringLiteral("fewer redirects on the way"),
                        Weight::Explains, 86);
    }
    const QString dropped = droppedOf(left), now = droppedOf(right);
    if (dropped != now)
        pair.addChanged(ComparedPart::Redirects, "hop.1.request.url", pair.secrets().shown(dropped, 240), pair.secrets().shown(now, 240),
                        QStringLiteral("a redirect dropped something else"), Weight::Explains, 95);
}

void compareTimes(ExchangePair &pair)
{
    const auto whole = [](const Hop &hop) { return hop.times.end ? hop.times.end : hop.times.firstByte; };
    const auto left = whole(pair.left()), right = whole(pair.right());
    if (!left || !right || *left == *right)
        return;
    const auto text = [](PhaseTimes::Duration time) { return durationText(std::chrono::duration_cast<Milliseconds>(time)); };
    ExchangeDifference item;
    item.part = ComparedPart::Times;
    item.where = "timeline";
    item.left = text(*left);
    item.right = text(*right);
    item.says = QStringLiteral("it took another time");
    item.weight = Weight::Noise;
    item.why = QStringLiteral("no two requests take the same time");
    if (item.left != item.right)
        pair.add(std::move(item));
}

}
