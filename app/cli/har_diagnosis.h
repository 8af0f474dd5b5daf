#pragma once

#include "app/cli/report_format.h"
#include "core/formats/har.h"

#include <map>

namespace keyhole {

/// Diagnoses entries of a recording, each with those before it. Entries are read when they are needed, and kept while they are near.
class HarDiagnosis {
public:
    HarDiagnosis(const HarFile &har, ReportFormat format) : m_har(har), m_format(format) { }

    /// Prints the report of an entry, counted from 0. Fails where the entry cannot be read.
    Result<bool> report(int entry);
    /// Whether an entry was refused: 401, and what servers use in its place.
    bool isRefused(int entry) const;

private:
    const Exchange *before(int entry);

    const HarFile &m_har;
    ReportFormat m_format;
    std::map<int, std::optional<Exchange>> m_kept;
};

}
