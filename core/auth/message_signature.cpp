#include "core/auth/message_signature.h"

#include "core/http/credentials.h"
#include "core/http/cursor.h"

namespace keyhole {

namespace {

using Kind = SigningFault::Kind;

std::optional<Instant> secondsTime(const QByteArray &text)
{
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    constexpr qint64 kMost = 100'000'000'000;
    return isNumber && seconds > 0 && seconds < kMost ? std::optional(Instant(Seconds(seconds))) : std::nullopt;
}

bool isKeyCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || isDigit(c) || c == '_' || c == '-' || c == '.' || c == '*';
}

/// A string of RFC 9651, 3.3.3, at its opening quote; the cursor is then behind it.
std::optional<QByteArray> takeString(Cursor &cursor)
{
    if (!cursor.take('"'))
        return std::nullopt;
    QByteArray text;
    while (!cursor.atEnd()) {
        if (cursor.take('"'))
            return text;
        if (cursor.take('\\') && cursor.atEnd())
            return std::nullopt;
        text += cursor.peek();
        cursor.setOffset(cursor.offset() + 1);
    }
    return std::nullopt;
}

struct Parameter {
    QByteArray name, value;
};

/// ";created=1618884473;keyid=\"k\"": names and values, quotes undone.
Result<std::vector<Parameter>, SyntaxError> takeParameters(Cursor &cursor)
{
    std::vector<Parameter> parameters;
    constexpr size_t kMost = 64;
    while (cursor.take(';')) {
        cursor.takeWhile([](char c) { return c == ' '; });
        Parameter parameter{cursor.takeWhile(isKeyCharacter).toByteArray(), "?1"};
        if (parameter.name.isEmpty())
            return failure(cursor.error(QStringLiteral("a parameter's name was expected")));
        if (parameters.size() >= kMost)
            return failure(cursor.error(QStringLiteral("more than 64 parameters")));
        if (cursor.take('=')) {
            if (cursor.peek() == '"') {
                const auto text = takeString(cursor);
                if (!text)
                    return failure(cursor.error(QStringLiteral("the string does not end")));
                parameter.value = *text;
            } else {
                parameter.value
                    = cursor.takeWhile([](char c) { return c != ';' && c != ',' && c != ' ' && c != ')' && c != '"'; }).toByteArray();
            }
        }
        parameters.push_back(parameter);
    }
    return parameters;
}

Result<CoveredComponent, SyntaxError> takeComponent(Cursor &cursor, QByteArrayView text)
{
    const auto name = takeString(cursor);
    if (!name)
        return failure(cursor.error(QStringLiteral("a component's name in quotes was expected")));
    const qsizetype from = cursor.offset();
    if (const auto parameters = takeParameters(cursor); !parameters)
        return failure(parameters.error());
    return CoveredComponent{*name, text.sliced(from, cursor.offset() - from).toByteArray()};
}

Result<MessageSignature, SyntaxError> takeMember(Cursor &cursor, QByteArrayView text)
{
    MessageSignature signature;
    signature.label = cursor.takeWhile(isKeyCharacter).toByteArray();
    if (signature.label.isEmpty() || !cursor.take("=("))
        return failure(cursor.error(QStringLiteral("label=( was expected")));
    constexpr size_t kMost = 64;
    cursor.takeWhile([](char c) { return c == ' '; });
    while (!cursor.take(')')) {
        auto component = takeComponent(cursor, text);
        if (!component)
            return failure(component.error());
        signature.components.push_back(*component);
        if (signature.components.size() > kMost)
            return failure(cursor.error(QStringLiteral("more than 64 components")));
        const bool blank = !cursor.takeWhile([](char c) { return c == ' '; }).isEmpty();
        if (!blank && cursor.peek() != ')')
            return failure(cursor.error(QStringLiteral("a blank or ) was expected")));
    }
    const qsizetype from = cursor.offset();
    const auto parameters = takeParameters(cursor);
    if (!parameters)
        return failure(parameters.error());
    signature.parameters = text.sliced(from, cursor.offset() - from).toByteArray();
    for (const Parameter &each : *parameters) {
        if (each.name == "keyid")
            signature.keyId = each.value;
        else if (each.name == "alg")
            signature.algorithm = each.value;
        else if (each.name == "created")
            signature.period.begins = secondsTime(each.value), signature.period.beginWritten = each.value;
        else if (each.name == "expires")
            signature.period.ends = secondsTime(each.value), signature.period.endWritten = each.value;
    }
    return signature;
}

QByteArray joined(const FieldList &fields, QByteArrayView name)
{
    QByteArrayList values;
    for (const QByteArray &value : fields.values(name))
        values += value;
    return values.join(", ");
}

void addFault(MessageSignature &signature, const QByteArray &line, const QString &says, bool proven)
{
    signature.faults.push_back({Kind::Incomplete, signature.where, QString::fromUtf8(line), says, proven});
}

/// Fields that the wire has and recordings, or HTTP/2, do not.
bool isImplied(QByteArrayView name)
{
    return equalsIgnoringCase(name, "host") || equalsIgnoringCase(name, "content-length") || equalsIgnoringCase(name, "connection");
}

void checkComponents(MessageSignature &signature, const Request &request, bool recorded)
{
    for (const CoveredComponent &each : signature.components) {
        const bool derived = each.name.startsWith('@') || each.name.startsWith('(');
        const bool ofRequest = !each.parameters.contains(";req") && !each.parameters.contains(";tr");
        if (!derived && ofRequest && !isImplied(each.name) && !request.fields.contains(each.name))
            addFault(signature, each.name, QStringLiteral("it is signed, and not in the request"), !recorded);
    }
}

/// draft-cavage-http-signatures-12, 2.1: in Signature, or in Authorization behind the scheme.
std::optional<MessageSignature> readDraft(const Request &request)
{
    const Field *field = request.fields.find("Authorization");
    Credentials credentials = field ? splitCredentials(field->value) : Credentials();
    if (!equalsIgnoringCase(credentials.scheme, "Signature")) {
        field = request.fields.find("Signature");
        if (!field || !field->value.toLower().contains("keyid="))
            return std::nullopt;
        credentials = splitCredentials("Signature " + field->value);
    }
    MessageSignature signature;
    signature.where = "request.headers." + field->name;
    signature.period.where = signature.where;
    QByteArray headers = "date";  // what is signed when nothing is named
    for (const AuthParameter &each : credentials.parameters) {
        const QByteArray name = each.name.toLower();
        if (name == "keyid")
            signature.keyId = each.value;
        else if (name == "algorithm")
            signature.algorithm = each.value;
        else if (name == "headers")
            headers = each.value;
        else if (name == "signature")
            signature.hasSignature = !each.value.isEmpty();
        else if (name == "created")
            signature.period.begins = secondsTime(each.value), signature.period.beginWritten = each.value;
        else if (name == "expires")
            signature.period.ends = secondsTime(each.value), signature.period.endWritten = each.value;
    }
    for (const QByteArray &name : headers.toLower().split(' ')) {
        if (!name.isEmpty())
            signature.components.push_back({name, {}});
    }
    if (signature.keyId.isEmpty())
        addFault(signature, "keyId", QStringLiteral("absent: nobody knows whose key signed"), true);
    if (!signature.hasSignature)
        addFault(signature, "signature", QStringLiteral("absent"), true);
    return signature;
}

/// Whether Signature has a member of this label.
bool hasMember(const QByteArray &field, const QByteArray &label)
{
    return field.startsWith(label + "=:") || field.contains(", " + label + "=:") || field.contains(',' + label + "=:");
}

void readStandard(std::vector<MessageSignature> &found, const Request &request)
{
    const Field *input = request.fields.find("Signature-Input");
    const QByteArray values = joined(request.fields, "Signature");
    auto parsed
        = input ? parseSignatureInput(joined(request.fields, "Signature-Input")) : Result<std::vector<MessageSignature>, SyntaxError>();
    for (MessageSignature &signature : parsed ? *parsed : std::vector<MessageSignature>()) {
        signature.where = signature.period.where = "request.headers." + input->name;
        signature.hasSignature = hasMember(values, signature.label);
        if (!signature.hasSignature)
            addFault(signature, signature.label, QStringLiteral("Signature has no member of this label (RFC 9421, 4.2)"), true);
        found.push_back(std::move(signature));
    }
    const bool standard = values.contains("=:");
    if (standard && (!input || !parsed)) {
        MessageSignature signature;
        signature.where = input ? "request.headers." + input->name : QByteArray("request.headers.Signature-Input");
        addFault(
            signature, input ? input->value.first(std::min<qsizetype>(input->value.size(), 120)) : QByteArray("no Signature-Input"),
            input ? QStringLiteral("it does not parse at byte %1: %2").arg(QString::number(parsed.error().offset), parsed.error().message)
                  : QStringLiteral("nothing says what Signature covers (RFC 9421, 4.1)"),
            true);
        found.push_back(std::move(signature));
    }
}

}

Result<std::vector<MessageSignature>, SyntaxError> parseSignatureInput(QByteArrayView fieldValue)
{
    std::vector<MessageSignature> members;
    constexpr size_t kMost = 16;
    Cursor cursor(fieldValue);
    cursor.skipBlanks();
    while (!cursor.atEnd()) {
        auto member = takeMember(cursor, fieldValue);
        if (!member)
            return failure(member.error());
        members.push_back(std::move(*member));
        cursor.skipBlanks();
        if (cursor.atEnd())
            break;
        if (members.size() >= kMost || !cursor.take(','))
            return failure(cursor.error(QStringLiteral("a comma was expected, and at most 16 members")));
        cursor.skipBlanks();
        if (cursor.atEnd())
            return failure(cursor.error(QStringLiteral("a member was expected behind the comma")));
    }
    return members;
}

std::vector<MessageSignature> readMessageSignatures(const Request &request, bool recorded)
{
    std::vector<MessageSignature> found;
    if (auto draft = readDraft(request))
        found.push_back(std::move(*draft));
    else
        readStandard(found, request);
    for (MessageSignature &signature : found)
        checkComponents(signature, request, recorded);
    return found;
}

}
