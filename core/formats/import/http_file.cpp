#include "core/formats/import/http_file.h"

#include "core/formats/import/http_lines.h"

namespace keyhole {

namespace {

constexpr qsizetype kLargest = 16 << 20;

}

bool looksLikeHttpFile(QByteArrayView text)
{
    const QByteArray start = text.first(std::min<qsizetype>(text.size(), 4096)).toByteArray();
    for (const QByteArray &each : start.split('\n')) {
        const QByteArray line = each.trimmed();
        if (line.startsWith("###") || (line.startsWith('@') && line.contains('=')))
            return true;
        if (line.isEmpty() || line.startsWith('#') || line.startsWith("//"))
            continue;
        const auto request = readHttpRequestLine(line);
        const bool plain = request && request->address != line && !request->address.contains(' ');
        return plain && (request->address.contains("://") || request->address.startsWith("{{"));
    }
    return false;
}

Result<Imported> importHttpFile(QByteArrayView text)
{
    if (text.size() > kLargest)
        return failure(Error{QStringLiteral("The file is longer than 16 MB."), {}, QStringLiteral("Put large bodies into files.")});
    ImportReading reading;
    std::vector<Variable> variables;
    for (const HttpSection &section : splitHttpSections(text)) {
        const ImportStep step(reading, QStringLiteral("line %1").arg(section.line));
        if (auto item = readHttpSection(section, variables, reading))
            reading.imported.collection.items.push_back(std::move(*item));
    }
    reading.imported.collection.environment.variables = std::move(variables);
    return std::move(reading.imported);
}

}
