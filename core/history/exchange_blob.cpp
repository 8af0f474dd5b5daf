#include "core/history/exchange_blob.h"

#include <QDataStream>
#include <QIODevice>
#include <memory>
#include <zstd.h>

namespace keyhole {

namespace {

constexpr quint32 kMagic = 0x4b484531;  // "KHE1"
constexpr quint64 kLargest = 64ULL << 20;
constexpr int kLevel = 3;

/// Writes and reads with the same functions, so that the two cannot differ.
class Packer {
public:
    explicit Packer(QDataStream &stream) : m_stream(stream), m_reading(stream.device()->isReadable() && !stream.device()->isWritable()) { }

    template <class... Values> void all(Values &...values) { (one(values), ...); }

    void one(QByteArray &value) { raw(value); }
    void one(QString &value) { raw(value); }
    void one(bool &value) { raw(value); }
    void one(int &value) { number(value); }
    void one(qint64 &value) { number(value); }
    void one(Instant &value)
    {
        qint64 count = value.time_since_epoch().count();
        number(count);
        value = Instant(Milliseconds(count));
    }
    void one(std::chrono::microseconds &value)
    {
        qint64 count = value.count();
        number(count);
        value = std::chrono::microseconds(count);
    }
    template <class E>
    requires std::is_enum_v<E>
    void one(E &value)
    {
        int stored = int(value);
        number(stored);
        value = E(stored);
    }
    template <class T> void one(std::optional<T> &value)
    {
        bool there = value.has_value();
        raw(there);
        if (m_reading)
            value = there ? std::optional<T>(T()) : std::nullopt;
        if (there)
            one(*value);
    }
    template <class T> void one(std::vector<T> &list)
    {
        quint32 count = quint32(list.size());
        raw(count);
        if (m_reading) {
            list.clear();
            // One after the other: a damaged count must not ask for more memory than there are bytes.
            for (quint32 i = 0; i < count && m_stream.status() == QDataStream::Ok; ++i)
                one(list.emplace_back());
            return;
        }
        for (T &each : list)
            one(each);
    }
    void one(QStringList &list) { raw(list); }
    void one(FieldList &fields)
    {
        std::vector<Field> list(fields.begin(), fields.end());
        one(list);
        if (!m_reading)
            return;
        fields = {};
        for (Field &field : list)
            fields.append(std::move(field));
    }
    void one(Url &url)
    {
        QByteArray text = url.toString();
        raw(text);
        if (!m_reading)
            return;
        if (auto read = Url::parse(text))
            url = std::move(*read);
    }

    void one(Field &field) { all(field.name, field.value, field.raw); }
    void one(Defect &defect)
    {
        qint64 offset = defect.offset;
        all(defect.id, offset, defect.text);
        defect.offset = qsizetype(offset);
    }
    void one(InformationalResponse &answer) { all(answer.status, answer.reason, answer.fields); }
    void one(Request &request)
    {
        all(request.method, request.url, request.httpVersion, request.fields, request.origins, request.body, request.bodyFile);
        if (m_reading && !request.origins.empty() && request.origins.size() != size_t(request.fields.size()))
            request.origins.clear();
    }
    void one(Response &response)
    {
        all(response.httpVersion, response.status, response.reason, response.fields, response.trailers, response.informational,
            response.body, response.encodedBody, response.bodyFile, response.bodySize, response.defects);
    }
    void one(Certificate &certificate)
    {
        all(certificate.subject, certificate.issuer, certificate.alternativeNames, certificate.notBefore, certificate.notAfter,
            certificate.sha256, certificate.pem);
    }
    void one(TlsFacts &tls) { all(tls.version, tls.cipher, tls.chain, tls.faults, tls.faultText); }
    void one(ConnectionFacts &connection) { all(connection.address, connection.port, connection.reused, connection.proxy); }
    void one(PhaseTimes &times) { all(times.nameResolved, times.connected, times.tlsDone, times.sent, times.firstByte, times.end); }
    void one(Error &error) { all(error.what, error.place, error.remedy); }
    void one(TransportError &error) { all(error.fault, error.error, error.phase); }
    void one(Hop &hop)
    {
        all(hop.request, hop.response, hop.error, hop.sentBytes, hop.receivedBytes, hop.bytesCut, hop.sentAt, hop.answeredAt, hop.times,
            hop.connection, hop.tls, hop.whyFollowed, hop.droppedNotes);
    }
    void one(CookieDecision &cookie)
    {
        all(cookie.name, cookie.setBy, cookie.setCookie, cookie.sent, cookie.rule, cookie.reason, cookie.attribute, cookie.against,
            cookie.section, cookie.domain, cookie.path);
    }
    void one(Exchange &exchange)
    {
        all(exchange.hops, exchange.cookieLedger, exchange.source, exchange.sourceName, exchange.sanitized, exchange.sanitizedWhy,
            exchange.recordedEntry);
    }

private:
    template <class T> void raw(T &value)
    {
        if (m_reading)
            m_stream >> value;
        else
            m_stream << value;
    }
    template <class T> void number(T &value)
    {
        qint64 stored = value;
        raw(stored);
        value = T(stored);
    }

    QDataStream &m_stream;
    bool m_reading;
};

Error damaged()
{
    return {QStringLiteral("The stored exchange is damaged."), QStringLiteral("history"),
            QStringLiteral("It cannot be opened; the others are not touched.")};
}

}

QByteArray packed(const Exchange &exchange)
{
    QByteArray plain;
    QDataStream stream(&plain, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << kMagic;
    Exchange copy = exchange;
    Packer(stream).one(copy);
    QByteArray compressed(qsizetype(ZSTD_compressBound(size_t(plain.size()))), Qt::Uninitialized);
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    const size_t size
        = ZSTD_compress2(context.get(), compressed.data(), size_t(compressed.size()), plain.constData(), size_t(plain.size()));
    compressed.truncate(ZSTD_isError(size) ? 0 : qsizetype(size));
    return compressed;
}

Result<Exchange> unpacked(const QByteArray &bytes)
{
    const auto size = ZSTD_getFrameContentSize(bytes.constData(), size_t(bytes.size()));
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargest)
        return failure(damaged());
    QByteArray plain(qsizetype(size), Qt::Uninitialized);
    const size_t got = ZSTD_decompress(plain.data(), size_t(plain.size()), bytes.constData(), size_t(bytes.size()));
    if (ZSTD_isError(got) || got != size)
        return failure(damaged());
    QDataStream stream(plain);
    stream.setVersion(QDataStream::Qt_6_0);
    quint32 magic = 0;
    stream >> magic;
    if (magic != kMagic)
        return failure(damaged());
    Exchange exchange;
    Packer(stream).one(exchange);
    if (stream.status() != QDataStream::Ok || exchange.hops.empty())
        return failure(damaged());
    return exchange;
}

}
