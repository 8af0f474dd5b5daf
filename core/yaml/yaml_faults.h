#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <libfyaml.h>
#include <memory>

namespace keyhole {

/// Takes what libfyaml finds wrong. Left to itself it writes that to standard error, with lines of the text.
class YamlFaults {
public:
    YamlFaults();
    /// For fy_parse_cfg. This must outlive what was made with it.
    fy_parse_cfg configuration() const;
    /// What was found wrong first in `text`, with its place.
    Error first(QByteArrayView text) const;

private:
    struct Closer {
        void operator()(fy_diag *diagnostics) const { fy_diag_destroy(diagnostics); }
    };
    std::unique_ptr<fy_diag, Closer> m_diagnostics;
};

/// A fault with its place, counted from 1.
Error yamlFault(const QString &what, int line, int column);

}
