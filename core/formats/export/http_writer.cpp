#include "core/auth/written_credential.h"
#include "core/formats/export/export.h"
#include "core/formats/export/visit_requests.h"
#include "core/formats/form_text.h"

namespace keyhole {

namespace {

/// One request after the other, as both VS Code and JetBrains read them.
class HttpFileWriter {
public:
    void write(const CollectionItem &item, const QString &path);
    Exported exported;

private:
    void field(const QByteArray &name, const QByteArray &value) { exported.text += name + ": " + value + '\n'; }
    void writeFields(const RequestDraft &draft);
    void writeAuth(const AuthDraft &auth);
    void writeBody(const RequestDraft &draft);
    void writeParts(const RequestDraft &draft);
    void writeText(const QByteArray &text);
    bool isTyped(const RequestDraft &draft, QByteArrayView name) const;
    void note(const QString &what) { exported.notes.push_back({what, m_path, {}}); }

    QString m_path;
};

bool HttpFileWriter::isTyped(const RequestDraft &draft, QByteArrayView name) const
{
    return std::any_of(draft.fields.begin(), draft.fields.end(),
                       [name](const DraftRow &row) { return row.enabled && equalsIgnoringCase(row.name, name); });
}

/// Both programs encode what stands behind "Basic", unless that cannot be told apart.
bool isEncodedByReader(const AuthDraft &auth)
{
    const QByteArray &secret = auth.secret.reveal();
    return auth.kind == AuthKind::Basic && !auth.user.isEmpty() && !secret.isEmpty() && !auth.user.contains(' ') && !auth.user.contains(':')
        && !secret.contains(' ');
}

void HttpFileWriter::writeAuth(const AuthDraft &auth)
{
    const QByteArray words = auth.user + ' ' + auth.secret.reveal();
    const auto written = writtenCredential(auth);
    if (auth.kind == AuthKind::None || auth.kind == AuthKind::Inherited)
        return;
    if (auth.kind == AuthKind::Digest)
        field("Authorization", "Digest " + words);
    else if (isEncodedByReader(auth))
        field("Authorization", "Basic " + words);
    else if (!written)
        note(QStringLiteral("Its credential is of a scheme that the format does not have, and is left out."));
    else if (written->place == KeyPlace::Cookie)
        field("Cookie", written->name + '=' + written->value);
    else if (written->place == KeyPlace::Header)
        field(written->name, written->value);
}

void HttpFileWriter::writeFields(const RequestDraft &draft)
{
    for (const DraftRow &row : draft.fields) {
        if (row.enabled)
            field(row.name, row.value);
        else
            exported.text += "# " + row.name + ": " + row.value + '\n';
    }
    writeAuth(draft.auth);
    QByteArray cookies;
    for (const DraftRow &row : draft.cookies)
        cookies += row.enabled ? (cookies.isEmpty() ? "" : "; ") + row.name + '=' + row.value : QByteArray();
    if (!cookies.isEmpty())
        field("Cookie", cookies);
    if (!draft.furtherAuth.empty())
        note(QStringLiteral("Of several credentials the first is written."));
}

/// "###" would begin another request.
void HttpFileWriter::writeText(const QByteArray &text)
{
    if (text.startsWith("###") || text.contains("\n###"))
        note(QStringLiteral("A line of its body begins with “###”; the format takes it for the end of the request."));
    exported.text += '\n' + text + '\n';
}

void HttpFileWriter::writeParts(const RequestDraft &draft)
{
    const QByteArray boundary = "keyhole-boundary";
    field("Content-Type", "multipart/form-data; boundary=" + boundary);
    QByteArray text;
    for (const BodyPart &part : draft.body.parts) {
        if (!part.enabled)
            continue;
        text += "--" + boundary + "\nContent-Disposition: form-data; name=\"" + part.name + '"';
        text += part.fileName.isEmpty() ? QByteArray() : "; filename=\"" + part.fileName + '"';
        text += part.contentType.isEmpty() ? QByteArray() : "\nContent-Type: " + part.contentType;
        text += "\n\n" + (part.file.isEmpty() ? part.value : "< " + part.file.toUtf8()) + '\n';
    }
    writeText(text + "--" + boundary + "--");
}

void HttpFileWriter::writeBody(const RequestDraft &draft)
{
    const BodyDraft &body = draft.body;
    const bool typed = isTyped(draft, "Content-Type");
    switch (body.kind) {
    case BodyKind::None:
        return;
    case BodyKind::Json:
        if (!typed)
            field("Content-Type", "application/json");
        return writeText(body.text);
    case BodyKind::Text:
        return writeText(body.text);
    case BodyKind::Form:
        if (!typed)
            field("Content-Type", "application/x-www-form-urlencoded");
        return writeText(formText(body.form));
    case BodyKind::Multipart:
        return writeParts(draft);
    case BodyKind::File:
        exported.text += "\n< " + body.file.toUtf8() + '\n';
    }
}

void HttpFileWriter::write(const CollectionItem &item, const QString &path)
{
    m_path = path;
    const RequestDraft &draft = item.request;
    exported.text += "### " + path.toUtf8().simplified().replace('#', "") + '\n';
    if (!draft.followRedirects)
        exported.text += "# @no-redirect\n";
    QByteArray address = draft.address;
    if (draft.auth.kind == AuthKind::ApiKey && draft.auth.keyPlace == KeyPlace::Query)
        address += (address.contains('?') ? "&" : "?") + draft.auth.keyName + '=' + draft.auth.secret.reveal();
    exported.text += draft.method + ' ' + address + '\n';
    writeFields(draft);
    writeBody(draft);
    exported.text += '\n';
    if (!draft.scripts.empty())
        note(QStringLiteral("Its scripts are left out."));
}

}

Exported writeHttpFile(const Collection &collection)
{
    HttpFileWriter writer;
    for (const Variable &variable : collection.environment.variables)
        writer.exported.text += '@' + variable.name + " = " + variable.value + '\n';
    writer.exported.text += collection.environment.variables.empty() ? "" : "\n";
    visitRequests(collection, [&writer](const CollectionItem &item, const QString &path) { writer.write(item, path); });
    return std::move(writer.exported);
}

}
