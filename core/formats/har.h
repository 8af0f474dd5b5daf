#pragma once

#include "core/http/exchange.h"

#include <QByteArrayList>
#include <memory>

namespace keyhole {

/// One line about an entry, cheap to have for every entry of a big file.
struct HarEntrySummary {
    QByteArray method;
    QByteArray url;
    int status = 0;
    QByteArray mimeType;
    Instant startedAt{};
};

/// A HAR 1.2 file, read once; entries become exchanges when asked for. Movable, not copyable; safe to read from several threads.
class HarFile {
public:
    /// Fails for text that is no JSON (line and column, and what stands there), is no HAR, or is over the limit.
    /// `name` is what the exchanges call their source; without one it is the creator.
    static Result<HarFile> parse(QByteArray bytes, const QString &name = {});
    static Result<HarFile> open(const QString &path);
    HarFile(HarFile &&) noexcept;
    HarFile &operator=(HarFile &&) noexcept;
    ~HarFile();

    int count() const;
    QString creator() const;  ///< "WebInspector 537.36", "Firefox 132.0"
    const HarEntrySummary &summary(int entry) const;  ///< from 0
    /// The entry as an exchange of one hop; entries that a redirect led to (redirectURL and time fit) come before it as hops. Fails with
    /// "entry 4, request.url".
    Result<Exchange> exchange(int entry) const;
    /// Members that are missing or odd and were read around, each with its place.
    const std::vector<Error> &warnings() const;

private:
    struct Data;
    explicit HarFile(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

struct HarWriteOptions {
    bool keepSecrets = false;  ///< otherwise Authorization, Cookie, Set-Cookie, known key fields and parameters are masked
    QByteArrayList secrets = {};  ///< values besides, wherever they stand, such as those of secret variables
};
QByteArray writeHar(const std::vector<Exchange> &exchanges, const HarWriteOptions &options = {});

}
