#pragma once

#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/marks.h"
#include "core/formats/har.h"

#include <map>

namespace keyhole {

/// Diagnoses entries of a recording, each with those before it. Entries are read when they are needed, and kept while they are near.
class HarDiagnosis {
public:
    explicit HarDiagnosis(const HarFile &har) : m_har(har) { }

    /// The report of an entry, counted from 0. Fails where the entry cannot be read. The reports share their marks.
    Result<Report> report(int entry);
    /// Whether an entry was refused: 401, and what servers use in its place.
    bool isRefused(int entry) const;

private:
    const Exchange *before(int entry);

    const HarFile &m_har;
    SecretMarks m_marks;
    std::map<int, std::optional<Exchange>> m_kept;
};

}
