#include "core/diagnosis/answer/reading.h"
#include "core/http/form.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

enum class Part { Code, Message, Text, Nonce };

struct SayingField {
    const char *name;
    const char *format;
    Part part;
};

// Fields in which servers say more than in the body. AWS: smithy.io restJson1; API Gateway: gateway responses; Azure Storage:
// "Status and error codes"; gRPC: "gRPC over HTTP2"; DPoP-Nonce: RFC 9449, 8; X-MS-*: learn.microsoft.com; npm-notice left out.
constexpr SayingField kFields[] = {
    {"x-amzn-errortype", "aws", Part::Code},
    {"x-amzn-error-message", "aws", Part::Message},
    {"x-ms-error-code", "azure", Part::Code},
    {"x-ms-diagnostics", "azure", Part::Message},
    {"grpc-status", "grpc", Part::Code},
    {"grpc-message", "grpc", Part::Message},
    {"x-error-code", "field", Part::Code},
    {"x-error", "field", Part::Message},
    {"x-error-message", "field", Part::Message},
    {"x-reason", "field", Part::Message},
    {"x-auth-error", "field", Part::Message},
    {"x-oauth-error", "field", Part::Code},
    {"error", "field", Part::Message},
    {"www-authenticate-error", "field", Part::Message},
    {"x-kong-response-error", "field", Part::Message},
    {"x-envoy-auth-failure", "field", Part::Message},
    {"x-vault-error", "field", Part::Message},
    {"x-seraph-loginreason", "field", Part::Code},
    {"x-authentication-denied-reason", "field", Part::Message},
    {"x-github-otp", "field", Part::Text},
    {"x-github-sso", "field", Part::Text},
    {"dpop-nonce", "dpop-nonce", Part::Nonce},
};

// grpc.io/docs/guides/status-codes: 7 and 16 are the two that refuse.
constexpr const char *kGrpcNames[] = {"OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
                                      "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
                                      "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
                                      "DATA_LOSS", "UNAUTHENTICATED"};

/// grpc-message is percent-encoded UTF-8, grpc-status a number that has a name.
QString fieldText(const SayingField &kind, const QByteArray &value)
{
    if (qstrcmp(kind.format, "grpc") == 0)
        return QString::fromUtf8(QByteArray::fromPercentEncoding(value)).trimmed();
    const QString text = QString::fromUtf8(value).trimmed();
    return qstrcmp(kind.format, "aws") == 0 && kind.part == Part::Code ? text.section(QLatin1Char(':'), 0, 0) : text;
}

void addGrpcName(AnswerError &error, const QByteArray &where, const QString &number)
{
    bool isNumber = false;
    const uint status = number.toUInt(&isNumber);
    if (isNumber && status < std::size(kGrpcNames))
        addCode(error, where, "grpc-status", QString::fromLatin1(kGrpcNames[status]));
}

AnswerError &errorOf(std::vector<AnswerError> &errors, const char *format)
{
    for (AnswerError &each : errors) {
        if (qstrcmp(each.format, format) == 0)
            return each;
    }
    AnswerError error;
    error.format = format;
    return errors.emplace_back(std::move(error));
}

void readField(AnswerReader &reader, std::vector<AnswerError> &errors, const SayingField &kind, const Field &field, const QByteArray &where)
{
    const QString text = fieldText(kind, field.value);
    if (kind.part == Part::Nonce) {
        errorOf(errors, kind.format).asked.push_back({AskedFor::Nonce, answerText(where, field.name, text)});
        return;
    }
    const bool isGrpc = qstrcmp(kind.format, "grpc") == 0;
    if (text.isEmpty() || (isGrpc && text == QLatin1String("0")))
        return;
    reader.addText(where, field.name, text);
    AnswerError &error = errorOf(errors, kind.format);
    if (isGrpc && kind.part == Part::Code) {
        addGrpcName(error, where, text);
        reader.answer.errorWhateverStatus = true;
    }
    if (kind.part == Part::Code)
        addCode(error, where, field.name, text);
    else if (kind.part == Part::Message && !error.message)
        error.message = answerText(where, field.name, text);
}

/// RFC 6749, 4.1.2.1 and 4.2.2.1; Entra ID adds error_subcode, others error_reason.
void readErrorParameters(AnswerReader &reader, const QByteArray &where, const QByteArray &encoded)
{
    const std::vector<FormPair> pairs = parseForm(encoded);
    const auto isThere = [&](QByteArrayView name) {
        return std::any_of(pairs.begin(), pairs.end(), [name](const FormPair &pair) { return pair.name == name && !pair.value.isEmpty(); });
    };
    if (!isThere("error") || (!isThere("error_description") && !isThere("state") && !isThere("error_uri")))
        return;
    AnswerError error;
    error.format = "oauth";
    for (const FormPair &pair : pairs) {
        const QString text = QString::fromUtf8(pair.value);
        const bool isCode = pair.name == "error" || pair.name == "error_subcode" || pair.name == "error_reason";
        if (isCode)
            addCode(error, where, pair.name, text);
        if (pair.name == "error_description")
            error.message = answerText(where, pair.name, text);
        if (isCode || pair.name == "error_description")
            reader.addText(where, pair.name, text);
    }
    reader.addError(std::move(error));
    reader.answer.errorWhateverStatus = true;
}

void readAddress(AnswerReader &reader, const QByteArray &where, const QByteArray &address)
{
    const qsizetype hash = address.indexOf('#'), question = address.indexOf('?');
    if (question >= 0 && (hash < 0 || question < hash))
        readErrorParameters(reader, where, address.mid(question + 1, hash < 0 ? -1 : hash - question - 1));
    if (hash >= 0)
        readErrorParameters(reader, where, address.mid(hash + 1));
}

}

void readFieldErrors(AnswerReader &reader, const FieldList &fields, const QByteArray &place)
{
    std::vector<AnswerError> errors;
    for (const Field &field : fields) {
        const auto where = [&] { return place.isEmpty() ? "response.headers." + field.name : place; };
        for (const SayingField &kind : kFields) {
            if (equalsIgnoringCase(kind.name, field.name))
                readField(reader, errors, kind, field, where());
        }
        if (isRequestId(field.name))
            reader.addId(where(), field.name, QString::fromUtf8(field.value));
    }
    for (AnswerError &error : errors)
        reader.addError(std::move(error));
}

void readRedirectErrors(AnswerReader &reader, const Response &response, const Request *request)
{
    if (const auto location = response.fields.value("Location"))
        readAddress(reader, "response.headers.Location", *location);
    if (request)
        readAddress(reader, "request.url", request->url.toString());
}

}
