#include "core/formats/curl_address.h"
#include "core/formats/curl_body.h"
#include "core/formats/curl_fields.h"
#include "core/formats/curl_reading.h"

namespace keyhole {

namespace {

void setAuth(CurlReading &reading)
{
    AuthDraft &auth = reading.draft.auth;
    if (hasCurlField(reading, "Authorization"))
        return;  // -H stands; curl sends it instead of what -u would make
    const AuthKind kind = reading.schemes.empty() ? AuthKind::Basic : reading.schemes.front();
    const bool isAsked = reading.schemes.size() > 1 || kind == AuthKind::None;
    if (!reading.bearer.isEmpty()) {
        auth.kind = AuthKind::Bearer;
        auth.secret = Secret(reading.bearer);
        if (isAsked)
            reading.note(QStringLiteral("curl sends the token once the answer shows that it is asked for; here it goes at once."));
    } else if (isAsked && reading.user) {
        reading.note(QStringLiteral("curl sends no password before the answer shows which scheme is asked for; choose that one then."));
    } else if (reading.user) {
        const qsizetype colon = reading.user->indexOf(':');
        auth.kind = kind;
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
        appendCurlQuery(address, query);
    const QByteArray implied = setCurlBody(reading, address);
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
        = {{"basic", AuthKind::Basic},         {"digest", AuthKind::Digest}, {"ntlm", AuthKind::Ntlm},
           {"negotiate", AuthKind::Negotiate}, {"anyauth", AuthKind::None},  {"aws-sigv4", AuthKind::AwsSignature4}};
    for (const auto &[name, kind] : kSchemes) {
        if (name == option)
            std::erase(schemes, kind);
    }
    if (option == "insecure")
        draft.transport.verifyCertificate = true;
    if (option == "alpn")
        draft.transport.version = HttpVersionChoice::Http11;  // HTTP/2 is agreed on by it
}

CurlReading CurlReading::next() const
{
    CurlReading following;
    following.input = input;
    following.variables = variables;
    return following;
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
