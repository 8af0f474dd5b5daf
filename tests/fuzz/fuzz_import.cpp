#include "core/formats/export/opencollection.h"
#include "core/formats/import/import.h"
#include "demand.h"

using namespace keyhole;

// Any text, read as each format, ends with a collection or a fault that says what; what was read can be written in each form.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = inputOf(data, size).toByteArray();
    (void)detectImportFormat(text);
    for (const ImportFormat format : {ImportFormat::Curl, ImportFormat::Postman, ImportFormat::Insomnia, ImportFormat::Bruno,
                                      ImportFormat::HttpFile, ImportFormat::Har, ImportFormat::OpenApi, ImportFormat::OpenCollection}) {
        const auto imported = importText(format, text, QStringLiteral("fuzz"));
        demand(imported || !imported.error().what.isEmpty());
        if (!imported)
            continue;
        for (const ExportFormat to : {ExportFormat::Postman, ExportFormat::HttpFile, ExportFormat::Har, ExportFormat::Curl})
            (void)exportCollection(to, imported->collection);
        // OpenCollection's form and Postman's read back whatever it was; the first holds no secret.
        const Exported file = writeOpenCollectionFile(takeSecrets(imported->collection, imported->environments));
        if (!file.text.isEmpty()) {
            const auto again = importText(ImportFormat::OpenCollection, file.text, {});
            demand(again.has_value() && again->requestCount() == imported->requestCount());
        }
        demand(importText(ImportFormat::Postman, exportCollection(ExportFormat::Postman, imported->collection).text, {}).has_value());
    }
    return 0;
}
