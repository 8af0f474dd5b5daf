#include "core/yaml/yaml_faults.h"

#include <QByteArrayList>

namespace keyhole {

namespace {

/// The line of a "%YAML" that names no version 1, from 1; 0: none. libfyaml refuses it without a place.
int lineOfForeignVersion(QByteArrayView text)
{
    int line = 1;
    for (const QByteArray &each : text.toByteArray().split('\n')) {
        if (each.startsWith("---"))
            return 0;
        if (each.startsWith("%YAML ") && !each.mid(6).trimmed().startsWith("1."))
            return line;
        ++line;
    }
    return 0;
}

}

YamlFaults::YamlFaults()
{
    fy_diag_cfg silent;
    fy_diag_cfg_default(&silent);
    silent.fp = nullptr;
    silent.output_fn = [](fy_diag *, void *, const char *, size_t) {};
    m_diagnostics.reset(fy_diag_create(&silent));
    fy_diag_set_collect_errors(m_diagnostics.get(), true);
}

fy_parse_cfg YamlFaults::configuration() const
{
    fy_parse_cfg configuration{};
    configuration.flags = fy_parse_cfg_flags(FYPCF_QUIET);
    configuration.diag = m_diagnostics.get();
    return configuration;
}

Error YamlFaults::first(QByteArrayView text) const
{
    void *position = nullptr;
    while (const fy_diag_error *fault = fy_diag_errors_iterate(m_diagnostics.get(), &position)) {
        if (fault->type >= FYET_ERROR)
            return yamlFault(QString::fromUtf8(fault->msg).simplified(), fault->line, fault->column);
    }
    if (const int line = lineOfForeignVersion(text); line > 0)
        return yamlFault(QStringLiteral("this version of YAML is not read"), line, 1);
    return yamlFault(QStringLiteral("this is no YAML document"), 1, 1);
}

Error yamlFault(const QString &what, int line, int column)
{
    return {what, QStringLiteral("line %1, column %2").arg(line).arg(column), QStringLiteral("Correct the text there; YAML 1.2 is read.")};
}

}
