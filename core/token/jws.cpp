#include "core/token/jws.h"

#include "core/token/base64url.h"
#include "core/token/signed_text.h"

namespace keyhole {

namespace {

constexpr JsonLimits kLimits{.bytes = 1 << 20, .depth = 20};
constexpr size_t kMostSignatures = 100;

/// Steps through the object of a JWS; the first fault stays.
class JwsReader {
public:
    explicit JwsReader(QByteArrayView text) : m_text(text) { }

    Result<Jws, SyntaxError> read()
    {
        std::vector<QByteArray> duplicates;
        const auto json = parseJson(m_text, kLimits, &duplicates);
        if (!json)
            return failure(json.error());
        if (!json->isObject())
            return failure(SyntaxError{0, QStringLiteral("a JSON object with a payload and signatures is expected")});
        if (!duplicates.empty())
            fault(duplicates.front(), QStringLiteral("stands twice in one object"));
        Jws jws;
        readSignatures(*json, jws);
        if (!m_fault)
            readPayload(*json, jws);
        return m_fault ? Result<Jws, SyntaxError>(failure(*m_fault)) : jws;
    }

private:
    void fault(QByteArrayView member, const QString &what)
    {
        const qsizetype offset = std::max<qsizetype>(m_text.indexOf(jsonString(member)), 0);
        m_fault = m_fault.value_or(SyntaxError{offset, QStringLiteral("\"%1\" %2").arg(QString::fromUtf8(member.toByteArray()), what)});
    }

    /// The text of a member; nothing (and no fault) when it is absent.
    std::optional<QByteArray> text(const JsonValue &object, QByteArrayView name)
    {
        const JsonValue *value = object.find(name);
        if (value && !value->isString())
            fault(name, QStringLiteral("is not a string"));
        return value && value->isString() ? std::optional(value->text) : std::nullopt;
    }

    QByteArray decoded(const QByteArray &written, QByteArrayView name)
    {
        const auto bytes = decodeBase64Url(written);
        if (!bytes)
            fault(name, QStringLiteral("is not base64url: %1 at character %2").arg(bytes.error().message).arg(bytes.error().offset + 1));
        return bytes.value_or(QByteArray());
    }

    void readSignatures(const JsonValue &object, Jws &jws)
    {
        const JsonValue *list = object.find("signatures");
        if (!list) {
            jws.signatures.push_back(readSignature(object));
            return;
        }
        for (const char *flat : {"signature", "protected", "header"}) {
            if (object.find(flat))
                fault(flat, QStringLiteral("stands beside \"signatures\": a JWS is written one way or the other"));
        }
        if (!list->isArray() || list->items.empty() || list->items.size() > kMostSignatures)
            return fault("signatures", QStringLiteral("is no list of 1 to %1 signatures").arg(kMostSignatures));
        for (const JsonValue &item : list->items)
            jws.signatures.push_back(readSignature(item));
    }

    JwsSignature readSignature(const JsonValue &object)
    {
        JwsSignature read;
        read.protectedText = text(object, "protected").value_or(QByteArray());
        if (!read.protectedText.isEmpty())
            read.protectedHeader = readHeader(decoded(read.protectedText, "protected"));
        if (const JsonValue *header = object.find("header")) {
            read.unprotected = *header;
            if (!header->isObject())
                fault("header", QStringLiteral("is not an object"));
        }
        if (!read.protectedHeader && !read.unprotected)
            fault("protected", QStringLiteral("is missing, and so is \"header\""));
        const auto signature = text(object, "signature");
        if (!signature)
            fault("signature", QStringLiteral("is missing"));
        read.signature = decoded(signature.value_or(QByteArray()), "signature");
        return read;
    }

    std::optional<JsonValue> readHeader(const QByteArray &json)
    {
        std::vector<QByteArray> duplicates;
        auto header = parseJson(json, kLimits, &duplicates);
        if (!header || !header->isObject() || !duplicates.empty()) {
            fault("protected", QStringLiteral("does not hold a JSON object with each member once"));
            return std::nullopt;
        }
        return *std::move(header);
    }

    void readPayload(const JsonValue &object, Jws &jws)
    {
        const auto unencoded = [](const JwsSignature &one) { return isUnencoded(one.protectedHeader ? &*one.protectedHeader : nullptr); };
        const auto count = std::count_if(jws.signatures.begin(), jws.signatures.end(), unencoded);
        if (count != 0 && count != qsizetype(jws.signatures.size()))
            fault("signatures", QStringLiteral("differ in whether the payload is encoded (b64), which RFC 7797, 3 forbids"));
        const auto written = text(object, "payload");
        jws.isDetached = !written;
        jws.payloadText = written.value_or(QByteArray());
        jws.payload = count > 0 ? jws.payloadText : decoded(jws.payloadText, "payload");
    }

    QByteArrayView m_text;
    std::optional<SyntaxError> m_fault;
};

}

bool looksLikeJws(QByteArrayView text)
{
    const QByteArrayView trimmed = text.trimmed();
    return trimmed.startsWith('{') && trimmed.contains("\"signature");
}

Result<Jws, SyntaxError> parseJws(QByteArrayView json)
{
    return JwsReader(json).read();
}

}
