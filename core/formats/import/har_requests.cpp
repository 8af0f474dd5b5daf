#include "core/formats/import/har_requests.h"

#include "core/collection/draft_from_exchange.h"
#include "core/formats/import/import_reading.h"
#include "core/http/url.h"

namespace keyhole {

namespace {

QString nameOf(const RequestDraft &draft)
{
    const auto url = Url::parse(draft.address);
    const QByteArray path = url ? (url->path.isEmpty() ? "/" : url->path) : draft.address;
    return QString::fromUtf8(draft.method + ' ' + path.left(80));
}

}

Imported importHar(const HarFile &har)
{
    ImportReading reading;
    reading.imported.collection.name = har.creator().isEmpty() ? QStringLiteral("Recording") : har.creator();
    for (int entry = 0; entry < har.count(); ++entry) {
        const ImportStep step(reading, QStringLiteral("entry %1").arg(entry + 1));
        const auto exchange = har.exchange(entry);
        if (!exchange || exchange->hops.empty()) {
            reading.note(
                QStringLiteral("It is left out: %1").arg(exchange ? QStringLiteral("it holds no request.") : exchange.error().what));
            continue;
        }
        // A redirect that an entry followed is an entry of its own.
        Exchange last = *exchange;
        last.hops = {exchange->last()};
        if (const QByteArray scheme = last.first().request.url.scheme.toLower(); scheme != "http" && scheme != "https") {
            reading.note(QStringLiteral("It is left out: “%1:” is no HTTP.").arg(QString::fromUtf8(scheme)));
            continue;
        }
        CollectionItem item;
        item.request = draftFromExchange(last);
        item.request.name = item.name = nameOf(item.request);
        reading.imported.collection.items.push_back(std::move(item));
    }
    for (const Error &warning : har.warnings())
        reading.imported.notes.push_back(warning);
    return std::move(reading.imported);
}

}
