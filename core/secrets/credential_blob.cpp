#include "core/secrets/credential_blob.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QCryptographicHash>
#include <QtEndian>

namespace keyhole {

namespace {

constexpr QByteArrayView kMagic = "KHC1";
constexpr qsizetype kCounts = 8;  // generation and length
constexpr qsizetype kHash = 32;
constexpr qsizetype kHeader = 4 + kCounts + kHash;
constexpr int kMostOrigins = 256;
constexpr int kMostParts = 64;

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray hashOf(QByteArrayView before, QByteArrayView payload)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(before);
    hash.addData(payload);
    return hash.result();
}

QCborArray toCbor(const std::vector<Origin> &origins)
{
    QCborArray array;
    for (const Origin &origin : origins)
        array.append(QCborArray{QString::fromUtf8(origin.scheme), QString::fromUtf8(origin.host), origin.port});
    return array;
}

QCborArray toCbor(const std::vector<SecretPart> &parts)
{
    QCborArray array;
    for (const SecretPart &part : parts)
        array.append(QCborArray{part.name, part.value.reveal()});
    return array;
}

QByteArray payloadOf(const Credential &credential)
{
    const CredentialInfo &info = credential.info;
    QCborMap map{{QString("id"), info.id},
                 {QString("kind"), int(info.kind)},
                 {QString("label"), QCborArray{info.label.service, info.label.environment, info.label.name}},
                 {QString("origins"), toCbor(info.origins)},
                 {QString("created"), qint64(info.created.time_since_epoch().count())},
                 {QString("changed"), qint64(info.changed.time_since_epoch().count())},
                 {QString("parts"), toCbor(credential.parts)}};
    if (info.expires)
        map[QString("expires")] = qint64(info.expires->time_since_epoch().count());
    return QCborValue(map).toCbor();
}

std::optional<std::vector<Origin>> originsOf(const QCborValue &value)
{
    const QCborArray array = value.toArray();
    if (!value.isArray() || array.size() > kMostOrigins)
        return std::nullopt;
    std::vector<Origin> origins;
    for (const QCborValue &entry : array) {
        const QCborArray origin = entry.toArray();
        if (origin.size() != 3 || !origin[0].isString() || !origin[1].isString() || !origin[2].isInteger())
            return std::nullopt;
        origins.push_back({origin[0].toString().toUtf8(), origin[1].toString().toUtf8(), int(origin[2].toInteger())});
    }
    return origins;
}

std::optional<std::vector<SecretPart>> partsOf(const QCborValue &value)
{
    const QCborArray array = value.toArray();
    if (!value.isArray() || array.size() > kMostParts)
        return std::nullopt;
    std::vector<SecretPart> parts;
    for (const QCborValue &entry : array) {
        const QCborArray part = entry.toArray();
        if (part.size() != 2 || !part[0].isByteArray() || !part[1].isByteArray())
            return std::nullopt;
        parts.push_back({part[0].toByteArray(), Secret(part[1].toByteArray())});
    }
    return parts;
}

std::optional<CredentialLabel> labelOf(const QCborValue &value)
{
    const QCborArray label = value.toArray();
    if (label.size() != 3)
        return std::nullopt;
    return CredentialLabel{label[0].toString(), label[1].toString(), label[2].toString()};
}

Instant instantOf(const QCborValue &value)
{
    return Instant(Milliseconds(value.toInteger()));
}

/// The payload of a blob whose header, length and hash are right; nothing otherwise.
std::optional<QByteArray> payloadIn(const QByteArray &blob)
{
    if (blob.size() < kHeader || blob.size() > kLargestCredential || !blob.startsWith(kMagic))
        return std::nullopt;
    const QByteArray payload = blob.mid(kHeader);
    const auto length = qFromBigEndian<quint32>(blob.constData() + 8);
    if (qsizetype(length) != payload.size() || blob.mid(4 + kCounts, kHash) != hashOf(blob.first(4 + kCounts), payload))
        return std::nullopt;
    return payload;
}

bool isKnown(qint64 kind)
{
    return kind >= qint64(CredentialKind::Basic) && kind <= qint64(CredentialKind::Custom);
}

}

Result<QByteArray, StoreError> encodeCredential(const Credential &credential, quint32 generation)
{
    if (!isCredentialId(credential.info.id) || credential.info.origins.size() > kMostOrigins || credential.parts.size() > kMostParts)
        return failure(storeError(StoreFault::Failed));
    const QByteArray payload = payloadOf(credential);
    if (kHeader + payload.size() > kLargestCredential)
        return failure(storeError(StoreFault::TooLarge));
    const QByteArray before = kMagic.toByteArray() + bigEndian(generation) + bigEndian(quint32(payload.size()));
    return before + hashOf(before, payload) + payload;
}

Result<StoredCredential, StoreError> decodeCredential(const CredentialId &id, const QByteArray &blob)
{
    const StoreError damaged = storeError(StoreFault::Damaged);
    const auto payload = payloadIn(blob);
    if (!payload)
        return failure(damaged);
    QCborParserError fault;
    const QCborMap map = QCborValue::fromCbor(*payload, &fault).toMap();
    if (fault.error != QCborError::NoError || map["id"].toByteArray() != id)
        return failure(damaged);
    const qint64 kind = map["kind"].toInteger();
    if (!isKnown(kind))
        return failure(storeError(StoreFault::Newer));
    const auto label = labelOf(map["label"]);
    auto origins = originsOf(map["origins"]);
    auto parts = partsOf(map["parts"]);
    if (!label || !origins || !parts)
        return failure(damaged);
    CredentialInfo info{id, CredentialKind(kind), *label, std::move(*origins), instantOf(map["created"]), instantOf(map["changed"])};
    if (map["expires"].isInteger())
        info.expires = instantOf(map["expires"]);
    return StoredCredential{{std::move(info), std::move(*parts)}, qFromBigEndian<quint32>(blob.constData() + 4)};
}

void sortByLabel(std::vector<CredentialInfo> &credentials)
{
    std::sort(credentials.begin(), credentials.end(), [](const CredentialInfo &a, const CredentialInfo &b) {
        const int order = a.label.toString().localeAwareCompare(b.label.toString());
        return order != 0 ? order < 0 : a.id < b.id;
    });
}

}
