#pragma once

#include "core/formats/import/imported.h"
#include "core/json/json.h"

#include <QStringList>

namespace keyhole {

/// What an importer has made so far, and where it is: the names of folders and request, for the notes.
struct ImportReading {
    Imported imported;
    QStringList path;

    void note(const QString &what, const QString &remedy = {});
    /// A thing that no import may bring: proxies, authorities, exceptions of TLS, other name servers.
    void noteIgnoredTransport(const QString &what);
    void keepScript(std::vector<KeptScript> &scripts, const QString &when, const QByteArray &text);
};

/// Stands in a folder or request as long as it lives.
class ImportStep {
public:
    ImportStep(ImportReading &reading, const QString &name) : m_reading(reading) { m_reading.path.append(name); }
    ~ImportStep() { m_reading.path.removeLast(); }
    ImportStep(const ImportStep &) = delete;
    ImportStep &operator=(const ImportStep &) = delete;

private:
    ImportReading &m_reading;
};

/// JSON, or YAML with its scalars as YAML 1.2 reads them; 50 MB and 200 levels at most. Fails with line and column.
Result<JsonValue> readTree(QByteArrayView text);

/// The text of a string, number or boolean; empty for anything else, and for nothing.
QByteArray looseText(const JsonValue *value);
QByteArray looseText(const JsonValue &object, QByteArrayView name);
QString looseString(const JsonValue &object, QByteArrayView name);
/// A boolean, also in quotes.
bool looseBool(const JsonValue &object, QByteArrayView name, bool otherwise = false);
/// The items of a list; none where there is no list.
const std::vector<JsonValue> &itemsOf(const JsonValue *value);
const std::vector<JsonMember> &membersOf(const JsonValue *value);

/// Sets the body by what kind of text it is: JSON as such, everything else as text with the media type among the fields, where none is
/// typed. An empty media type adds none.
void setTextBody(RequestDraft &draft, const QByteArray &text, const QByteArray &mediaType);
bool hasField(const RequestDraft &draft, QByteArrayView name);
/// The body that GraphQL over HTTP asks for.
void setGraphQlBody(RequestDraft &draft, const QByteArray &query, const QByteArray &variables);
/// Puts a query row where it belongs: enabled ones in the address, as they are written.
void addQueryRow(RequestDraft &draft, const DraftRow &row);

}
