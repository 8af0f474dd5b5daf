#pragma once

#include <QByteArray>
#include <functional>

namespace keyhole {

/// Takes the chunks off a body as it comes (RFC 9112, 7.1), so that its end is known without keeping it. The exact reading, with trailers
/// and every fault named, is readResponse()'s.
class ChunkScanner {
public:
    enum class State { Size, Data, DataEnd, Trailer, Ended, Broken };

    State write(QByteArrayView bytes, const std::function<void(QByteArrayView)> &content);
    State state() const { return m_state; }

private:
    void onSizeLine();

    State m_state = State::Size;
    QByteArray m_line;
    qint64 m_left = 0;
    qsizetype m_trailers = 0;  ///< bytes of them
};

}
