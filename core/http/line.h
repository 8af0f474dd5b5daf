#pragma once

#include <QByteArrayView>
#include <cstring>
#include <optional>

namespace keyhole {

/// A line of a message: up to LF, of which a CR before it is part (RFC 9112, 2.2).
struct Line {
    QByteArrayView text;  ///< without the line end
    qsizetype start = 0;
    qsizetype next = 0;  ///< where the next line begins
    bool ended = false;  ///< false: the bytes stop before the line end
    bool bareLf = false;

    qsizetype end() const { return start + text.size(); }
};

inline Line lineAt(QByteArrayView bytes, qsizetype start)
{
    const QByteArrayView rest = bytes.sliced(start);
    const auto *found = rest.isEmpty() ? nullptr : static_cast<const char *>(std::memchr(rest.data(), '\n', size_t(rest.size())));
    if (!found)
        return {rest, start, bytes.size(), false, false};
    const qsizetype length = found - rest.data();
    const bool carriageReturn = length > 0 && rest[length - 1] == '\r';
    return {rest.first(carriageReturn ? length - 1 : length), start, start + length + 1, true, !carriageReturn};
}

/// Where the empty line that ends a head (or trailers) stands, if it came, looked for from `start` on.
inline std::optional<Line> emptyLineFrom(QByteArrayView bytes, qsizetype start)
{
    while (start < bytes.size()) {
        const Line line = lineAt(bytes, start);
        if (line.ended && line.text.isEmpty())
            return line;
        start = line.next;
    }
    return std::nullopt;
}

}
