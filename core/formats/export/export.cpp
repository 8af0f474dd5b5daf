#include "core/formats/export/export.h"

#include "core/collection/variables.h"
#include "core/formats/curl_command.h"
#include "core/formats/drafted_request.h"
#include "core/formats/export/secret_variables.h"
#include "core/formats/export/visit_requests.h"
#include "core/http/url.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

constexpr std::pair<const char *, ExportFormat> kNames[]
    = {{"postman", ExportFormat::Postman}, {"http", ExportFormat::HttpFile}, {"har", ExportFormat::Har}, {"curl", ExportFormat::Curl}};

JsonValue namedValues(const std::vector<DraftRow> &rows)
{
    JsonValue list = jsonList({});
    for (const DraftRow &row : rows)
        list.items.push_back(jsonObject({{"name", jsonText(row.name)}, {"value", jsonText(row.value)}}));
    return list;
}

/// The parameters as they are written. HAR 1.2, queryString.
JsonValue queryString(const QByteArray &address)
{
    std::vector<DraftRow> rows;
    const qsizetype query = address.indexOf('?');
    for (const QByteArray &pair : query < 0 ? QByteArrayList() : address.mid(query + 1).split('&')) {
        const qsizetype equals = pair.indexOf('=');
        rows.push_back({true, pair.left(equals < 0 ? pair.size() : equals), equals < 0 ? QByteArray() : pair.mid(equals + 1), {}});
    }
    return namedValues(rows);
}

QByteArray mediaTypeOf(const DraftedRequest &request)
{
    for (const DraftRow &row : request.fields) {
        if (equalsIgnoringCase(row.name, "Content-Type"))
            return row.value;
    }
    return {};
}

JsonValue harRequest(const DraftedRequest &request)
{
    std::vector<JsonMember> members{{"method", jsonText(request.method)},     {"url", jsonText(request.url)},
                                    {"httpVersion", jsonText("HTTP/1.1")},    {"cookies", jsonList({})},
                                    {"headers", namedValues(request.fields)}, {"queryString", queryString(request.url)}};
    if (!request.body.isEmpty())
        members.push_back({"postData", jsonObject({{"mimeType", jsonText(mediaTypeOf(request))}, {"text", jsonText(request.body)}})});
    members.push_back({"headersSize", jsonNumber(-1)});
    members.push_back({"bodySize", jsonNumber(request.body.size())});
    return jsonObject(std::move(members));
}

/// What HAR 1.2 demands of a request that was never sent: status 0, as browsers write it.
JsonValue noResponse()
{
    return jsonObject({{"status", jsonNumber(0)},
                       {"statusText", jsonText({})},
                       {"httpVersion", jsonText({})},
                       {"cookies", jsonList({})},
                       {"headers", jsonList({})},
                       {"content", jsonObject({{"size", jsonNumber(0)}, {"mimeType", jsonText("x-unknown")}})},
                       {"redirectURL", jsonText({})},
                       {"headersSize", jsonNumber(-1)},
                       {"bodySize", jsonNumber(-1)}});
}

Environment withoutSecrets(Environment environment)
{
    std::erase_if(environment.variables, [](const Variable &variable) { return variable.secret; });
    return environment;
}

JsonValue harEntry(const DraftedRequest &request)
{
    return jsonObject({{"startedDateTime", jsonText("1970-01-01T00:00:00.000Z")},
                       {"time", jsonNumber(0)},
                       {"request", harRequest(request)},
                       {"response", noResponse()},
                       {"cache", jsonObject({})},
                       {"timings", jsonObject({{"send", jsonNumber(0)}, {"wait", jsonNumber(0)}, {"receive", jsonNumber(0)}})}});
}

}

std::optional<ExportFormat> exportFormatNamed(const QString &name)
{
    for (const auto &[each, format] : kNames) {
        if (name == QLatin1String(each))
            return format;
    }
    return std::nullopt;
}

Exported writeRequestHar(const Collection &collection)
{
    Exported exported;
    JsonValue entries = jsonList({});
    const Environment known = withoutSecrets(collection.environment);
    visitRequests(collection, [&](const CollectionItem &item, const QString &path) {
        // An address in a HAR is a whole one, as it is sent, so that what is known of it is put in.
        RequestDraft draft = item.request;
        draft.address = Substitution(known).apply(draft.address).replace(' ', "%20");
        const DraftedRequest request = draftedRequest(draft);
        if (!Url::parse(draft.address))
            exported.notes.push_back({QStringLiteral("Its address holds a variable without a value; programs may refuse it."), path, {}});
        for (const Error &note : request.notes)
            exported.notes.push_back({note.what, path, note.remedy});
        entries.items.push_back(harEntry(request));
    });
    const JsonValue creator = jsonObject({{"name", jsonText("Keyhole")}, {"version", jsonText(KEYHOLE_VERSION)}});
    exported.text
        = toJson(jsonObject({{"log", jsonObject({{"version", jsonText("1.2")}, {"creator", creator}, {"entries", entries}})}})) + '\n';
    return exported;
}

Exported writeCurlScript(const Collection &collection, bool keepSecrets)
{
    Exported exported;
    visitRequests(collection, [&](const CollectionItem &item, const QString &path) {
        CurlWriteOptions options;
        options.keepSecrets = keepSecrets;
        exported.text
            += (exported.text.isEmpty() ? "# " : "\n# ") + path.toUtf8().simplified() + '\n' + writeCurlCommand(item.request, options);
    });
    return exported;
}

Exported exportCollection(ExportFormat format, const Collection &given, const ExportOptions &options)
{
    if (format == ExportFormat::Curl)
        return writeCurlScript(given, options.keepSecrets);
    const Collection collection = options.keepSecrets ? given : withSecretsAsVariables(given);
    switch (format) {
    case ExportFormat::Postman:
        return writePostman(collection);
    case ExportFormat::HttpFile:
        return writeHttpFile(collection);
    default:
        return writeRequestHar(collection);
    }
}

}
