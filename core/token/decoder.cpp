#include "core/token/token.h"

#include "core/http/field.h"
#include "core/token/base64url.h"
#include "core/token/damage.h"
#include "core/token/kind.h"
#include "core/token/sd_jwt.h"
#include "core/token/unusual_payload.h"

namespace keyhole {

namespace {

constexpr qsizetype kLargest = 1 << 20;
constexpr size_t kMostSegments = 8;  // five are the most that a token can have; the rest of a longer one is one segment
constexpr size_t kSignedSegments = 3;
constexpr size_t kEncryptedSegments = 5;
constexpr JsonLimits kJsonLimits{.bytes = kLargest};

struct SignatureSize {
    QByteArrayView algorithm;
    qsizetype bytes;
};
/// RFC 7518, 3.2 and 3.4; RFC 8037, 3.1. That of RSA depends on the key.
constexpr SignatureSize kSignatureSizes[]
    = {{"HS256", 32}, {"HS384", 48}, {"HS512", 64}, {"ES256", 64}, {"ES384", 96}, {"ES512", 132}, {"EdDSA", 64}};

/// Fills a Token from its text, in the order of the text, and goes on after a fault as far as something can still be read.
class Decoder {
public:
    explicit Decoder(Token &token) : m_token(token), m_text(token.text), m_end(token.text.size()) { }

    void decode()
    {
        if (decodeTwiceEncoded())
            return;
        unwrap();
        if (!looksLikeJwt(inner()))
            return leaveOpaque();
        setDisclosuresAside();
        split();
        readHeader();
        if (!isMeantAsJwt())
            return leaveOpaque();
        if (!readPayloadAlone())
            readRest();
        finish();
    }

private:
    QByteArrayView inner() const { return m_text.sliced(m_begin, m_end - m_begin); }
    QByteArrayView written(const TokenSegment &segment) const { return m_text.sliced(segment.offset, segment.length); }
    void note(qsizetype offset, const QString &message) { m_token.problems.push_back({offset, message}); }
    void refuse(qsizetype offset, const QString &message)
    {
        note(offset, message);
        m_whole = false;
    }

    void leaveOpaque()
    {
        m_token.problems.clear();
        m_token.segments.clear();
        m_token.header.reset();
    }

    /// "ZXlK" is what "eyJ" becomes when it is encoded once more.
    bool decodeTwiceEncoded()
    {
        if (!m_text.startsWith("ZXlK"))
            return false;
        const QByteArray once = QByteArray::fromBase64(m_token.text, QByteArray::Base64UrlEncoding);
        if (once.count('.') < 2)
            return false;
        m_token.form = TokenForm::Broken;
        m_token.segments = {{0, m_text.size(), once}};
        note(0, QStringLiteral("the whole token was encoded in base64 once more: decoded once, it begins with eyJ"));
        return true;
    }

    /// What people copy along: white space, quotation marks, the scheme.
    void unwrap()
    {
        static constexpr QByteArrayView kAround(" \t\r\n\"'`<>");
        static constexpr QByteArrayView kScheme("Bearer");
        for (bool again = true; again;) {
            again = false;
            while (m_begin < m_end && kAround.contains(m_text[m_begin]))
                ++m_begin;
            if (inner().size() > kScheme.size() && equalsIgnoringCase(inner().first(kScheme.size()), kScheme)
                && kAround.contains(inner()[kScheme.size()])) {
                refuse(m_begin, QStringLiteral("the word Bearer stands inside the token's text"));
                m_begin += kScheme.size();
                again = true;
            }
        }
        while (m_end > m_begin && kAround.contains(m_text[m_end - 1]))
            --m_end;
        if (m_begin > 0 && m_whole)
            refuse(0, describeAround(m_text.front()) + QStringLiteral(" before the token"));
        if (m_end < m_text.size())
            refuse(m_end, describeAround(m_text[m_end]) + QStringLiteral(" after the token"));
    }

    /// What follows the signature of an SD-JWT is no part of the token that was signed.
    void setDisclosuresAside()
    {
        const qsizetype tilde = disclosuresOffset(inner());
        if (tilde < 0)
            return;
        m_end = m_begin + tilde;
        const qsizetype count = m_text.sliced(m_end).count('~') - 1;
        note(m_end,
             count == 1 ? QStringLiteral("one disclosure follows (SD-JWT, RFC 9901)")
                        : QStringLiteral("%1 disclosures follow (SD-JWT, RFC 9901)").arg(count));
    }

    void split()
    {
        m_token.segments.reserve(kSignedSegments);
        qsizetype start = m_begin;
        while (m_token.segments.size() + 1 < kMostSegments) {
            const qsizetype dot = nextDot(start);
            if (dot >= m_end)
                break;
            m_token.segments.push_back({start, dot - start, {}});
            start = dot + lengthOfDot(m_text.sliced(dot));
        }
        m_token.segments.push_back({start, m_end - start, {}});
    }

    /// The next dot, also one written "%2E", which is told.
    qsizetype nextDot(qsizetype from)
    {
        const qsizetype found = m_text.indexOf('.', from);
        const qsizetype dot = found < 0 ? m_end : std::min(found, m_end);
        for (qsizetype at = m_text.indexOf('%', from); at >= 0 && at + 2 < dot; at = m_text.indexOf('%', at + 1)) {
            if (lengthOfDot(m_text.sliced(at)) > 0) {
                refuse(at, describeForeign(m_text.sliced(at)));
                return at;
            }
        }
        return dot;
    }

    size_t needed() const
    {
        const bool encrypted = m_token.header ? m_token.header->find("enc") != nullptr : m_token.segments.size() == kEncryptedSegments;
        return encrypted ? kEncryptedSegments : kSignedSegments;
    }
    bool isCutAt(size_t index) const { return index + 1 == m_token.segments.size() && m_token.segments.size() < kSignedSegments; }
    QString nameOf(size_t index) const { return segmentName(qsizetype(index), needed() == kEncryptedSegments); }

    /// Decodes a segment, or what stands before its first fault. True when nothing but a cut end is wrong with it.
    bool decodeSegment(size_t index)
    {
        TokenSegment &segment = m_token.segments[index];
        auto bytes = decodeBase64Url(written(segment));
        if (bytes) {
            segment.decoded = std::move(*bytes);
            segment.isStrict = true;
            return true;
        }
        const SyntaxError fault = bytes.error();
        const bool atTail = fault.offset + 1 == segment.length && isOfAlphabet(written(segment).back());
        segment.decoded = decodeLeniently(written(segment), fault.offset);
        if (atTail && isCutAt(index))
            return true;
        const QString special = atTail ? QString() : describeForeign(m_text.sliced(segment.offset + fault.offset));
        refuse(segment.offset + fault.offset, QStringLiteral("%1: %2").arg(nameOf(index), special.isEmpty() ? fault.message : special));
        return false;
    }

    /// The character that carries a byte of what the segment decodes to.
    static qsizetype placeOf(const TokenSegment &segment, qsizetype byte)
    {
        return segment.offset + std::min(std::max<qsizetype>(byte, 0) * 4 / 3, segment.length);
    }

    /// The object that a segment holds. A fault inside is told by the character of the segment that carries the byte.
    std::optional<JsonValue> readObject(size_t index, bool sound)
    {
        const TokenSegment &segment = m_token.segments[index];
        std::vector<QByteArray> duplicates;
        auto value = parseJson(segment.decoded, kJsonLimits, &duplicates);
        if (!value) {
            const qsizetype fault = value.error().offset;
            if (sound && !(isCutAt(index) && fault == segment.decoded.size()))
                refuse(placeOf(segment, fault), describeFault(index, value.error()));
            return std::nullopt;
        }
        if (!value->isObject()) {
            refuse(segment.offset, QStringLiteral("the %1 is JSON, but not an object").arg(nameOf(index)));
            return std::nullopt;
        }
        for (const QByteArray &name : duplicates)
            note(placeOf(segment, segment.decoded.lastIndexOf('"' + name + '"')),
                 QStringLiteral("the %1 has \"%2\" more than once; readers differ in which one counts")
                     .arg(nameOf(index), QString::fromUtf8(name)));
        return std::move(*value);
    }

    QString describeFault(size_t index, const SyntaxError &fault) const
    {
        if (m_token.segments[index].decoded.startsWith("eyJ"))
            return QStringLiteral("the %1 was encoded in base64 twice: decoded once, it begins with eyJ").arg(nameOf(index));
        return QStringLiteral("the %1 is not JSON at byte %2: %3").arg(nameOf(index)).arg(fault.offset).arg(fault.message);
    }

    void readHeader()
    {
        m_sound = decodeSegment(0);
        m_token.header = readObject(0, m_sound);
    }

    /// Plenty of things that are not tokens begin with "eyJ": cookies of frameworks, cursors, JSON in base64.
    bool isMeantAsJwt() const
    {
        if (!m_token.header)
            return beginsLikeHeader(m_token.segments.front().decoded)
                || (m_token.segments.size() > 1 && written(m_token.segments[1]).startsWith("eyJ"));
        return m_token.header->find("alg") || m_token.header->find("enc") || m_token.header->string("typ").toUpper() == "JWT"
            || (m_token.segments.size() == 1 && (isPayload() || !memberWithToken().isEmpty()));
    }

    bool isPayload() const
    {
        const JsonValue &object = *m_token.header;
        return object.find("exp") && (object.find("iss") || object.find("sub") || object.find("iat"));
    }

    QByteArray memberWithToken() const
    {
        for (const JsonMember &member : m_token.header->members) {
            if (member.value.isString() && member.value.text.startsWith("eyJ") && member.value.text.count('.') >= 2)
                return member.name;
        }
        return {};
    }

    /// A single segment of JSON that is no header: the payload alone, or an object with a token in it.
    bool readPayloadAlone()
    {
        if (!m_token.header || m_token.segments.size() > 1 || m_token.header->find("alg") || m_token.header->find("enc"))
            return false;
        const QByteArray member = memberWithToken();
        if (member.isEmpty() && !isPayload())
            return false;
        refuse(m_begin,
               member.isEmpty()
                   ? QStringLiteral("this is a payload alone: header and signature are missing")
                   : QStringLiteral("this is base64 of a JSON object; the token is in its member \"%1\"").arg(QString::fromUtf8(member)));
        m_token.payload = std::move(m_token.header);
        m_token.header.reset();
        return true;
    }

    void readPayload()
    {
        constexpr size_t kPayload = 1;
        TokenSegment &segment = m_token.segments[kPayload];
        if (m_token.header && isUnencoded(*m_token.header)) {
            segment.decoded = written(segment).toByteArray();
            note(segment.offset, QStringLiteral("the payload stands as it is, not in base64url (b64, RFC 7797), as no JWT may have it"));
        } else {
            m_sound = decodeSegment(kPayload) && m_sound;
        }
        if (segment.length == 0 && m_token.segments.size() == kSignedSegments)
            return refuse(segment.offset,
                          QStringLiteral("the payload is missing, or detached: sent beside the token (RFC 7515, appendix F)"));
        const QString unusual
            = m_sound && m_token.header && !isCutAt(kPayload) ? describeUnusualPayload(*m_token.header, segment.decoded) : QString();
        if (unusual.isEmpty())
            m_token.payload = readObject(kPayload, m_sound);
        else
            note(segment.offset, unusual);
    }

    void readRest()
    {
        const bool encrypted = needed() == kEncryptedSegments;
        for (size_t i = 1; i < std::min(m_token.segments.size(), needed()); ++i) {
            if (i == 1 && !encrypted)
                readPayload();
            else
                m_sound = decodeSegment(i) && m_sound;
        }
        if (m_token.header && !m_token.header->find("alg"))
            refuse(m_begin, QStringLiteral("the header names no algorithm (alg)"));
        checkCount();
        if (encrypted)
            checkEncrypted();
        else if (m_token.segments.size() == kSignedSegments)
            checkSignature();
    }

    void checkCount()
    {
        const size_t found = m_token.segments.size();
        if (found < needed())
            refuse(m_end, describeCut(m_token, qsizetype(needed()), m_sound));
        if (found > needed())
            refuse(m_token.segments[needed()].offset - 1,
                   QStringLiteral("more follows after %1 segments, which are all that a token has (an encrypted one has 5)").arg(needed()));
    }

    void checkEncrypted()
    {
        for (size_t i = 2; i < std::min(m_token.segments.size(), kEncryptedSegments); ++i) {
            if (m_token.segments[i].length == 0)
                refuse(m_token.segments[i].offset, QStringLiteral("the %1 is empty").arg(nameOf(i)));
        }
    }

    void checkSignature()
    {
        const TokenSegment &signature = m_token.segments.back();
        const QByteArray algorithm = m_token.headerText("alg");
        if (equalsIgnoringCase(algorithm, "none")) {
            note(m_begin,
                 signature.length == 0 ? QStringLiteral("the token is unsigned: its algorithm is none")
                                       : QStringLiteral("the algorithm is none, yet there is a signature"));
        } else if (signature.length == 0) {
            refuse(m_end, QStringLiteral("the token ends after its last dot: the signature is missing"));
        } else {
            for (const SignatureSize &size : kSignatureSizes) {
                if (size.algorithm == algorithm && m_sound && size.bytes != signature.decoded.size())
                    note(signature.offset,
                         QStringLiteral("the signature has %1 bytes; one of %2 has %3")
                             .arg(signature.decoded.size())
                             .arg(QLatin1String(size.algorithm))
                             .arg(size.bytes));
            }
        }
    }

    void finish()
    {
        m_token.form = !m_whole ? TokenForm::Broken : needed() == kEncryptedSegments ? TokenForm::Jwe : TokenForm::Jws;
        std::stable_sort(m_token.problems.begin(), m_token.problems.end(),
                         [](const SyntaxError &a, const SyntaxError &b) { return a.offset < b.offset; });
        classify(m_token);
    }

    Token &m_token;
    QByteArrayView m_text;
    qsizetype m_begin = 0, m_end;  ///< the token without what stands around it
    bool m_whole = true;
    bool m_sound = true;  ///< no segment so far has a foreign character
};

}

Token decodeToken(QByteArrayView text)
{
    Token token;
    token.text = text.toByteArray();
    if (text.size() > kLargest)
        token.problems.push_back({kLargest, QStringLiteral("the text has %1 bytes; %2 are read at most").arg(text.size()).arg(kLargest)});
    else
        Decoder(token).decode();
    return token;
}

}
