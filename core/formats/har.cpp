#include "core/formats/har.h"

#include "core/formats/har_index.h"
#include "core/formats/har_redaction.h"
#include "core/formats/text_encoding.h"
#include "core/http/redirect_status.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <mutex>

namespace keyhole {

namespace {

constexpr qint64 kSizeLimit = 2LL << 30;
constexpr Seconds kRedirectWindow{30};
constexpr int kMostHops = 20;

Error tooLarge(qint64 size)
{
    return {QStringLiteral("The HAR has %1 MB; files up to %2 MB are read.").arg(size >> 20).arg(kSizeLimit >> 20),
            {},
            QStringLiteral("Filter the list in the network panel, and save fewer requests.")};
}

QByteArray withoutFragment(const QByteArray &url)
{
    return url.first(url.contains('#') ? url.indexOf('#') : url.size());
}

}

struct HarFile::Data {
    QByteArray bytes;  // with room for kHarPadding behind
    QString name;
    HarIndex index;
    QHash<QByteArray, std::vector<int>> redirectsTo;  // address → entries whose answer leads there, in the file's order
    mutable std::once_flag credentialsLookedFor;
    mutable bool anyCredentials = false;

    Result<HarEntry> read(int entry) const;
    void collectRedirects();
    std::optional<int> redirectBefore(int entry) const;
    bool holdsAnyCredentials() const;
    QString whySanitized(const HarEntry &entry) const;
};

Result<HarEntry> HarFile::Data::read(int entry) const
{
    const IndexedEntry &indexed = index.entries.at(size_t(entry));
    if (indexed.length == 0)
        return failure(Error{QStringLiteral("The entry is no object."), placeInHar(entry + 1, ""),
                             QStringLiteral("The other entries can be opened.")});
    return readHarEntry(QByteArrayView(bytes).sliced(indexed.offset, indexed.length), entry + 1);
}

void HarFile::Data::collectRedirects()
{
    for (int entry = 0; entry < int(index.entries.size()); ++entry) {
        const IndexedEntry &indexed = index.entries[size_t(entry)];
        if (!isRedirectStatus(indexed.summary.status))
            continue;
        QByteArray reference = indexed.redirectUrl;
        if (reference.isEmpty()) {
            const auto whole = read(entry);
            if (whole && whole->hop.response)
                reference = whole->hop.response->fields.value("Location").value_or(QByteArray());
        }
        const auto base = Url::parse(indexed.summary.url);
        if (reference.isEmpty() || !base)
            continue;
        if (const auto target = base->resolve(reference))
            redirectsTo[withoutFragment(target->toString())].push_back(entry);
    }
}

/// The latest entry that led to this one: begun before it, not long ago, and not followed already by another one for the same address.
std::optional<int> HarFile::Data::redirectBefore(int entry) const
{
    const auto summary = [this](int other) -> const HarEntrySummary & { return index.entries[size_t(other)].summary; };
    const QByteArray address = withoutFragment(summary(entry).url);
    const auto found = redirectsTo.constFind(address);
    if (found == redirectsTo.constEnd())
        return std::nullopt;
    const Instant start = summary(entry).startedAt;
    for (auto before = found->rbegin(); before != found->rend(); ++before) {
        const Instant redirected = summary(*before).startedAt;
        if (*before >= entry || redirected > start || start - redirected > kRedirectWindow)
            continue;
        for (int between = *before + 1; between < entry; ++between) {
            if (withoutFragment(summary(between).url) == address)
                return std::nullopt;
        }
        return *before;
    }
    return std::nullopt;
}

bool HarFile::Data::holdsAnyCredentials() const
{
    std::call_once(credentialsLookedFor, [this] {
        for (int entry = 0; entry < int(index.entries.size()) && !anyCredentials; ++entry) {
            const auto whole = read(entry);
            anyCredentials = whole && holdsCredentials(whole->hop);
        }
    });
    return anyCredentials;
}

QString HarFile::Data::whySanitized(const HarEntry &entry) const
{
    if (const auto field = redactedField(entry.hop))
        return QStringLiteral("The value of %1 was replaced before the file was saved.").arg(QString::fromUtf8(*field));
    if (holdsCredentials(entry.hop))
        return {};
    const QString why = whyLeftOut(entry, index.creator);
    return why.isEmpty() || holdsAnyCredentials() ? QString() : why;
}

HarFile::HarFile(std::unique_ptr<Data> data) : m_data(std::move(data)) { }
HarFile::HarFile(HarFile &&) noexcept = default;
HarFile &HarFile::operator=(HarFile &&) noexcept = default;
HarFile::~HarFile() = default;

Result<HarFile> HarFile::parse(QByteArray bytes, const QString &name)
{
    if (bytes.size() > kSizeLimit)
        return failure(tooLarge(bytes.size()));
    auto data = std::make_unique<Data>();
    data->name = name;
    data->bytes = withoutByteOrderMark(std::move(bytes));
    data->bytes.reserve(data->bytes.size() + kHarPadding);
    auto index = indexHar(data->bytes);
    if (!index)
        return failure(index.error());
    data->index = std::move(*index);
    data->collectRedirects();
    return HarFile(std::move(data));
}

Result<HarFile> HarFile::open(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error{QStringLiteral("The file cannot be read: %1").arg(file.errorString()), path,
                             QStringLiteral("Check its name and permissions.")});
    if (file.size() > kSizeLimit)
        return failure(tooLarge(file.size()));
    QByteArray bytes;
    bytes.reserve(file.size() + kHarPadding);  // here, so that parse() need not move the text
    bytes.resize(file.size());
    bytes.resize(std::max<qint64>(file.read(bytes.data(), bytes.size()), 0));
    return parse(std::move(bytes), QFileInfo(path).fileName());
}

int HarFile::count() const
{
    return int(m_data->index.entries.size());
}

QString HarFile::creator() const
{
    return m_data->index.creator;
}

const HarEntrySummary &HarFile::summary(int entry) const
{
    return m_data->index.entries.at(size_t(entry)).summary;
}

const std::vector<Error> &HarFile::warnings() const
{
    return m_data->index.warnings;
}

Result<Exchange> HarFile::exchange(int entry) const
{
    auto whole = m_data->read(entry);
    if (!whole)
        return failure(whole.error());
    Exchange exchange;
    exchange.source = ExchangeSource::Har;
    exchange.sourceName = m_data->name.isEmpty() ? creator() : m_data->name;
    exchange.recordedEntry = entry + 1;
    exchange.sanitizedWhy = m_data->whySanitized(*whole);
    exchange.sanitized = !exchange.sanitizedWhy.isEmpty();
    exchange.hops.push_back(std::move(whole->hop));
    auto before = m_data->redirectBefore(entry);
    while (before && int(exchange.hops.size()) < kMostHops) {
        auto earlier = m_data->read(*before);
        if (!earlier)
            break;
        exchange.hops.front().whyFollowed = QStringLiteral("%1 from entry %2").arg(summary(*before).status).arg(*before + 1);
        exchange.hops.insert(exchange.hops.begin(), std::move(earlier->hop));
        before = m_data->redirectBefore(*before);
    }
    return exchange;
}

}
