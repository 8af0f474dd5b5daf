#include "core/auth/message_signature.h"
#include "core/http/form.h"

namespace keyhole {

namespace {

/// The value of `name="…"` among a component's parameters.
QByteArray nameParameter(const QByteArray &parameters)
{
    const qsizetype from = parameters.indexOf(";name=\"");
    const qsizetype end = from < 0 ? -1 : parameters.indexOf('"', from + 7);
    return end < 0 ? QByteArray() : parameters.mid(from + 7, end - from - 7);
}

std::optional<QByteArray> queryParameter(const Request &request, const QByteArray &name)
{
    for (const FormPair &pair : parseForm(request.url.query.value_or(QByteArray()))) {
        if (pair.name.toPercentEncoding() == name)
            return pair.value.toPercentEncoding();
    }
    return std::nullopt;
}

/// RFC 9421, 2.2.
std::optional<QByteArray> derived(const Request &request, const CoveredComponent &component)
{
    const QByteArray path = request.url.path.isEmpty() ? QByteArray("/") : request.url.path;
    if (component.name == "@method")
        return request.method;
    if (component.name == "@authority")
        return request.url.hostField().toLower();
    if (component.name == "@scheme")
        return request.url.scheme.toLower();
    if (component.name == "@path")
        return path;
    if (component.name == "@query")
        return '?' + request.url.query.value_or(QByteArray());
    if (component.name == "@request-target")
        return request.url.requestTarget();
    if (component.name == "@target-uri") {
        Url url = request.url;
        url.fragment.reset();
        return url.toString();
    }
    if (component.name == "@query-param")
        return queryParameter(request, nameParameter(component.parameters));
    return std::nullopt;
}

std::optional<QByteArray> ofDraft(const Request &request, const MessageSignature &signature, const QByteArray &name)
{
    if (name == "(request-target)")
        return request.method.toLower() + ' ' + request.url.requestTarget();
    if (name == "(created)")
        return signature.period.beginWritten;
    if (name == "(expires)")
        return signature.period.endWritten;
    return std::nullopt;
}

std::optional<QByteArray> fieldValue(const Request &request, const QByteArray &name)
{
    QByteArrayList values;
    for (const QByteArray &value : request.fields.values(name))
        values += value.trimmed();
    if (values.isEmpty() && name == "host")
        return request.url.hostField();
    return values.isEmpty() ? std::nullopt : std::optional(values.join(", "));
}

}

Result<QByteArray> signatureBase(const Request &request, const MessageSignature &signature)
{
    const bool draft = signature.label.isEmpty();
    QByteArrayList lines, names;
    for (const CoveredComponent &each : signature.components) {
        auto value = each.name.startsWith('@') ? derived(request, each) : ofDraft(request, signature, each.name);
        if (!value && !each.name.startsWith('@') && (draft || each.parameters.isEmpty()))
            value = fieldValue(request, each.name);
        if (!value)
            return failure(Error{QStringLiteral("The component “%1” cannot be had from the request.").arg(QString::fromUtf8(each.name)),
                                 {},
                                 QStringLiteral("Send it, or leave it out of what is signed.")});
        const QByteArray written = draft ? each.name : '"' + each.name + '"' + each.parameters;
        lines += written + ": " + *value;
        names += written;
    }
    if (!draft)
        lines += "\"@signature-params\": (" + names.join(' ') + ')' + signature.parameters;
    return lines.join('\n');
}

}
