// What stands behind Negotiate and NTLM: NTLM messages, SPNEGO and Kerberos.
#include "core/token/opaque_readers.h"

namespace keyhole {

namespace {

/// An element of DER: its tag and content. X.690, 8.1; lengths up to four bytes.
struct Element {
    uchar tag = 0;
    QByteArrayView content;
};
std::optional<Element> takeElement(QByteArrayView &bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    const uchar tag = uchar(bytes[0]);
    qsizetype length = uchar(bytes[1]), head = 2;
    if (length >= 0x80) {
        const qsizetype size = length & 0x7F;
        if (size == 0 || size > 4 || bytes.size() < 2 + size)
            return std::nullopt;
        length = qsizetype(bigEndian(bytes, 2, size));
        head += size;
    }
    if (length > bytes.size() - head)
        return std::nullopt;
    const Element element{tag, bytes.sliced(head, length)};
    bytes = bytes.sliced(head + length);
    return element;
}

/// The content of the first element with this tag among those that stand side by side.
std::optional<QByteArrayView> child(QByteArrayView bytes, uchar tag)
{
    while (const auto element = takeElement(bytes)) {
        if (element->tag == tag)
            return element->content;
    }
    return std::nullopt;
}

/// Steps down: child(child(bytes, a), b) …
std::optional<QByteArrayView> descend(std::optional<QByteArrayView> bytes, std::initializer_list<uchar> tags)
{
    for (const uchar tag : tags)
        bytes = bytes ? child(*bytes, tag) : std::nullopt;
    return bytes;
}

constexpr uchar kSequence = 0x30, kOid = 0x06, kOctets = 0x04, kText = 0x1B, kApplication = 0x60, kNegotiation = 0xA1, kApRequest = 0x6E,
                kTicket = 0x61;
const QByteArray kSpnegoOid = QByteArray::fromHex("2b0601050502");  // RFC 4178, 4.2
const QByteArray kKerberosOid = QByteArray::fromHex("2a864886f712010202");  // RFC 4121, 4.1
const QByteArray kOldKerberosOid = QByteArray::fromHex("2a864882f712010202");  // as Windows writes it too
const QByteArray kNtlmOid = QByteArray::fromHex("2b06010401823702020a");  // MS-NLMP

QString mechanismName(QByteArrayView oid)
{
    return oid == kKerberosOid || oid == kOldKerberosOid ? QStringLiteral("Kerberos")
        : oid == kNtlmOid                                ? QStringLiteral("NTLM")
                                                         : QStringLiteral("another mechanism");
}

/// A field of an NTLM message: length and offset in little-endian order, text in UTF-16. MS-NLMP, 2.2.1.3.
QString ntlmText(QByteArrayView message, qsizetype at, bool unicode)
{
    if (at + 8 > message.size())
        return {};
    const auto little = [&](qsizetype from, int size) {
        quint64 number = 0;
        for (int i = size - 1; i >= 0; --i)
            number = number << 8 | uchar(message[from + i]);
        return qsizetype(number);
    };
    const qsizetype length = little(at, 2), offset = little(at + 4, 4);
    if (offset > message.size() || length > message.size() - offset)
        return {};
    const QByteArrayView bytes = message.sliced(offset, length);
    if (!unicode)
        return printable(bytes);
    QString text;
    for (qsizetype i = 0; i + 1 < bytes.size(); i += 2)
        text += QChar(ushort(uchar(bytes[i]) | uchar(bytes[i + 1]) << 8));
    return printable(text.toUtf8());
}

std::optional<OpaqueToken> readNtlm(QByteArrayView message)
{
    static constexpr const char *kSteps[] = {"the first message of NTLM: what the client can do", "the challenge of NTLM",
                                             "the last message of NTLM: who it is, and the answer to the challenge"};
    constexpr qsizetype kHead = 12, kDomain = 28, kUser = 36, kStation = 44, kFlags = 60;
    if (message.size() < kHead || !message.startsWith(QByteArrayView("NTLMSSP\0", 8)) || message[8] < 1 || message[8] > 3)
        return std::nullopt;
    OpaqueToken token{QLatin1String(kSteps[message[8] - 1])};
    token.why = QStringLiteral("NTLM signs in a connection, not a request: all three messages must go over the same one.");
    if (message[8] != 3)
        return token;
    const bool unicode = message.size() <= kFlags || (message[kFlags] & 1) != 0;
    for (const auto &[name, at] : {std::pair(u"domain", kDomain), {u"user", kUser}, {u"computer", kStation}}) {
        if (const QString text = ntlmText(message, at, unicode); !text.isEmpty())
            token.details += QStringLiteral("%1 %2").arg(QStringView(name), text);
    }
    return token;
}

/// The service that the ticket is for, which is not encrypted. RFC 4120, 5.5.1 (AP-REQ) and 5.3 (Ticket).
void addTicket(OpaqueToken &token, QByteArrayView request)
{
    const auto ticket = descend(request, {kSequence, 0xA3, kTicket, kSequence});
    if (!ticket)
        return;
    if (const auto realm = descend(ticket, {0xA1, kText}))
        token.issuer = printable(*realm);
    QStringList parts;
    if (auto names = descend(ticket, {0xA2, kSequence, 0xA1, kSequence})) {
        while (const auto part = takeElement(*names))
            parts += printable(part->content);
    }
    if (!parts.isEmpty())
        token.details += QStringLiteral("for %1").arg(parts.join(u'/'));
}

std::optional<OpaqueToken> readKerberos(QByteArrayView bytes)
{
    QByteArrayView rest = bytes;
    const auto outer = takeElement(rest);
    if (!outer || outer->tag != kApplication)
        return std::nullopt;
    QByteArrayView inner = outer->content;
    const auto oid = takeElement(inner);
    if (!oid || oid->tag != kOid || (oid->content != kKerberosOid && oid->content != kOldKerberosOid))
        return std::nullopt;
    OpaqueToken token{QStringLiteral("a Kerberos token")};
    token.why = QStringLiteral("Its ticket is encrypted for the service that it names; only that one reads who it is from.");
    if (inner.size() > 2) {
        inner = inner.sliced(2);  // the kind of message: 01 00 for AP-REQ
        if (const auto request = child(inner, kApRequest))
            addTicket(token, *request);
    }
    return token;
}

void addMechanisms(OpaqueToken &token, QByteArrayView list)
{
    QStringList names;
    while (const auto oid = takeElement(list)) {
        const QString name = mechanismName(oid->content);
        if (oid->tag == kOid && !names.contains(name))
            names += name;
    }
    if (!names.isEmpty())
        token.details += QStringLiteral("offers %1").arg(names.join(QStringLiteral(", ")));
}

/// RFC 4178, 4.2: NegTokenInit behind the OID of SPNEGO, or NegTokenResp alone.
std::optional<OpaqueToken> readSpnego(QByteArrayView bytes)
{
    QByteArrayView rest = bytes;
    const auto outer = takeElement(rest);
    if (!outer)
        return std::nullopt;
    OpaqueToken token{QStringLiteral("a SPNEGO token")};
    token.why = QStringLiteral("It agrees on a mechanism, and carries that one's own token.");
    if (outer->tag == kNegotiation && child(outer->content, kSequence)) {
        token.what = QStringLiteral("an answer of SPNEGO");
        return token;
    }
    const auto oid = child(outer->content, kOid);
    if (outer->tag != kApplication || !oid || *oid != kSpnegoOid)
        return std::nullopt;
    const auto init = descend(outer->content, {0xA0, kSequence});
    if (const auto mechanisms = descend(init, {0xA0, kSequence}))
        addMechanisms(token, *mechanisms);
    const auto carried = descend(init, {0xA2, kOctets});
    const auto inner = carried ? readNtlm(*carried) : std::nullopt;
    const auto ticket = carried && !inner ? readKerberos(*carried) : std::nullopt;
    if (const auto &read = inner ? inner : ticket) {
        token.details += QStringLiteral("carries %1").arg(read->what);
        token.details += read->details;
        token.issuer = read->issuer;
    }
    return token;
}

}

/// Behind "Negotiate " or "NTLM ", or alone.
std::optional<OpaqueToken> readNegotiate(QByteArrayView text)
{
    // "NTLMSSP", and the tags 0x60 and 0xA1 with a length, in base64.
    if (!text.startsWith("TlRMTVNTUAA") && !text.startsWith('Y') && !text.startsWith("oY") && !text.startsWith("oR"))
        return std::nullopt;
    const QByteArray bytes = bytesOfBase64(text);
    if (auto ntlm = readNtlm(bytes))
        return ntlm;
    if (bytes.size() < 8)
        return std::nullopt;
    auto kerberos = readKerberos(bytes);
    return kerberos ? kerberos : readSpnego(bytes);
}

}
