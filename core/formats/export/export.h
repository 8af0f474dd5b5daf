#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

enum class ExportFormat { Postman, HttpFile, Har, Curl };

/// "postman", "http", "har", "curl"; nothing for another name.
std::optional<ExportFormat> exportFormatNamed(const QString &name);

struct Exported {
    QByteArray text;
    std::vector<Error> notes;  ///< one for each thing that the format cannot hold: what, and in which request
};

struct ExportOptions {
    bool keepSecrets = false;  ///< otherwise {{variables}} stand in their places
};

/// The collection as Postman 2.1, a .http file, a HAR of requests without answers, or curl commands.
Exported exportCollection(ExportFormat format, const Collection &collection, const ExportOptions &options = {});

/// Each format by itself, with the secrets that are in the collection.
Exported writePostman(const Collection &collection);
Exported writeHttpFile(const Collection &collection);
Exported writeRequestHar(const Collection &collection);
Exported writeCurlScript(const Collection &collection, bool keepSecrets);

}
