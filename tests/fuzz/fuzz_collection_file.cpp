#include "core/collection/collection_index.h"
#include "core/collection/opencollection/settings_file.h"
#include "core/yaml/yaml_patch.h"
#include "core/yaml/yaml_value.h"
#include "demand.h"

using namespace keyhole;

/// A file of a collection: whatever it holds, reading it and writing it again without an edit changes nothing, and one edit reads as made.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = inputOf(data, size).toByteArray();
    CollectionLimits limits;
    limits.fileBytes = 16 << 10;
    const auto entry = indexFile(text, limits);
    const auto document = readDocument(text, limits);
    demand(entry || !entry.error().what.isEmpty());
    if (!document)
        return 0;
    const RequestFile request = opencollection::readRequest(*document);
    YamlValue same = *document;
    opencollection::updateRequest(same, request, request);
    demand(sameYaml(same, *document));
    RequestFile edited = request;
    edited.draft.method = "PURGE";
    edited.draft.fields.push_back({true, "X", "y: #", {}});
    edited.expectations.clear();
    YamlValue wanted = *document;
    opencollection::updateRequest(wanted, request, edited);
    if (const auto patched = patchYaml(text, wanted)) {
        const auto read = readDocument(*patched, limits);
        demand(!read || sameYaml(*read, wanted));
    }
    opencollection::readSettings(*document, size % 2 == 0);
    opencollection::readEnvironment(*document);
    return 0;
}
