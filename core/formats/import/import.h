#pragma once

#include "core/formats/import/imported.h"

namespace keyhole {

enum class ImportFormat { Curl, Postman, Insomnia, Bruno, HttpFile, Har, OpenApi, OpenCollection };

/// "postman", "insomnia", "bruno", "http", "har", "curl", "openapi", "opencollection"; nothing for another name.
std::optional<ImportFormat> importFormatNamed(const QString &name);
QString nameOfImportFormat(ImportFormat format);

/// What a text is, by its content; nothing where it is none of these.
std::optional<ImportFormat> detectImportFormat(const QByteArray &text);

/// Reads a text of this format. `name` is what the collection is called where the text has no name. Fails with the place of the first
/// fault. Nothing in it is run, and no file that it names is read.
Result<Imported> importText(ImportFormat format, const QByteArray &text, const QString &name);

/// Reads a folder: an OpenCollection, a collection of Bruno (bruno.json and .bru files), or of Postman's format 3. Nothing outside the
/// folder is read.
Result<Imported> importFolder(const QString &folder);

}
