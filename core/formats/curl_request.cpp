#include "core/formats/curl_fields.h"
#include "core/formats/curl_reading.h"

#include <QFileInfo>

namespace keyhole {

namespace {

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '*' || c == '-' || c == '.' || c == '_';
}

/// The decoded text, when encoding it for a form gives the same bytes again.
std::optional<QByteArray> exactlyDecoded(const QByteArray &text)
{
    QByteArray decoded;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char c = text.at(at);
        if (c == '+') {
            decoded += ' ';
        } else if (c == '%') {
            const QByteArray digits = text.mid(at + 1, 2);
            const QByteArray byte = QByteArray::fromHex(digits);
            if (byte.size() != 1 || digits != byte.toHex().toUpper() || isUnreserved(byte.at(0)) || byte == " ")
                return std::nullopt;
            decoded += byte;
            at += 2;
        } else if (isUnreserved(c)) {
            decoded += c;
        } else {
            return std::nullopt;
        }
    }
    return decoded;
}

void appendQuery(QByteArray &address, const QByteArray &query)
{
    if (query.isEmpty())
        return;
    const qsizetype hash = address.indexOf('#');
    const qsizetype end = hash < 0 ? address.size() : hash;
    const bool hasQuery = address.first(end).contains('?');
    const bool open = address.first(end).endsWith('?') || address.first(end).endsWith('&');
    address.insert(end, (hasQuery ? (open ? "" : "&") : "?") + query);
}

/// The pieces of -d joined as curl joins them; a file among them cannot be, since nothing is read here.
QByteArray joinedData(CurlReading &reading)
{
    QByteArray joined;
    bool first = true;
    for (const CurlReading::Data &piece : reading.data) {
        if (!piece.file.isEmpty())
            reading.note(QStringLiteral("The content of the file %1 is left out of the data.").arg(piece.file));
        if (!std::exchange(first, false) && !reading.json)
            joined += '&';
        joined += piece.text;
    }
    return joined;
}

bool switchedOff(const RequestDraft &draft, QByteArrayView name)
{
    return std::any_of(draft.automatic.begin(), draft.automatic.end(),
                       [name](const AutomaticField &field) { return equalsIgnoringCase(field.name, name); });
}

QByteArray typedMediaType(const RequestDraft &draft)
{
    for (const DraftRow &row : draft.fields) {
        if (equalsIgnoringCase(row.name, "Content-Type"))
            return row.value.toLower();
    }
    return {};
}

bool hasJsonMediaType(const QByteArray &mediaType)
{
    const QByteArray essence = mediaType.split(';').first().trimmed();
    return essence.endsWith("/json") || essence.endsWith("+json");
}

/// A kind of body that gives exactly these bytes and, where none is typed, curl's media type.
void setTextBody(RequestDraft &draft, const QByteArray &text)
{
    const QByteArray typed = typedMediaType(draft);
    if (hasJsonMediaType(typed)) {
        draft.body.kind = BodyKind::Json;
        draft.body.text = text;
        return;
    }
    const bool isForm = typed.isEmpty() || typed.startsWith("application/x-www-form-urlencoded");
    auto rows = isForm ? exactFormRows(text) : std::nullopt;
    if (rows) {
        draft.body.kind = BodyKind::Form;
        draft.body.form = std::move(*rows);
        return;
    }
    draft.body.kind = BodyKind::Text;
    draft.body.text = text;
    if (typed.isEmpty() && !switchedOff(draft, "Content-Type"))
        draft.fields.push_back({true, "Content-Type", "application/x-www-form-urlencoded", {}});
}

void setJsonBody(CurlReading &reading)
{
    RequestDraft &draft = reading.draft;
    const bool wasTyped = hasCurlField(reading, "Content-Type");
    draft.body.kind = wasTyped && !hasJsonMediaType(typedMediaType(draft)) ? BodyKind::Text : BodyKind::Json;
    draft.body.text = joinedData(reading);
    if (!hasCurlField(reading, "Accept") && !switchedOff(draft, "Accept"))
        draft.fields.push_back({true, "Accept", "application/json", {}});
}

void setUpload(CurlReading &reading, QByteArray &address)
{
    BodyDraft &body = reading.draft.body;
    if (reading.upload == "-" || reading.upload == ".") {
        reading.note(QStringLiteral("Standard input is not read for the upload; choose a file."));
    }
    body.kind = BodyKind::File;
    body.file = reading.upload;
    if (address.endsWith('/'))
        address += QFileInfo(reading.upload).fileName().toUtf8().toPercentEncoding();
    if (!hasCurlField(reading, "Content-Type"))
        switchOffAutomatic(reading, "Content-Type");
}

/// Gives the method that curl takes for this content.
QByteArray setBody(CurlReading &reading, QByteArray &address)
{
    BodyDraft &body = reading.draft.body;
    if (!reading.parts.empty()) {
        body.kind = BodyKind::Multipart;
        body.parts = std::move(reading.parts);
        return "POST";
    }
    if (!reading.upload.isEmpty()) {
        setUpload(reading, address);
        return "PUT";
    }
    if (reading.data.empty())
        return reading.head ? "HEAD" : "GET";
    if (reading.get || reading.head) {
        appendQuery(address, joinedData(reading));
        return reading.head ? "HEAD" : "GET";
    }
    if (reading.data.size() == 1 && !reading.data.front().file.isEmpty()) {
        body.kind = BodyKind::File;
        body.file = reading.data.front().file;
        if (!hasCurlField(reading, "Content-Type") && !switchedOff(reading.draft, "Content-Type"))
            setCurlField(reading, "Content-Type", reading.json ? "application/json" : "application/x-www-form-urlencoded");
        return "POST";
    }
    if (reading.json)
        setJsonBody(reading);
    else
        setTextBody(reading.draft, joinedData(reading));
    return "POST";
}

void setAuth(CurlReading &reading)
{
    AuthDraft &auth = reading.draft.auth;
    if (hasCurlField(reading, "Authorization"))
        return;  // -H stands; curl sends it instead of what -u would make
    if (!reading.bearer.isEmpty()) {
        auth.kind = AuthKind::Bearer;
        auth.secret = Secret(reading.bearer);
    } else if (!reading.handshake.isEmpty()) {
        reading.note(
            QStringLiteral("%1 is not carried out here: the request goes without credentials, and the answer shows what is asked for.")
                .arg(QString::fromLatin1(reading.handshake)));
    } else if (reading.user) {
        const qsizetype colon = reading.user->indexOf(':');
        auth.kind = AuthKind::Basic;
        auth.user = reading.user->left(colon < 0 ? reading.user->size() : colon);
        auth.secret = Secret(colon < 0 ? QByteArray() : reading.user->mid(colon + 1));
    }
}

void noteDotSegments(CurlReading &reading, const QByteArray &address)
{
    const QByteArray path = address.left(address.contains('?') ? address.indexOf('?') : address.size());
    if (!reading.pathAsIs && (path.contains("/../") || path.contains("/./")))
        reading.note(QStringLiteral("The path is sent as it is written; curl would first take “/./” and “/../” out."));
}

}

std::optional<std::vector<DraftRow>> exactFormRows(const QByteArray &text)
{
    std::vector<DraftRow> rows;
    for (const QByteArray &pair : text.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals < 0 || pair.size() < 2)
            return std::nullopt;
        const auto name = exactlyDecoded(pair.left(equals)), value = exactlyDecoded(pair.mid(equals + 1));
        if (!name || !value)
            return std::nullopt;
        rows.push_back({true, *name, *value, {}});
    }
    return rows;
}

Result<CurlReading::Data, QString> urlEncodedData(const QByteArray &value)
{
    const auto mark = std::find_if(value.begin(), value.end(), [](char c) { return c == '=' || c == '@'; });
    const qsizetype at = mark - value.begin();
    if (mark != value.end() && *mark == '@')
        return CurlReading::Data{{}, QString::fromUtf8(value.mid(at + 1))};
    const QByteArray name = mark == value.end() || at == 0 ? QByteArray() : value.left(at) + '=';
    const QByteArray content = mark == value.end() ? value : value.mid(at + 1);
    return CurlReading::Data{name + content.toPercentEncoding().replace("%20", "+"), {}};
}

Result<CurlCommand> finishCurl(CurlReading reading)
{
    reading.place.clear();
    if (reading.addresses.empty())
        return failure(
            Error{QStringLiteral("The command has no address."), {}, QStringLiteral("Add one, such as https://api.example.com/v1/me.")});
    QByteArray address = reading.addresses.front();
    if (reading.addresses.size() > 1)
        reading.note(QStringLiteral("The command has %1 addresses; the first is taken.").arg(reading.addresses.size()));
    if (!address.contains("://")) {
        address = "http://" + address;
        reading.note(QStringLiteral("The address has no scheme; curl takes http."));
    }
    noteDotSegments(reading, address);
    for (const QByteArray &query : reading.query)
        appendQuery(address, query);
    const QByteArray implied = setBody(reading, address);
    reading.draft.method = reading.method.isEmpty() ? implied : reading.method;
    reading.draft.address = address;
    reading.draft.followRedirects = reading.follow;
    if (!reading.compressed && !hasCurlField(reading, "Accept-Encoding"))
        switchOffAutomatic(reading, "Accept-Encoding");
    setAuth(reading);
    return CurlCommand{std::move(reading.draft), ShellKind::Bash, std::move(reading.notes)};
}

}
