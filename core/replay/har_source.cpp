#include "core/replay/har_source.h"

#include "core/collection/draft_from_exchange.h"
#include "core/collection/variables.h"
#include "core/diagnosis/diagnose.h"
#include "core/formats/har_redaction.h"
#include "core/replay/recorded_secrets.h"

namespace keyhole {

namespace {

QString whyNot(const QByteArray &address)
{
    const auto url = Url::parse(address);
    if (!url)
        return QStringLiteral("Its address cannot be read.");
    const QByteArray scheme = url->scheme.toLower();
    if (scheme == "ws" || scheme == "wss")
        return QStringLiteral("It is a WebSocket.");
    if (scheme != "http" && scheme != "https")
        return QStringLiteral("Keyhole speaks http and https only.");
    return {};
}

/// "/v1/orders" of the address, for a list.
QString pathOf(const QByteArray &address)
{
    const auto url = Url::parse(address);
    return url && !url->path.isEmpty() ? visibleText(QString::fromUtf8(url->path)) : QStringLiteral("/");
}

void dropRedacted(RequestDraft &draft, QStringList &notes)
{
    std::erase_if(draft.fields, [&notes](const DraftRow &row) {
        const bool redacted = isRedacted(row.value);
        if (redacted)
            notes += QStringLiteral("%1 was taken out before the recording was saved.").arg(QString::fromUtf8(row.name));
        return redacted;
    });
}

SeenResult recordedResult(const Exchange &exchange)
{
    const auto &response = exchange.last().response;
    QByteArray cause;
    if (response && isRefusal(response->status))
        cause = diagnose({exchange}).verdict.id;
    SeenResult seen = seenResult(exchange, cause);
    static const QByteArray kDots = Secret::mask({}).toUtf8();  // what our own recordings have in the place of secrets
    if (response && ((response->body.isEmpty() && response->bodySize != 0) || response->body.contains(kDots)))
        seen.body.clear();  // it was not recorded, or not as it came
    return seen;
}

}

HarSource::HarSource(std::shared_ptr<const HarFile> har, QString name, HarSettings settings)
    : m_har(std::move(har)), m_name(std::move(name)), m_settings(std::move(settings))
{
    for (int entry = 0; entry < m_har->count(); ++entry) {
        const HarEntrySummary &summary = m_har->summary(entry);
        m_items.push_back(
            {pathOf(summary.url), QStringLiteral("entry %1").arg(entry + 1), summary.method, summary.url, whyNot(summary.url)});
    }
}

std::vector<Origin> HarSource::recordedOrigins() const
{
    std::vector<Origin> origins;
    for (const ReplayItem &item : m_items) {
        const auto url = item.leftOut.isEmpty() ? Url::parse(item.address) : failure(SyntaxError{});
        if (url && std::find(origins.begin(), origins.end(), url->origin()) == origins.end())
            origins.push_back(url->origin());
    }
    return origins;
}

Origin HarSource::target(int item) const
{
    const auto url = Url::parse(m_items.at(size_t(item)).address);
    return url ? mapped(*url, m_settings.hosts).origin() : Origin();
}

Result<ReplayRequest> HarSource::request(int item)
{
    const auto chain = m_har->exchange(item);
    if (!chain)
        return failure(chain.error());
    Exchange exchange = *chain;
    exchange.hops.erase(exchange.hops.begin(), exchange.hops.end() - 1);
    if (!m_last.contains(item))
        m_last.insert(item, recordedResult(exchange));
    ReplayRequest request;
    request.asRecorded = true;
    request.draft = draftFromExchange(exchange);
    request.draft.followRedirects = false;
    dropRedacted(request.draft, request.notes);
    const Url recorded = exchange.first().request.url;
    const Url target = mapped(recorded, m_settings.hosts);
    request.draft.address = target.toString();
    if (auto moved = moveTo(request.draft, recorded, target, m_settings.recordedCredentials, request.notes); !moved)
        return failure(Error{moved.error().what, m_items.at(size_t(item)).place, moved.error().remedy});
    for (const auto &[origin, credential] : m_settings.credentials) {
        if (origin == target.origin())
            replaceCredential(request.draft, credential, origin, request.notes);
    }
    return request;
}

std::optional<SeenResult> HarSource::lastResult(int item) const
{
    const auto last = m_last.find(item);
    return last == m_last.end() ? std::nullopt : std::optional(*last);
}

}
