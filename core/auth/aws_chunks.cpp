#include "core/auth/aws_chunks.h"

namespace keyhole {

namespace {

using Kind = SigningFault::Kind;

constexpr QByteArrayView kInside("X-Amz-Decoded-Content-Length");

struct Chunks {
    qint64 inside = 0;  ///< bytes without the framing
    int count = 0, unsignedOnes = 0;
    bool ends = false;  ///< with the chunk of no bytes
};

/// "10000;chunk-signature=ad80…\r\n<bytes>\r\n…0;chunk-signature=…\r\n". Absent for a body that is not of this form.
std::optional<Chunks> readChunks(QByteArrayView body)
{
    Chunks chunks;
    qsizetype at = 0;
    while (at < body.size() && !chunks.ends) {
        const qsizetype end = body.indexOf(QByteArrayView("\r\n"), at);
        if (end < 0)
            return std::nullopt;
        const QByteArray head = body.sliced(at, end - at).toByteArray();
        bool isNumber = false;
        const qint64 size = head.split(';').front().toLongLong(&isNumber, 16);
        if (!isNumber || size < 0)
            return std::nullopt;
        chunks.inside += size;
        ++chunks.count;
        chunks.unsignedOnes += head.contains(";chunk-signature=") ? 0 : 1;
        chunks.ends = size == 0;
        at = size > body.size() ? body.size() : end + 2 + qsizetype(size) + 2;
    }
    return chunks;
}

}

SigningFaults checkAwsChunks(const Request &request, const AwsSignature &signature, BodyTrust trust)
{
    const QByteArray payload = request.fields.value("X-Amz-Content-Sha256").value_or(QByteArray());
    if (!payload.startsWith("STREAMING-"))
        return {};
    SigningFaults faults;
    const auto add = [&faults](Kind kind, const QByteArray &where, const QString &line, const QString &says, bool proven) {
        faults.push_back({kind, where, line, says, proven});
    };
    const auto inside = request.fields.value(kInside);
    const QString name = QString::fromLatin1(kInside);
    const auto &names = signature.signedHeaders;
    if (!inside)
        add(Kind::Incomplete, "request.headers.X-Amz-Content-Sha256", QStringLiteral("no ") + name,
            QStringLiteral("an upload in chunks tells the length of what is inside"), true);
    else if (std::find(names.begin(), names.end(), kInside.toByteArray().toLower()) == names.end())
        add(Kind::Incomplete, "request.headers." + kInside.toByteArray(), name, QStringLiteral("it is sent, and not signed"), true);
    // Recordings keep the text of a body, seldom its framing.
    const auto chunks = trust == BodyTrust::Whole ? readChunks(request.body) : std::nullopt;
    if (!chunks)
        return faults;
    if (inside && chunks->ends && chunks->inside != inside->toLongLong())
        add(Kind::OtherBytes, "request.body", QStringLiteral("%1 bytes within %2 chunks").arg(chunks->inside).arg(chunks->count),
            QStringLiteral("%1 says %2").arg(name, QString::fromLatin1(*inside)), true);
    if (payload.contains("HMAC") && chunks->unsignedOnes > 0)
        add(Kind::Incomplete, "request.body", QStringLiteral("chunk-signature"),
            QStringLiteral("%1 of %2 chunks have none").arg(chunks->unsignedOnes).arg(chunks->count), true);
    if (!chunks->ends)
        add(Kind::Incomplete, "request.body", QStringLiteral("0;chunk-signature="),
            QStringLiteral("the chunk that ends the upload is absent"), true);
    return faults;
}

}
