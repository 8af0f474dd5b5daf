// Tokens whose limits can be read, and narrowed by whoever holds them: macaroons and Biscuit.
#include "core/token/opaque_readers.h"

#include "core/http/date.h"

namespace keyhole {

namespace {

constexpr int kMostCaveats = 100;
constexpr int kShownCaveats = 4;

struct Macaroon {
    QByteArray location;
    QByteArrayList caveats;
    int foreign = 0;  ///< of these caveats, how many another service must lift
    bool isSigned = false;
};

/// Version 1: packets of four hexadecimal digits of length, a name, a blank, a value and a line end. libmacaroons, doc/format.txt.
std::optional<Macaroon> readPackets(QByteArrayView bytes)
{
    constexpr qsizetype kHead = 4;
    Macaroon macaroon;
    bool identified = false;
    while (bytes.size() > kHead) {
        bool isNumber = false;
        const qsizetype length = bytes.first(kHead).toByteArray().toUInt(&isNumber, 16);
        if (!isNumber || length <= kHead + 1 || length > bytes.size() || bytes[length - 1] != '\n')
            return std::nullopt;
        const QByteArrayView packet = bytes.sliced(kHead, length - kHead - 1);
        const qsizetype blank = packet.indexOf(' ');
        if (blank < 0)
            return std::nullopt;
        const QByteArrayView name = packet.first(blank), value = packet.sliced(blank + 1);
        if (name == QByteArrayView("location"))
            macaroon.location = value.toByteArray();
        else if (name == QByteArrayView("cid") && macaroon.caveats.size() < kMostCaveats)
            macaroon.caveats += value.toByteArray();
        else if (name == QByteArrayView("vid"))
            ++macaroon.foreign;
        identified = identified || name == QByteArrayView("identifier");
        macaroon.isSigned = macaroon.isSigned || name == QByteArrayView("signature");
        bytes = bytes.sliced(length);
    }
    return identified ? std::optional(macaroon) : std::nullopt;
}

/// A number of seven bits a byte, the lowest first.
std::optional<quint64> takeVarint(QByteArrayView &bytes)
{
    quint64 number = 0;
    for (int shift = 0; shift < 63 && !bytes.isEmpty(); shift += 7) {
        const uchar byte = uchar(bytes.front());
        bytes = bytes.sliced(1);
        number |= quint64(byte & 0x7F) << shift;
        if (byte < 0x80)
            return number;
    }
    return std::nullopt;
}

std::optional<QByteArrayView> takeBytes(QByteArrayView &bytes)
{
    const auto length = takeVarint(bytes);
    if (!length || *length > quint64(bytes.size()))
        return std::nullopt;
    const QByteArrayView taken = bytes.first(qsizetype(*length));
    bytes = bytes.sliced(qsizetype(*length));
    return taken;
}

/// Version 2: sections of fields (1 location, 2 identifier, 4 verification id, 6 signature), each section ended by 0.
std::optional<Macaroon> readFields(QByteArrayView bytes)
{
    enum Field { End = 0, Location = 1, Identifier = 2, Verification = 4, Signature = 6 };
    if (bytes.size() < 3 || bytes[0] != 2)
        return std::nullopt;
    bytes = bytes.sliced(1);
    Macaroon macaroon;
    bool head = true, identified = false;
    while (!bytes.isEmpty()) {
        const int field = bytes.front();
        bytes = bytes.sliced(1);
        if (field == End) {
            head = false;
            continue;
        }
        const auto value = takeBytes(bytes);
        if (!value || (field != Location && field != Identifier && field != Verification && field != Signature))
            return std::nullopt;
        identified = identified || field == Identifier;
        if (head && field == Location)
            macaroon.location = value->toByteArray();
        if (!head && field == Identifier && macaroon.caveats.size() < kMostCaveats)
            macaroon.caveats += value->toByteArray();
        if (field == Verification)
            ++macaroon.foreign;
        macaroon.isSigned = macaroon.isSigned || field == Signature;
    }
    return identified && macaroon.isSigned ? std::optional(macaroon) : std::nullopt;
}

/// "time < 2026-11-21T10:00:00Z", "time-before 2026-…": an end that a caveat names.
std::optional<Instant> endIn(const QByteArray &caveat)
{
    if (!caveat.startsWith("time"))
        return std::nullopt;
    const auto end = parseRfc3339(QByteArrayView(caveat).sliced(caveat.lastIndexOf(' ') + 1));
    return end ? std::optional(*end) : std::nullopt;
}

/// One field of a protocol buffer that has a length: number and content. Absent where the bytes are none.
struct ProtoField {
    quint64 number;
    QByteArrayView content;
};
std::optional<ProtoField> takeField(QByteArrayView &bytes)
{
    const auto tag = takeVarint(bytes);
    if (!tag)
        return std::nullopt;
    if ((*tag & 7) == 0)
        return takeVarint(bytes) ? std::optional(ProtoField{*tag >> 3, {}}) : std::nullopt;
    const auto content = (*tag & 7) == 2 ? takeBytes(bytes) : std::nullopt;
    return content ? std::optional(ProtoField{*tag >> 3, *content}) : std::nullopt;
}

/// A block, the key of the next one, and a signature of 64 bytes. github.com/eclipse-biscuit/biscuit, schema.proto, SignedBlock.
bool isSignedBlock(QByteArrayView bytes)
{
    bool block = false, key = false, signature = false;
    while (!bytes.isEmpty()) {
        const auto field = takeField(bytes);
        if (!field)
            return false;
        block = block || (field->number == 1 && !field->content.isEmpty());
        key = key || (field->number == 2 && field->content.size() >= 32);
        signature = signature || (field->number == 3 && field->content.size() >= 64);
    }
    return block && key && signature;
}

}

std::optional<OpaqueToken> readMacaroon(QByteArrayView text)
{
    // What "00" with a length, and 2 with a location or identifier, become in base64.
    const QByteArrayView written = text.startsWith("pypi-") ? text.sliced(5) : text;
    if (!written.startsWith("MDA") && !written.startsWith("AgE") && !written.startsWith("AgI"))
        return std::nullopt;
    const QByteArray bytes = bytesOfBase64(written);
    const auto macaroon = written.startsWith('M') ? readPackets(bytes) : readFields(bytes);
    if (!macaroon)
        return std::nullopt;
    OpaqueToken token{QStringLiteral("a macaroon")};
    token.issuer = printable(macaroon->location);
    token.why = QStringLiteral("Who holds it may narrow it by further caveats, and nobody can take one out. Only its maker can check it.");
    const auto count = macaroon->caveats.size();
    token.details += count == 1 ? QStringLiteral("1 caveat") : QStringLiteral("%1 caveats").arg(count);
    for (const QByteArray &caveat : macaroon->caveats.mid(0, kShownCaveats)) {
        if (const QString shown = printable(caveat); !shown.isEmpty())
            token.details += QStringLiteral("caveat “%1”").arg(shown);
        if (const auto end = endIn(caveat); end && (!token.ends || *end < *token.ends))
            token.ends = end;
    }
    if (macaroon->foreign > 0)
        token.details += QStringLiteral("%1 to be lifted by another service").arg(macaroon->foreign);
    if (!macaroon->isSigned)
        token.details += QStringLiteral("cut off before its signature");
    return token;
}

/// A root key's id, the authority block, further blocks, and the proof. The same schema, Biscuit.
std::optional<OpaqueToken> readBiscuit(QByteArrayView text)
{
    constexpr quint64 kAuthority = 2, kBlock = 3, kProof = 4;
    const QByteArrayView written = text.startsWith("biscuit:") ? text.sliced(8) : text;
    if (!written.startsWith('E') && !written.startsWith("CA"))
        return std::nullopt;
    const QByteArray decoded = bytesOfBase64(written);
    QByteArrayView bytes = decoded;
    int blocks = 0;
    bool authority = false, proof = false;
    while (!bytes.isEmpty()) {
        const auto field = takeField(bytes);
        if (!field || ((field->number == kAuthority || field->number == kBlock) && !isSignedBlock(field->content)))
            return std::nullopt;
        authority = authority || field->number == kAuthority;
        blocks += field->number == kBlock ? 1 : 0;
        proof = proof || field->number == kProof;
    }
    if (!authority || !proof)
        return std::nullopt;
    OpaqueToken token{QStringLiteral("a Biscuit")};
    token.why = QStringLiteral("Its facts and rules can be read and narrowed by whoever holds it; the issuer's public key checks it.");
    token.details += blocks == 0 ? QStringLiteral("as its issuer made it") : QStringLiteral("narrowed %1 times").arg(blocks);
    return token;
}

}
