#include "core/clock/sntp.h"

#include <QtEndian>

namespace keyhole {

namespace {

using Micro = std::chrono::microseconds;
using Moment = std::chrono::sys_time<Micro>;

constexpr qsizetype kLength = 48;  // without extensions and signature, which may follow
constexpr qint64 kFrom1900To1970 = 2'208'988'800;
constexpr qint64 kEra = 1LL << 32;
constexpr qint64 kFirstSecond = 1'577'836'800 + kFrom1900To1970;  // 1 January 2020
constexpr Micro kMostDistance{16'000'000};  // MAXDISP of RFC 5905, 7.2: farther from its source it does not know the time

enum Place {
    kFlags = 0,
    kStratum = 1,
    kRootDelay = 4,
    kRootDispersion = 8,
    kReferenceId = 12,
    kOriginate = 24,
    kReceive = 32,
    kTransmit = 40
};

quint64 number64(QByteArrayView datagram, Place place)
{
    return qFromBigEndian<quint64>(datagram.data() + place);
}

/// Seconds in 16.16 bits.
Micro shortTime(QByteArrayView datagram, Place place)
{
    return Micro((qint64(qFromBigEndian<quint32>(datagram.data() + place)) * 1'000'000 + 0xFFFF) >> 16);
}

tl::unexpected<NtpError> fault(NtpFault fault, const QString &what, const QString &remedy = QStringLiteral("Ask another time server."))
{
    return failure(NtpError{fault, {what, {}, remedy}});
}

/// The code that a refusal carries instead of a reference. RFC 5905, 7.4.
tl::unexpected<NtpError> kissOfDeath(QByteArrayView datagram)
{
    const QByteArray code = datagram.sliced(kReferenceId, 4).toByteArray();
    const bool readable = std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (code == "RATE")
        return fault(NtpFault::Refused, QStringLiteral("The time server was asked too often"), QStringLiteral("Wait some minutes."));
    return fault(NtpFault::Refused,
                 readable ? QStringLiteral("The time server refuses to tell the time (%1)").arg(QString::fromLatin1(code))
                          : QStringLiteral("The time server refuses to tell the time"));
}

Result<void, NtpError> check(QByteArrayView datagram, const NtpExchange &exchange)
{
    constexpr int kServerMode = 4, kLeast = 1, kMost = 4, kUnsynchronised = 3, kLastStratum = 15;
    if (datagram.size() < kLength || (quint8(datagram[kFlags]) & 7) != kServerMode)
        return fault(NtpFault::NotMine, QStringLiteral("What came is no answer of a time server"));
    if (number64(datagram, kOriginate) != exchange.nonce)
        return fault(NtpFault::NotMine, QStringLiteral("An answer came to a question that was not asked"));
    const int version = (quint8(datagram[kFlags]) >> 3) & 7, leap = quint8(datagram[kFlags]) >> 6, stratum = quint8(datagram[kStratum]);
    if (version < kLeast || version > kMost)
        return fault(NtpFault::Broken, QStringLiteral("The time server answered in version %1 of NTP").arg(version));
    if (stratum == 0)
        return kissOfDeath(datagram);
    if (leap == kUnsynchronised || stratum > kLastStratum || number64(datagram, kTransmit) == 0)
        return fault(NtpFault::NotSynchronised, QStringLiteral("The time server does not know the time itself"));
    if (shortTime(datagram, kRootDelay) / 2 + shortTime(datagram, kRootDispersion) >= kMostDistance)
        return fault(NtpFault::NotSynchronised, QStringLiteral("The time server is too far from its own source of the time"));
    return {};
}

}

Moment ntpMoment(NtpTimestamp timestamp)
{
    qint64 seconds = qint64(timestamp >> 32);
    if (seconds < kFirstSecond)
        seconds += kEra;
    const auto fraction = Micro(qint64(((timestamp & 0xFFFFFFFF) * 1'000'000) >> 32));
    return Moment(Seconds(seconds - kFrom1900To1970) + fraction);
}

NtpTimestamp ntpTimestamp(Moment moment)
{
    const auto whole = std::chrono::floor<Seconds>(moment);
    const auto seconds = quint64(whole.time_since_epoch().count() + kFrom1900To1970);
    const auto fraction = quint64((moment - whole).count());
    return (seconds << 32) | (((fraction << 32) + 999'999) / 1'000'000);
}

QByteArray ntpRequest(NtpTimestamp nonce)
{
    constexpr char kVersion4Client = (4 << 3) | 3;
    QByteArray request(kLength, '\0');
    request[kFlags] = kVersion4Client;
    qToBigEndian(nonce, request.data() + kTransmit);
    return request;
}

Result<NtpAnswer, NtpError> readNtpAnswer(QByteArrayView datagram, const NtpExchange &exchange)
{
    if (const auto checked = check(datagram, exchange); !checked)
        return failure(checked.error());
    const Moment received = ntpMoment(number64(datagram, kReceive)), answered = ntpMoment(number64(datagram, kTransmit));
    const Micro there = received - exchange.sentAt, back = answered - exchange.answeredAt;
    const Micro delay = (exchange.answeredAt - exchange.sentAt) - (answered - received);
    if (answered < received || delay < Micro(-1'000) || exchange.answeredAt < exchange.sentAt)
        return fault(NtpFault::Broken, QStringLiteral("The times in the time server’s answer are in an impossible order"));
    const Micro distance = shortTime(datagram, kRootDelay) / 2 + shortTime(datagram, kRootDispersion) + Micro(1);
    // there + (way back) and back - (way there) bound the offset: the same as the middle ± half the delay.
    return NtpAnswer{{std::chrono::floor<Milliseconds>(back - distance), std::chrono::ceil<Milliseconds>(there + distance)},
                     quint8(datagram[kStratum]),
                     std::chrono::ceil<Milliseconds>(std::max(delay, Micro(0)))};
}

}
