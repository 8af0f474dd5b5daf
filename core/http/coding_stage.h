#pragma once

#include <QByteArray>
#include <functional>
#include <memory>

namespace keyhole {

/// One content coding being undone. RFC 9110, 8.4.1.
class CodingStage {
public:
    enum class State { More, Ended, Broken, Stopped };
    /// Takes decoded bytes; false: enough.
    using Output = std::function<bool(QByteArrayView)>;

    virtual ~CodingStage() = default;
    /// Decodes `bytes` and gives what state the stage is in; `used` says how many bytes it took before it ended or broke.
    virtual State write(QByteArrayView bytes, qsizetype &used, const Output &output) = 0;
};

/// The stage for a coding's name (in any case), or nullptr for an unknown one.
std::unique_ptr<CodingStage> makeCodingStage(QByteArrayView coding);

}
