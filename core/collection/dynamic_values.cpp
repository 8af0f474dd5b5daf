#include "core/collection/dynamic_values.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTimeZone>

namespace keyhole {

namespace {

struct Source {
    Instant now;
    const DynamicValues::Random &random;

    quint32 below(quint32 limit) const { return quint32((quint64(random()) * limit) >> 32); }
};

QByteArray randomCharacters(const Source &source, QByteArrayView alphabet, int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += alphabet[source.below(quint32(alphabet.size()))];
    return text;
}

/// RFC 9562, 5.4.
QByteArray uuid(const Source &source)
{
    QByteArray id = randomCharacters(source, "0123456789abcdef", 32);
    id[12] = '4';
    id[16] = "89ab"[source.below(4)];
    return id.left(8) + '-' + id.mid(8, 4) + '-' + id.mid(12, 4) + '-' + id.mid(16, 4) + '-' + id.mid(20);
}

QByteArray seconds(const Source &source)
{
    return QByteArray::number(qint64(std::chrono::floor<std::chrono::seconds>(source.now).time_since_epoch().count()));
}

QByteArray milliseconds(const Source &source)
{
    return QByteArray::number(qint64(source.now.time_since_epoch().count()));
}

QByteArray isoTime(const Source &source)
{
    return QDateTime::fromMSecsSinceEpoch(source.now.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs).toUtf8();
}

struct Dynamic {
    const char *name;
    QByteArray (*make)(const Source &);
};

constexpr Dynamic kDynamics[] = {
    {"$timestamp", &seconds},
    {"$timestampMs", &milliseconds},
    {"$isoTimestamp", &isoTime},
    {"$uuid", &uuid},
    {"$guid", &uuid},
    {"$randomUUID", &uuid},
    {"$randomInt", [](const Source &source) { return QByteArray::number(source.below(1001)); }},
    {"$randomBoolean", [](const Source &source) { return QByteArray(source.below(2) ? "true" : "false"); }},
    {"$randomHexadecimal", [](const Source &source) { return randomCharacters(source, "0123456789abcdef", 16); }},
    {"$randomAlphaNumeric", [](const Source &source) { return randomCharacters(source, "abcdefghijklmnopqrstuvwxyz0123456789", 1); }},
    {"$randomString", [](const Source &source) { return randomCharacters(source, "abcdefghijklmnopqrstuvwxyz0123456789", 16); }},
};

}

std::optional<QByteArray> DynamicValues::value(QByteArrayView name) const
{
    for (const Dynamic &dynamic : kDynamics) {
        if (name == QByteArrayView(dynamic.name))
            return dynamic.make({m_clock.now(), m_random});
    }
    return std::nullopt;
}

const std::vector<QByteArray> &DynamicValues::names()
{
    static const std::vector<QByteArray> names = [] {
        std::vector<QByteArray> all;
        for (const Dynamic &dynamic : kDynamics)
            all.emplace_back(dynamic.name);
        return all;
    }();
    return names;
}

const DynamicValues &systemDynamicValues()
{
    static const SystemClock clock;
    static const DynamicValues values(clock, [] { return QRandomGenerator::system()->generate(); });
    return values;
}

}
