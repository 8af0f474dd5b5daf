#pragma once

#include "core/http/message.h"

#include <functional>

namespace keyhole {

struct DecodeLimits {
    qint64 output = 4LL << 30;
    int ratio = 100;  ///< output : input, from `ratioFrom` bytes of output on
    qint64 ratioFrom = 1 << 20;
    int codings = 2;  ///< nested ones; RFC 9110 sets none, a bomb needs few
};

/// Undoes the content codings named by `contentEncoding` (gzip, x-gzip, deflate with or without zlib wrapper, br, zstd, identity), last
/// first. What came out before a fault is kept; every fault and reached limit is a defect ("coding.unknown", "coding.broken",
/// "coding.truncated", "coding.bomb", "coding.nested", "coding.trailing"), its offset in `encoded`. Content that was never coded, whatever
/// its field says, is given as it came, with "coding.broken".
QByteArray decodeContent(const QByteArray &encoded, QByteArrayView contentEncoding, std::vector<Defect> &defects,
                         const DecodeLimits &limits = {});

/// The same as a stream, for content that does not fit in memory.
class ContentDecoder {
public:
    using Output = std::function<void(QByteArrayView)>;

    ContentDecoder(QByteArrayView contentEncoding, Output output, const DecodeLimits &limits = {});
    ~ContentDecoder();
    ContentDecoder(const ContentDecoder &) = delete;
    ContentDecoder &operator=(const ContentDecoder &) = delete;

    /// Whether there is a coding to undo; otherwise the content passes through.
    bool decodes() const;
    void write(QByteArrayView encoded);
    /// No more comes: tells a coding that did not end.
    void finish();
    const std::vector<Defect> &defects() const { return m_defects; }

private:
    struct Link;

    void pass(size_t stage, QByteArrayView bytes);
    void emitDecoded(QByteArrayView bytes);
    void report(const char *id, const QString &text);

    Output m_output;
    DecodeLimits m_limits;
    std::vector<Link> m_stages;
    std::vector<Defect> m_defects;
    qint64 m_in = 0, m_out = 0;
    bool m_stopped = false;
};

}
