#include "core/formats/har_index.h"

#include "core/formats/har_date.h"
#include "core/formats/text_encoding.h"
#include "core/json/fault.h"

#include <simdjson.h>

namespace keyhole {

static_assert(kHarPadding >= qsizetype(simdjson::SIMDJSON_PADDING));

namespace {

using simdjson::error_code;
namespace ondemand = simdjson::ondemand;

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

/// The text of a string or of a number; nothing for other values.
std::optional<QByteArray> textOf(ondemand::value value)
{
    std::string_view text;
    if (value.get_string().get(text) == simdjson::SUCCESS)
        return bytesOf(text);
    double number = 0;
    if (value.get_double().get(number) == simdjson::SUCCESS)
        return QByteArray::number(number, 'f', QLocale::FloatingPointShortest);
    return std::nullopt;
}

int integerOf(ondemand::value value)
{
    return textOf(value).value_or(QByteArray()).toInt();
}

/// Calls `visit(name, value)` for each member. Names of a HAR hold no escapes, so they are compared as written.
template <class Visit> error_code forEachMember(ondemand::object object, const Visit &visit)
{
    for (auto member : object) {
        ondemand::field field;
        if (const error_code error = std::move(member).get(field))
            return error;
        const ondemand::raw_json_string name = field.key();
        ondemand::value value = field.value();
        if (const error_code error = visit(name, value))
            return error;
    }
    return simdjson::SUCCESS;
}

class HarIndexer {
public:
    explicit HarIndexer(QByteArrayView text) : m_text(text) { }
    Result<HarIndex> run();

private:
    error_code readRoot(ondemand::object root);
    error_code readLog(ondemand::value log);
    error_code readCreator(ondemand::value creator);
    error_code readEntries(ondemand::value entries);
    error_code readEntry(ondemand::value value);
    error_code readMembers(ondemand::object object, IndexedEntry &entry);
    error_code readRequest(ondemand::value request, HarEntrySummary &summary);
    error_code readResponse(ondemand::value response, IndexedEntry &entry);
    void readDate(const std::optional<QByteArray> &text, HarEntrySummary &summary);
    void warn(const char *member, const QString &what);
    Error explain(error_code code) const;

    QByteArrayView m_text;
    HarIndex m_index;
    bool m_hasEntries = false;
    bool m_hasDate = false, m_hasRequest = false, m_hasResponse = false;
};

Result<HarIndex> HarIndexer::run()
{
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object root;
    const simdjson::padded_string_view padded(m_text.data(), size_t(m_text.size()), size_t(m_text.size() + kHarPadding));
    error_code error = parser.iterate(padded).get(document);
    if (!error)
        error = document.get_object().get(root);
    if (!error)
        error = readRoot(root);
    if (error || !m_hasEntries)
        return failure(explain(error));
    return std::move(m_index);
}

error_code HarIndexer::readRoot(ondemand::object root)
{
    return forEachMember(
        root, [this](ondemand::raw_json_string name, ondemand::value value) { return name == "log" ? readLog(value) : simdjson::SUCCESS; });
}

error_code HarIndexer::readLog(ondemand::value log)
{
    ondemand::object object;
    if (const error_code error = log.get_object().get(object))
        return error;
    return forEachMember(object, [this](ondemand::raw_json_string name, ondemand::value value) {
        if (name == "creator")
            return readCreator(value);
        return name == "entries" ? readEntries(value) : simdjson::SUCCESS;
    });
}

error_code HarIndexer::readCreator(ondemand::value creator)
{
    ondemand::object object;
    if (creator.get_object().get(object) != simdjson::SUCCESS)
        return simdjson::SUCCESS;
    QByteArray title, version;
    const error_code error = forEachMember(object, [&](ondemand::raw_json_string name, ondemand::value value) {
        if (name == "name")
            title = textOf(value).value_or(QByteArray());
        else if (name == "version")
            version = textOf(value).value_or(QByteArray());
        return simdjson::SUCCESS;
    });
    m_index.creator = QString::fromUtf8((title + ' ' + version).trimmed());
    return error;
}

error_code HarIndexer::readEntries(ondemand::value entries)
{
    ondemand::array array;
    if (const error_code error = entries.get_array().get(array))
        return error;
    m_hasEntries = true;
    for (auto item : array) {
        ondemand::value value;
        if (const error_code error = std::move(item).get(value))
            return error;
        if (const error_code error = readEntry(value))
            return error;
    }
    return simdjson::SUCCESS;
}

error_code HarIndexer::readEntry(ondemand::value value)
{
    m_hasDate = m_hasRequest = m_hasResponse = false;
    IndexedEntry &entry = m_index.entries.emplace_back();
    ondemand::json_type type{};
    if (const error_code error = value.type().get(type))
        return error;
    if (type != ondemand::json_type::object) {
        warn("", QStringLiteral("The entry is no object."));
        return simdjson::SUCCESS;
    }
    ondemand::object object;
    if (const error_code error = value.get_object().get(object))
        return error;
    std::string_view whole;
    if (const error_code error = object.raw_json().get(whole))
        return error;
    entry.offset = whole.data() - m_text.data();
    entry.length = qsizetype(whole.size());
    if (const error_code error = object.reset().error())
        return error;
    return readMembers(object, entry);
}

error_code HarIndexer::readMembers(ondemand::object object, IndexedEntry &entry)
{
    const error_code error = forEachMember(object, [&](ondemand::raw_json_string name, ondemand::value value) {
        if (name == "startedDateTime")
            readDate(textOf(value), entry.summary);
        else if (name == "request")
            return readRequest(value, entry.summary);
        else if (name == "response")
            return readResponse(value, entry);
        return simdjson::SUCCESS;
    });
    if (!m_hasDate)
        warn("startedDateTime", QStringLiteral("The entry does not say when it started, or in no form that can be read."));
    if (!m_hasRequest)
        warn("request", QStringLiteral("The entry has no request."));
    else if (entry.summary.url.isEmpty())
        warn("request.url", QStringLiteral("The request has no address."));
    if (m_hasRequest && entry.summary.method.isEmpty())
        warn("request.method", QStringLiteral("The request has no method; it is taken for GET."));
    if (!m_hasResponse)
        warn("response", QStringLiteral("The entry has no answer."));
    return error;
}

error_code HarIndexer::readRequest(ondemand::value request, HarEntrySummary &summary)
{
    ondemand::object object;
    if (request.get_object().get(object) != simdjson::SUCCESS)
        return simdjson::SUCCESS;
    m_hasRequest = true;
    return forEachMember(object, [&](ondemand::raw_json_string name, ondemand::value value) {
        if (name == "method")
            summary.method = textOf(value).value_or(QByteArray());
        else if (name == "url")
            summary.url = textOf(value).value_or(QByteArray());
        return simdjson::SUCCESS;
    });
}

error_code HarIndexer::readResponse(ondemand::value response, IndexedEntry &entry)
{
    ondemand::object object;
    if (response.get_object().get(object) != simdjson::SUCCESS)
        return simdjson::SUCCESS;
    m_hasResponse = true;
    return forEachMember(object, [&](ondemand::raw_json_string name, ondemand::value value) {
        ondemand::object content;
        if (name == "status")
            entry.summary.status = integerOf(value);
        else if (name == "redirectURL")
            entry.redirectUrl = textOf(value).value_or(QByteArray());
        else if (name == "content" && value.get_object().get(content) == simdjson::SUCCESS)
            return forEachMember(content, [&entry](ondemand::raw_json_string inner, ondemand::value innerValue) {
                if (inner == "mimeType")
                    entry.summary.mimeType = textOf(innerValue).value_or(QByteArray());
                return simdjson::SUCCESS;
            });
        return simdjson::SUCCESS;
    });
}

void HarIndexer::readDate(const std::optional<QByteArray> &text, HarEntrySummary &summary)
{
    const auto date = readHarDate(text.value_or(QByteArray()));
    m_hasDate = date.has_value();
    if (!date)
        return;
    summary.startedAt = date->instant;
    if (!date->zoneGiven)
        warn("startedDateTime", QStringLiteral("The time has no zone; it is taken for UTC."));
}

void HarIndexer::warn(const char *member, const QString &what)
{
    static constexpr size_t kMostWarnings = 1000;
    if (m_index.warnings.size() < kMostWarnings)
        m_index.warnings.push_back({what, placeInHar(int(m_index.entries.size()), member), {}});
}

QString whatStandsAt(QByteArrayView text, qsizetype offset)
{
    return QStringLiteral("“%1”").arg(QString::fromUtf8(text.sliced(offset, std::min<qsizetype>(12, text.size() - offset))).simplified());
}

Error HarIndexer::explain(error_code code) const
{
    static constexpr int kDeepest = 1000;
    if (m_text.trimmed().isEmpty())
        return {QStringLiteral("There is nothing in it."), {}, QStringLiteral("Save the HAR again.")};
    if (const auto fault = findJsonFault(m_text, kDeepest)) {
        const QString place = placeInText(m_text, fault->offset);
        if (fault->offset >= m_text.size())
            return {QStringLiteral("The HAR ends early: %1.").arg(fault->message), place,
                    QStringLiteral("The export was cut off; save it again.")};
        return {
            QStringLiteral("This is no JSON, so no HAR: %1, and %2 stands there.").arg(fault->message, whatStandsAt(m_text, fault->offset)),
            place, QStringLiteral("Save the HAR again, or repair it at this place.")};
    }
    if (code == simdjson::MEMALLOC || code == simdjson::CAPACITY)
        return {QStringLiteral("There is not enough memory to read a HAR of this size."), {}, QStringLiteral("Save fewer requests.")};
    return {QStringLiteral("This is JSON, but no HAR: it has no list log.entries."),
            {},
            QStringLiteral("Save the requests as HAR in the browser's network panel.")};
}

}

QString placeInHar(int entry, const char *member)
{
    const QString place = QStringLiteral("entry %1").arg(entry);
    return *member ? place + QStringLiteral(", ") + QLatin1String(member) : place;
}

Result<HarIndex> indexHar(QByteArrayView text)
{
    return HarIndexer(text).run();
}

}
