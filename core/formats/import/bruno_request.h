#pragma once

#include "core/formats/import/bru_text.h"
#include "core/formats/import/import_reading.h"

namespace keyhole {

/// The blocks of a file by their names.
class BruFile {
public:
    explicit BruFile(std::vector<BruBlock> blocks) : m_blocks(std::move(blocks)) { }
    const BruBlock *find(QByteArrayView name) const;
    QByteArray value(QByteArrayView block, QByteArrayView row) const;
    QByteArray text(QByteArrayView block) const;
    const std::vector<BruRow> &rows(QByteArrayView block) const;
    const std::vector<BruBlock> &blocks() const { return m_blocks; }

private:
    std::vector<BruBlock> m_blocks;
};

/// A request file; nothing where it is none that HTTP carries, which is noted.
std::optional<CollectionItem> brunoRequest(const BruFile &file, ImportReading &reading);
/// What "auth { mode: … }" or the method block names, with the block of that scheme.
AuthDraft brunoAuth(const BruFile &file, const QByteArray &mode, ImportReading &reading);
std::vector<DraftRow> brunoRows(const std::vector<BruRow> &rows);
std::vector<Variable> brunoVariables(const BruFile &file, QByteArrayView block, ImportReading &reading);
void keepBrunoScripts(const BruFile &file, std::vector<KeptScript> &scripts, ImportReading &reading);

}
