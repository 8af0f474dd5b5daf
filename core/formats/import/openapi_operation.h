#pragma once

#include "core/formats/import/import_reading.h"
#include "core/formats/import/openapi_schema.h"

namespace keyhole {

/// One operation as a request: parameters of the path and its own, body, credentials.
struct OpenApiOperation {
    QByteArray method, path;
    const JsonValue &pathItem, &operation;
};
CollectionItem openApiRequest(const OpenApiDocument &document, const OpenApiOperation &operation, ImportReading &reading);

}
