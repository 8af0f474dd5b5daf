#include "core/http/coding_stage.h"
#include "core/http/field.h"

#include <array>
#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

namespace keyhole {

namespace {

using State = CodingStage::State;
constexpr size_t kPiece = 64 << 10;
using Piece = std::array<char, kPiece>;

/// gzip (any number of members, RFC 1952, 2.2) and deflate (RFC 1950, or RFC 1951 bare, which some servers send).
class InflateStage final : public CodingStage {
public:
    explicit InflateStage(bool gzip) : m_gzip(gzip) { }
    ~InflateStage() override
    {
        if (m_begun)
            inflateEnd(&m_stream);
    }

    State write(QByteArrayView bytes, qsizetype &used, const Output &output) override
    {
        if (!m_begun && !begin(bytes))
            return State::More;
        if (!m_held.isEmpty()) {
            qsizetype usedOfHeld = 0;
            const QByteArray held = std::exchange(m_held, {});
            if (const State state = inflateAll(held, usedOfHeld, output); state != State::More)
                return state;
        }
        return inflateAll(bytes, used, output);
    }

private:
    /// The wrapper of deflate shows in its first two bytes (RFC 1950, 2.2); false until they are there.
    bool begin(QByteArrayView &bytes)
    {
        int window = 15 + 16;
        if (!m_gzip) {
            if (m_held.size() + bytes.size() < 2) {
                m_held += bytes.toByteArray();
                return false;
            }
            const QByteArray head = (m_held + bytes.first(std::min<qsizetype>(2, bytes.size())).toByteArray()).left(2);
            const int first = uchar(head[0]), second = uchar(head[1]);
            window = (first & 0x0f) == 8 && (first * 256 + second) % 31 == 0 ? 15 : -15;
        }
        m_begun = inflateInit2(&m_stream, window) == Z_OK;
        return m_begun;
    }

    State inflateAll(QByteArrayView bytes, qsizetype &used, const Output &output)
    {
        Piece piece;
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
        m_stream.avail_in = uInt(bytes.size());
        while (m_stream.avail_in > 0 || m_full) {
            if (m_ended && !nextMember())
                return used = bytes.size() - m_stream.avail_in, State::Ended;
            m_stream.next_out = reinterpret_cast<Bytef *>(piece.data());
            m_stream.avail_out = uInt(piece.size());
            const int code = inflate(&m_stream, Z_NO_FLUSH);
            used = bytes.size() - m_stream.avail_in;
            m_full = m_stream.avail_out == 0;
            if (m_stream.avail_out < piece.size() && !output(QByteArrayView(piece).first(qsizetype(piece.size() - m_stream.avail_out))))
                return State::Stopped;
            if (code == Z_STREAM_END)
                m_ended = true, m_full = false;
            else if (code != Z_OK && code != Z_BUF_ERROR)
                return State::Broken;
        }
        return m_ended ? State::Ended : State::More;
    }

    bool nextMember()
    {
        m_ended = !m_gzip || *m_stream.next_in != 0x1f || inflateReset(&m_stream) != Z_OK;
        return !m_ended;
    }

    z_stream m_stream{};
    bool m_gzip, m_begun = false, m_ended = false, m_full = false;
    QByteArray m_held;
};

class BrotliStage final : public CodingStage {
public:
    State write(QByteArrayView bytes, qsizetype &used, const Output &output) override
    {
        size_t left = size_t(bytes.size());
        auto next = reinterpret_cast<const uint8_t *>(bytes.data());
        Piece piece;
        for (;;) {
            size_t room = piece.size();
            auto out = reinterpret_cast<uint8_t *>(piece.data());
            const BrotliDecoderResult result = BrotliDecoderDecompressStream(m_state.get(), &left, &next, &room, &out, nullptr);
            used = bytes.size() - qsizetype(left);
            if (room < piece.size() && !output(QByteArrayView(piece).first(qsizetype(piece.size() - room))))
                return State::Stopped;
            if (result == BROTLI_DECODER_RESULT_SUCCESS)
                return State::Ended;
            if (result == BROTLI_DECODER_RESULT_ERROR)
                return State::Broken;
            if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
                return State::More;
        }
    }

private:
    std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> m_state{
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance};
};

class ZstdStage final : public CodingStage {
public:
    // RFC 9659, 3: a window above 8 MB is not allowed in HTTP, and would let an answer choose how much memory we take.
    ZstdStage() { ZSTD_DCtx_setParameter(m_context.get(), ZSTD_d_windowLogMax, 23); }

    State write(QByteArrayView bytes, qsizetype &used, const Output &output) override
    {
        ZSTD_inBuffer in{bytes.data(), size_t(bytes.size()), 0};
        Piece piece;
        for (bool full = false; in.pos < in.size || full;) {
            if (m_ended && !frameFollows(bytes.sliced(qsizetype(in.pos))))
                return State::Ended;
            ZSTD_outBuffer out{piece.data(), piece.size(), 0};
            const size_t code = ZSTD_decompressStream(m_context.get(), &out, &in);
            used = qsizetype(in.pos);
            if (ZSTD_isError(code))
                return State::Broken;
            if (out.pos > 0 && !output(QByteArrayView(piece).first(qsizetype(out.pos))))
                return State::Stopped;
            m_ended = code == 0;
            full = out.pos == out.size && !m_ended;
        }
        return m_ended ? State::Ended : State::More;
    }

private:
    /// Frames may follow one another (RFC 8878, 3); a skippable one begins with 50 to 5F.
    static bool frameFollows(QByteArrayView bytes) { return bytes[0] == 0x28 || (uchar(bytes[0]) & 0xf0) == 0x50; }

    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> m_context{ZSTD_createDCtx(), &ZSTD_freeDCtx};
    bool m_ended = false;
};

}

std::unique_ptr<CodingStage> makeCodingStage(QByteArrayView coding)
{
    if (equalsIgnoringCase(coding, "gzip") || equalsIgnoringCase(coding, "x-gzip"))
        return std::make_unique<InflateStage>(true);
    if (equalsIgnoringCase(coding, "deflate"))
        return std::make_unique<InflateStage>(false);
    if (equalsIgnoringCase(coding, "br"))
        return std::make_unique<BrotliStage>();
    if (equalsIgnoringCase(coding, "zstd"))
        return std::make_unique<ZstdStage>();
    return nullptr;
}

}
