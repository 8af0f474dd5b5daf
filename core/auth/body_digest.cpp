#include "core/auth/body_digest.h"

#include <QCryptographicHash>

namespace keyhole {

namespace {

using Algorithm = QCryptographicHash::Algorithm;

struct Named {
    QByteArrayView name;  ///< in lower case
    Algorithm algorithm;
};
constexpr Named kAlgorithms[] = {{"sha-256", QCryptographicHash::Sha256},
                                 {"sha-512", QCryptographicHash::Sha512},
                                 {"sha", QCryptographicHash::Sha1},
                                 {"md5", QCryptographicHash::Md5}};

const Named *findAlgorithm(QByteArrayView name)
{
    const auto found = std::find_if(std::begin(kAlgorithms), std::end(kAlgorithms),
                                    [&](const Named &each) { return equalsIgnoringCase(each.name, name); });
    return found == std::end(kAlgorithms) ? nullptr : found;
}

bool isPlain(QByteArrayView body)
{
    return std::all_of(body.begin(), body.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

SigningFault fault(const Field &field, const QString &name, const QByteArray &real, bool proven)
{
    return {SigningFault::Kind::OtherBytes, "request.headers." + field.name,
            QString::fromUtf8(field.name) + QStringLiteral(": ")
                + QString::fromUtf8(field.value.first(std::min<qsizetype>(field.value.size(), 160))),
            QStringLiteral("the body’s own %1 is %2").arg(name, QString::fromLatin1(real)), proven};
}

/// `name=:base64:` (RFC 9530, 2) or `name=base64` (RFC 3230), in a list.
void checkNamed(SigningFaults &faults, const Field &field, const QByteArray &body, bool proven)
{
    for (QByteArray member : field.value.split(',')) {
        member = member.trimmed();
        const qsizetype equals = member.indexOf('=');
        const Named *named = equals < 0 ? nullptr : findAlgorithm(member.first(equals));
        if (!named)
            continue;
        QByteArray sent = member.mid(equals + 1);
        if (sent.size() >= 2 && sent.startsWith(':') && sent.endsWith(':'))
            sent = sent.mid(1, sent.size() - 2);
        const QByteArray real = QCryptographicHash::hash(body, named->algorithm);
        // Some hash to hex and encode that; what they mean is the same.
        if (QByteArray::fromBase64(sent) != real && QByteArray::fromBase64(sent) != real.toHex() && sent != real.toHex())
            faults.push_back(fault(field, QString::fromLatin1(named->name.data(), named->name.size()).toUpper(), real.toBase64(), proven));
    }
}

bool isSha256Hex(QByteArrayView text)
{
    return text.size() == 64
        && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}

QByteArray sha256Hex(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256).toHex();
}

bool isHashable(const Request &request, BodyTrust trust)
{
    if (!request.bodyFile.isEmpty())
        return false;
    if (trust == BodyTrust::Whole)
        return true;
    const auto length = request.fields.value("Content-Length");
    const bool complete = length ? length->toLongLong() == request.body.size() : !request.body.isEmpty();
    return complete && isPlain(request.body) && !request.fields.contains("Content-Encoding");
}

SigningFaults checkBodyDigests(const Request &request, BodyTrust trust)
{
    SigningFaults faults;
    const bool hashable = isHashable(request, trust);
    // An absent body in a recording is mostly one that was not kept.
    if (!hashable && (request.body.isEmpty() || !request.bodyFile.isEmpty()))
        return faults;
    for (const Field &field : request.fields) {
        const QByteArray name = field.name.toLower();
        if (name == "content-digest" || name == "repr-digest" || name == "digest") {
            checkNamed(faults, field, request.body, hashable);
        } else if (name == "content-md5") {
            const QByteArray real = QCryptographicHash::hash(request.body, QCryptographicHash::Md5);
            if (QByteArray::fromBase64(field.value) != real)
                faults.push_back(fault(field, QStringLiteral("MD5"), real.toBase64(), hashable));
        } else if (name == "x-amz-content-sha256" && isSha256Hex(field.value)) {
            const QByteArray real = sha256Hex(request.body);
            if (field.value != real)
                faults.push_back(fault(field, QStringLiteral("SHA-256"), real, hashable));
        }
    }
    return faults;
}

}
