#include "core/auth/aws_signature.h"

#include "core/http/credentials.h"
#include "core/http/date.h"
#include "core/http/form.h"

namespace keyhole {

namespace {

using Kind = SigningFault::Kind;

/// Parameters by their name, from the field or the query.
struct Parts {
    const Request &request;
    bool inQuery = false;
    QByteArray where;
    std::vector<std::pair<QByteArray, QByteArray>> values;

    std::optional<QByteArray> value(QByteArrayView name) const
    {
        const auto found
            = std::find_if(values.begin(), values.end(), [&](const auto &each) { return equalsIgnoringCase(each.first, name); });
        return found == values.end() ? std::nullopt : std::optional(found->second);
    }
};

/// "Credential=…, SignedHeaders=…, Signature=…": slashes and semicolons are no characters of a parameter's value elsewhere.
Parts fieldParts(const Request &request, const Field &field, QByteArrayView rest)
{
    Parts parts{request, false, "request.headers." + field.name, {}};
    for (const QByteArray &each : rest.toByteArray().split(',')) {
        const qsizetype equals = each.indexOf('=');
        if (equals > 0)
            parts.values.emplace_back(each.first(equals).trimmed(), each.mid(equals + 1).trimmed());
    }
    return parts;
}

std::optional<Parts> findParts(const Request &request, QByteArray &algorithm)
{
    if (const Field *field = request.fields.find("Authorization")) {
        const qsizetype blank = field->value.indexOf(' ');
        const QByteArray scheme = blank < 0 ? field->value : field->value.first(blank);
        if (scheme.startsWith("AWS4-")) {
            algorithm = scheme;
            return fieldParts(request, *field, blank < 0 ? QByteArrayView() : QByteArrayView(field->value).sliced(blank + 1));
        }
    }
    Parts parts{request, true, "request.url", {}};
    for (const FormPair &pair : parseForm(request.url.query.value_or(QByteArray()))) {
        if (pair.name.startsWith("X-Amz-"))
            parts.values.emplace_back(pair.name.mid(6), pair.value);
    }
    algorithm = parts.value("Algorithm").value_or(QByteArray());
    if (!algorithm.startsWith("AWS4-"))
        return std::nullopt;
    return parts;
}

/// "20260505T153018Z".
std::optional<Instant> basicIsoTime(const QByteArray &text)
{
    if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z')
        return std::nullopt;
    const auto parsed
        = parseRfc3339(text.left(4) + '-' + text.mid(4, 2) + '-' + text.mid(6, 5) + ':' + text.mid(11, 2) + ':' + text.mid(13, 3));
    return parsed ? std::optional(*parsed) : std::nullopt;
}

void addFault(AwsSignature &signature, Kind kind, const QByteArray &where, const QByteArray &line, const QString &says, bool proven = true)
{
    signature.faults.push_back({kind, where, QString::fromUtf8(line), says, proven});
}

void readTime(AwsSignature &signature, const Parts &parts)
{
    const Field *field = parts.inQuery ? nullptr : parts.request.fields.find("X-Amz-Date");
    signature.written = parts.inQuery ? parts.value("Date").value_or(QByteArray()) : field ? field->value : QByteArray();
    signature.period.where = field ? "request.headers." + field->name : QByteArray("request.query.X-Amz-Date");
    signature.period.begins = basicIsoTime(signature.written);
    if (!parts.inQuery && !field) {
        field = parts.request.fields.find("Date");
        const auto date = field ? parseHttpDate(field->value, Instant{}) : Result<HttpDate, SyntaxError>(failure(SyntaxError{}));
        signature.period.where = field ? "request.headers." + field->name : QByteArray("request.headers.X-Amz-Date");
        signature.written = field ? field->value : QByteArray();
        if (date)
            signature.period.begins = date->instant;
    }
    signature.period.beginWritten = signature.written;
    if (signature.written.isEmpty())
        addFault(signature, Kind::Incomplete, signature.period.where, "no X-Amz-Date",
                 QStringLiteral("the time of the signature is absent"));
    if (const auto expires = parts.value("Expires"); expires && parts.inQuery) {
        bool isNumber = false;
        const qint64 seconds = expires->toLongLong(&isNumber);
        constexpr qint64 kLongest = 7 * 86'400;
        signature.period.endWritten = *expires;
        if (isNumber && signature.period.begins && seconds > 0 && seconds <= kLongest)
            signature.period.ends = *signature.period.begins + Seconds(seconds);
    }
}

/// Key, date, region, service and "aws4_request"; a key may hold slashes, so they are counted from the end.
void readScope(AwsSignature &signature, const QByteArray &credential, const QByteArray &where)
{
    QByteArrayList steps = credential.split('/');
    const qsizetype regional = signature.algorithm.startsWith("AWS4-ECDSA") ? 0 : 1;
    if (steps.size() < 4 + regional || steps.back() != "aws4_request") {
        addFault(signature, Kind::Incomplete, where, "Credential", QStringLiteral("it is not key/date/region/service/aws4_request"));
        return;
    }
    steps.removeLast();
    signature.service = steps.takeLast();
    if (regional)
        signature.region = steps.takeLast();
    signature.date = steps.takeLast();
    signature.keyId = steps.join('/');
}

void checkSignedHeaders(AwsSignature &signature, const Parts &parts)
{
    const auto isSigned = [&](QByteArrayView name) {
        return std::any_of(signature.signedHeaders.begin(), signature.signedHeaders.end(),
                           [&](const QByteArray &each) { return each == name; });
    };
    if (signature.signedHeaders.empty())
        return;
    if (!isSigned("host") && !isSigned(":authority"))
        addFault(signature, Kind::Incomplete, parts.where, "SignedHeaders=" + signature.signedHeaders.front() + "…",
                 QStringLiteral("host is not signed"));
    for (const Field &field : parts.request.fields) {
        const QByteArray name = field.name.toLower();
        if (name.startsWith("x-amz-") && !isSigned(name) && signature.service == "s3")
            addFault(signature, Kind::Incomplete, "request.headers." + field.name, field.name,
                     QStringLiteral("it is sent, and is not among the signed headers"));
    }
    for (const QByteArray &name : signature.signedHeaders) {
        // Recordings seldom keep these; HTTP/2 has no Host.
        const bool implied
            = name == "host" || name == ":authority" || name == "content-length" || name == "user-agent" || name == "connection";
        if (!implied && !parts.request.fields.contains(name))
            addFault(signature, Kind::Incomplete, parts.where, "SignedHeaders: " + name,
                     QStringLiteral("it is signed, and not in the request"), false);
    }
}

/// Regions as they are written: "eu-central-1", "us-gov-west-1".
bool isRegion(QByteArrayView label)
{
    const QByteArrayList steps = label.toByteArray().split('-');
    constexpr int kFewest = 3;
    return steps.size() >= kFewest && steps.front().size() == 2 && steps.back().size() == 1
        && isdigit(static_cast<unsigned char>(steps.back()[0]));
}

void checkScope(AwsSignature &signature, const Parts &parts)
{
    if (signature.date.isEmpty())
        return;
    if (signature.period.begins && signature.written.size() == 16 && !signature.written.startsWith(signature.date))
        addFault(signature, Kind::Scope, signature.period.where, signature.written,
                 QStringLiteral("the scope is of %1").arg(QString::fromUtf8(signature.date)));
    const QByteArray host = parts.request.url.host.toLower();
    if (signature.region.isEmpty() || !host.endsWith(".amazonaws.com"))
        return;
    for (const QByteArray &label : host.split('.')) {
        // "s3-eu-west-1" is the older form.
        const QByteArray region = label.startsWith("s3-") ? label.mid(3) : label;
        if (isRegion(region) && region != signature.region) {
            addFault(signature, Kind::Scope, parts.where, "Credential: " + signature.region,
                     QStringLiteral("the host is of %1").arg(QString::fromUtf8(region)));
            return;
        }
    }
}

}

std::optional<AwsSignature> readAwsSignature(const Request &request)
{
    AwsSignature signature;
    const auto parts = findParts(request, signature.algorithm);
    if (!parts)
        return std::nullopt;
    signature.inQuery = parts->inQuery;
    readTime(signature, *parts);
    for (const char *name : {"Credential", "SignedHeaders", "Signature"}) {
        if (parts->value(name).value_or(QByteArray()).isEmpty())
            addFault(signature, Kind::Incomplete, parts->where, name, QStringLiteral("absent from the signature"));
    }
    if (const auto credential = parts->value("Credential"); credential && !credential->isEmpty())
        readScope(signature, *credential, parts->where);
    for (const QByteArray &name : parts->value("SignedHeaders").value_or(QByteArray()).toLower().split(';')) {
        if (!name.trimmed().isEmpty())
            signature.signedHeaders.push_back(name.trimmed());
    }
    signature.signature = parts->value("Signature").value_or(QByteArray());
    signature.hasToken = parts->inQuery ? parts->value("Security-Token").has_value() : request.fields.contains("X-Amz-Security-Token");
    checkSignedHeaders(signature, *parts);
    // Keys that begin so are temporary, and are known with their token alone.
    if (signature.keyId.startsWith("ASIA") && !signature.hasToken)
        addFault(signature, Kind::Incomplete, parts->where, "no X-Amz-Security-Token",
                 QStringLiteral("the key id begins with ASIA: it is temporary and goes with its session token"));
    checkScope(signature, *parts);
    return signature;
}

}
