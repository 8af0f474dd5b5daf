#include "core/formats/curl_address.h"
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
            reading.note(QStringLiteral("The content of the file %1 is not read; “@” and its name stand in its place.").arg(piece.file));
        if (!std::exchange(first, false) && !piece.joined)
            joined += '&';
        joined += piece.file.isEmpty() ? piece.text : piece.text + '@' + piece.file.toUtf8();
    }
    return joined;
}

bool switchedOff(const RequestDraft &draft, QByteArrayView name)
{
    return std::any_of(draft.automatic.begin(), draft.automatic.end(),
                       [name](const AutomaticField &field) { return equalsIgnoringCase(field.name, name); });
}

bool isTyped(const RequestDraft &draft, QByteArrayView name)
{
    return std::any_of(draft.fields.begin(), draft.fields.end(),
                       [name](const DraftRow &row) { return equalsIgnoringCase(row.name, name); });
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
    const bool isForm = !isTyped(draft, "Content-Type") || typed.startsWith("application/x-www-form-urlencoded");
    auto rows = isForm ? exactFormRows(text) : std::nullopt;
    if (rows) {
        draft.body.kind = BodyKind::Form;
        draft.body.form = std::move(*rows);
        return;
    }
    draft.body.kind = BodyKind::Text;
    draft.body.text = text;
    if (!isTyped(draft, "Content-Type") && !switchedOff(draft, "Content-Type"))
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
    const QString upload = reading.uploads.front() == "." ? QStringLiteral("-") : reading.uploads.front();
    const CurlReading::Data data = reading.fileData(upload.toUtf8());
    if (!data.file.isEmpty() && data.file == "-")
        reading.note(QStringLiteral("Standard input is not read for the upload; choose a file."));
    body.kind = data.file.isEmpty() ? BodyKind::Text : BodyKind::File;
    body.text = data.text;
    body.file = data.file;
    if (upload != "-" && !address.mid(address.indexOf("://") + 3).contains('/') && !address.contains('?'))
        address += '/';
    if (upload != "-" && address.endsWith('/'))
        address += QFileInfo(upload).fileName().toUtf8().toPercentEncoding();
    if (!hasCurlField(reading, "Content-Type"))
        switchOffAutomatic(reading, "Content-Type");
}

/// With -F it is curl that writes the boundary behind whatever type is given.
void setParts(CurlReading &reading)
{
    reading.draft.body.kind = BodyKind::Multipart;
    reading.draft.body.parts = std::move(reading.parts);
    std::erase_if(reading.draft.fields, [](const DraftRow &row) {
        return equalsIgnoringCase(row.name, "Content-Type") && row.value.toLower().startsWith("multipart/form-data");
    });
}

/// curl refuses content of two kinds; the first of these is taken.
void noteOtherContent(CurlReading &reading)
{
    const int kinds = int(!reading.uploads.empty()) + int(!reading.data.empty()) + int(!reading.parts.empty());
    if (kinds > 1 && !reading.get)
        reading.note(QStringLiteral("curl takes only one of -T, -d and -F; the first of these is taken."));
}

/// Gives the method that curl takes for this content.
QByteArray setBody(CurlReading &reading, QByteArray &address)
{
    BodyDraft &body = reading.draft.body;
    noteOtherContent(reading);
    if (!reading.uploads.empty()) {
        setUpload(reading, address);
        return "PUT";
    }
    if (reading.data.empty() && !reading.parts.empty()) {
        setParts(reading);
        return "POST";
    }
    if (reading.data.empty())
        return reading.head ? "HEAD" : "GET";
    if (reading.get || reading.head) {
        appendQuery(address, joinedData(reading));
        return reading.head ? "HEAD" : "GET";
    }
    if (reading.data.size() == 1 && !reading.data.front().file.isEmpty() && !reading.data.front().encoded) {
        body.kind = BodyKind::File;
        body.file = reading.data.front().file;
        if (!switchedOff(reading.draft, "Content-Type"))
            setCurlField(reading, "Content-Type", reading.json ? "application/json" : "application/x-www-form-urlencoded");
        if (reading.json && !switchedOff(reading.draft, "Accept"))
            setCurlField(reading, "Accept", "application/json");
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
    } else if (reading.user && reading.scheme != AuthKind::None) {
        const qsizetype colon = reading.user->indexOf(':');
        auth.kind = reading.scheme;
        auth.user = reading.user->left(colon < 0 ? reading.user->size() : colon);
        auth.secret = Secret(colon < 0 ? QByteArray() : reading.user->mid(colon + 1));
        if (auth.kind == AuthKind::AwsSignature4)
            auth.aws.accessKeyId = std::exchange(auth.user, {});
    }
}

/// As rows, when writing them gives the same bytes again; otherwise the field as curl sends it.
void setCookies(CurlReading &reading)
{
    if (reading.cookies.isEmpty() || hasCurlField(reading, "Cookie"))
        return;
    QByteArrayList pairs;
    std::vector<DraftRow> rows;
    for (const QByteArray &pair : reading.cookies.split(';')) {
        const QByteArray trimmed = pair.trimmed();
        const qsizetype equals = trimmed.indexOf('=');
        rows.push_back({true, trimmed.left(std::max<qsizetype>(equals, 0)), trimmed.mid(equals + 1), {}});
        pairs.append(rows.back().name + '=' + rows.back().value);
    }
    if (pairs.join("; ") == reading.cookies)
        reading.draft.cookies.insert(reading.draft.cookies.end(), rows.begin(), rows.end());
    else
        reading.draft.fields.push_back({true, "Cookie", reading.cookies, {}});
}

constexpr size_t kMostRequests = 1000;

/// One address, with the file that is uploaded there.
struct CurlTarget {
    QByteArray address;
    std::vector<QString> uploads;
};

/// curl gives each address the upload of the same place.
std::vector<CurlTarget> targetsOf(const CurlReading &reading)
{
    std::vector<CurlTarget> targets;
    for (size_t at = 0; at < reading.addresses.size(); ++at) {
        std::vector<QString> uploads;
        if (at < reading.uploads.size())
            uploads.push_back(reading.uploads[at]);
        const QByteArray &address = reading.addresses[at];
        const auto expanded = reading.globOff ? std::vector<QByteArray>{address} : expandCurlPattern(address, kMostRequests);
        for (const QByteArray &each : expanded)
            targets.push_back({each, uploads});
    }
    return targets;
}

CurlCommand finishOne(CurlReading reading, const CurlTarget &target)
{
    reading.place.clear();
    reading.uploads = target.uploads;
    addOptionFields(reading);
    QByteArray address = curlAddress(target.address, reading.defaultScheme, reading.pathAsIs);
    if (!target.address.contains("://"))
        reading.note(
            QStringLiteral("The address has no scheme; curl takes %1.").arg(QString::fromUtf8(address.first(address.indexOf(':')))));
    for (const QByteArray &query : reading.query)
        appendQuery(address, query);
    const QByteArray implied = setBody(reading, address);
    addOptionFields(reading);
    reading.draft.method = reading.method.isEmpty() ? implied : reading.method;
    reading.draft.address = address;
    reading.draft.followRedirects = reading.follow;
    if (!reading.compressed && !hasCurlField(reading, "Accept-Encoding"))
        switchOffAutomatic(reading, "Accept-Encoding");
    setCookies(reading);
    setAuth(reading);
    return CurlCommand{std::move(reading.draft), ShellKind::Bash, std::move(reading.notes), reading.compressed};
}

Error noAddress()
{
    return {QStringLiteral("The command has no address."), {}, QStringLiteral("Add one, such as https://api.example.com/v1/me.")};
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

void CurlReading::takeBack(QByteArrayView option)
{
    static constexpr std::pair<QByteArrayView, bool CurlReading::*> kSwitches[] = {{"compressed", &CurlReading::compressed},
                                                                                   {"location", &CurlReading::follow},
                                                                                   {"location-trusted", &CurlReading::follow},
                                                                                   {"get", &CurlReading::get},
                                                                                   {"head", &CurlReading::head},
                                                                                   {"path-as-is", &CurlReading::pathAsIs},
                                                                                   {"globoff", &CurlReading::globOff}};
    for (const auto &[name, member] : kSwitches) {
        if (name == option)
            this->*member = false;
    }
    static constexpr std::pair<QByteArrayView, AuthKind> kSchemes[]
        = {{"digest", AuthKind::Digest}, {"ntlm", AuthKind::Ntlm}, {"negotiate", AuthKind::Negotiate}, {"anyauth", AuthKind::None}};
    for (const auto &[name, kind] : kSchemes) {
        if (name == option && scheme == kind)
            scheme = AuthKind::Basic;
    }
    if (option == "insecure")
        draft.transport.verifyCertificate = true;
}

CurlReading::Data CurlReading::fileData(const QByteArray &name) const
{
    if (name != "-")
        return {{}, QString::fromUtf8(name)};
    if (input.text || input.file == QLatin1String("/dev/null"))
        return {input.text.value_or(QByteArray()), {}};
    return {{}, input.file.isEmpty() ? QStringLiteral("-") : input.file};
}

CurlReading::Data urlEncodedData(const CurlReading &reading, const QByteArray &value)
{
    const auto mark = std::find_if(value.begin(), value.end(), [](char c) { return c == '=' || c == '@'; });
    const qsizetype at = mark - value.begin();
    const QByteArray name = mark == value.end() || at == 0 ? QByteArray() : value.left(at) + '=';
    CurlReading::Data data{mark == value.end() ? value : value.mid(at + 1), {}};
    if (mark != value.end() && *mark == '@')
        data = reading.fileData(value.mid(at + 1));
    data.text = data.file.isEmpty() ? name + data.text.toPercentEncoding().replace("%20", "+") : name;
    data.encoded = true;
    return data;
}

Result<std::vector<CurlCommand>> finishAllCurl(const CurlReading &reading)
{
    if (reading.addresses.empty())
        return failure(noAddress());
    std::vector<CurlCommand> commands;
    for (const CurlTarget &target : targetsOf(reading)) {
        if (commands.size() == kMostRequests)
            return failure(Error{
                QStringLiteral("The command has more than %1 addresses.").arg(kMostRequests), {}, QStringLiteral("Read it in parts.")});
        commands.push_back(finishOne(reading, target));
    }
    return commands;
}

Result<CurlCommand> finishCurl(CurlReading reading)
{
    if (reading.addresses.empty())
        return failure(noAddress());
    const std::vector<CurlTarget> targets = targetsOf(reading);
    reading.place.clear();
    if (targets.size() > 1)
        reading.note(QStringLiteral("The command has %1 addresses; the first is taken.").arg(targets.size()));
    return finishOne(std::move(reading), targets.front());
}

}
