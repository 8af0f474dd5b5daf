#include "core/diagnosis/difference_parts.h"

#include "core/clock/offset.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

QString offsetText(const ClockOffset &offset)
{
    const QChar sign = offset.middle().count() < 0 ? QChar(0x2212) : QChar(u'+');
    return QStringLiteral("%1%2, %3").arg(sign).arg(durationText(offset.middle()), uncertaintyText(offset.uncertainty()));
}

void compareClocks(Comparison &comparison)
{
    const auto then = offsetFrom(comparison.then()), now = offsetFrom(comparison.now());
    if (then && now && !intersect(*then, *now))
        comparison.add("clock", offsetText(*then), offsetText(*now), QStringLiteral("one of the two clocks was set in between"));
}

void compareText(Comparison &comparison, const QByteArray &place, const QByteArray &then, const QByteArray &now, const QString &says)
{
    if (then != now && !then.isEmpty() && !now.isEmpty())
        comparison.add(place, quoted(then, 120), quoted(now, 120), says);
}

QByteArray answered(const Hop &hop, QByteArrayView name)
{
    return hop.response ? hop.response->fields.value(name).value_or(QByteArray()) : QByteArray();
}

QByteArray protocol(const Hop &hop)
{
    return hop.request.httpVersion.toLower();
}

}

void compareConnections(Comparison &comparison)
{
    const Hop &then = comparison.then(), &now = comparison.now();
    compareClocks(comparison);
    compareText(comparison, "connection", then.connection.address, now.connection.address, QStringLiteral("another address of the server"));
    compareText(comparison, "connection", protocol(then), protocol(now), QStringLiteral("another protocol"));
    if (then.connection.proxy != now.connection.proxy)
        comparison.add("connection", quoted(then.connection.proxy, 120), quoted(now.connection.proxy, 120),
                       now.connection.proxy.isEmpty() ? QStringLiteral("no proxy any longer") : QStringLiteral("through another proxy"));
    for (const char *name : {"Server", "X-Powered-By", "Via"})
        compareText(comparison, QByteArray("response.headers.") + name, answered(then, name), answered(now, name),
                    QStringLiteral("another server or version answered"));
}

}
