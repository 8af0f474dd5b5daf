#include "core/transport/chunk_scanner.h"

#include <algorithm>

namespace keyhole {

namespace {
constexpr qsizetype kLongestLine = 64 << 10, kLongestTrailers = 1 << 20;
}

ChunkScanner::State ChunkScanner::write(QByteArrayView bytes, const std::function<void(QByteArrayView)> &content)
{
    while (!bytes.isEmpty() && m_state != State::Ended && m_state != State::Broken) {
        if (m_state == State::Data) {
            const qsizetype count = qsizetype(std::min<qint64>(m_left, bytes.size()));
            content(bytes.first(count));
            bytes = bytes.sliced(count);
            m_left -= count;
            if (m_left == 0)
                m_state = State::DataEnd;
            continue;
        }
        const qsizetype end = bytes.indexOf('\n');
        m_line += bytes.first(end < 0 ? bytes.size() : end).toByteArray();
        if (end < 0)
            return m_state = m_line.size() > kLongestLine ? State::Broken : m_state;
        bytes = bytes.sliced(end + 1);
        if (m_line.endsWith('\r'))
            m_line.chop(1);
        if (m_state == State::Size)
            onSizeLine();
        else if (m_state == State::DataEnd)
            m_state = m_line.isEmpty() ? State::Size : State::Broken;
        else if (m_line.isEmpty())
            m_state = State::Ended;
        else if ((m_trailers += m_line.size()) > kLongestTrailers)
            m_state = State::Broken;
        m_line.clear();
    }
    return m_state;
}

void ChunkScanner::onSizeLine()
{
    bool ok = false;
    const QByteArray digits = m_line.left(m_line.indexOf(';') < 0 ? m_line.size() : m_line.indexOf(';')).trimmed();
    const bool plain = !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), [](char c) { return isxdigit(uchar(c)); });
    m_left = plain ? digits.toLongLong(&ok, 16) : 0;
    m_state = !ok || m_left < 0 ? State::Broken : m_left == 0 ? State::Trailer : State::Data;
}

}
