#include "core/http/content_coding.h"
#include "core/http/coding_stage.h"
#include "core/http/field.h"

#include <QByteArrayList>

namespace keyhole {

using State = CodingStage::State;

/// A stage and what is known about it.
struct ContentDecoder::Link {
    QByteArray name;
    std::unique_ptr<CodingStage> stage;
    State state = State::More;
    bool began = false;  ///< bytes came in
    bool gave = false;  ///< bytes came out
    bool passesOn = false;  ///< not coded at all: its bytes go on as they are
    QByteArray start;  ///< the first bytes, for as long as nothing came out
};

namespace {

constexpr qsizetype kStart = 1024;

/// The codings of a field value in the order of undoing, identity left out.
std::vector<QByteArray> codingsToUndo(QByteArrayView contentEncoding)
{
    std::vector<QByteArray> names;
    for (const QByteArray &part : contentEncoding.toByteArray().split(',')) {
        if (const QByteArray name = part.trimmed(); !name.isEmpty() && !equalsIgnoringCase(name, "identity"))
            names.insert(names.begin(), name);
    }
    return names;
}

}

ContentDecoder::ContentDecoder(QByteArrayView contentEncoding, Output output, const DecodeLimits &limits)
    : m_output(std::move(output)), m_limits(limits)
{
    const std::vector<QByteArray> names = codingsToUndo(contentEncoding);
    if (int(names.size()) > limits.codings) {
        report("coding.nested",
               QString("%1 content codings lie around each other; Keyhole undoes at most %2, so the content is shown as it came.")
                   .arg(names.size())
                   .arg(limits.codings));
        return;
    }
    for (const QByteArray &name : names) {
        std::unique_ptr<CodingStage> stage = makeCodingStage(name);
        if (!stage) {
            report("coding.unknown",
                   QString("The content coding \"%1\" is not known, so it is not undone.").arg(QString::fromLatin1(name.left(80))));
            return;
        }
        m_stages.push_back(Link{name.toLower(), std::move(stage), State::More, false, false, false, {}});
    }
}

ContentDecoder::~ContentDecoder() = default;

bool ContentDecoder::decodes() const
{
    return !m_stages.empty();
}

void ContentDecoder::write(QByteArrayView encoded)
{
    m_in += encoded.size();
    if (!m_stopped && !encoded.isEmpty())
        pass(0, encoded);
}

void ContentDecoder::pass(size_t index, QByteArrayView bytes)
{
    if (index == m_stages.size())
        return emitDecoded(bytes);
    Link &link = m_stages[index];
    if (link.passesOn)
        return pass(index + 1, bytes);
    if (link.state == State::Broken || link.state == State::Stopped)
        return;
    link.began = true;
    if (!link.gave && link.start.size() < kStart)
        link.start += bytes.toByteArray();
    qsizetype used = 0;
    link.state = link.stage->write(bytes, used, [&](QByteArrayView out) {
        link.gave = true;
        pass(index + 1, out);
        return !m_stopped;
    });
    const QString name = QString::fromLatin1(link.name);
    if (link.state == State::Ended && used < bytes.size()) {
        report("coding.trailing",
               QString("%1 bytes follow the end of the %2 content; they are left out.").arg(bytes.size() - used).arg(name));
        link.state = State::Stopped;
    } else if (link.state == State::Broken && !link.gave && link.start.size() <= std::max(kStart, bytes.size())) {
        report("coding.broken", QString("Content-Encoding says %1, but the content is not; it is shown as it came.").arg(name));
        link.passesOn = true;
        pass(index + 1, link.start);
    } else if (link.state == State::Broken) {
        report("coding.broken", QString("The %1 content is damaged from here on; what came out before is kept.").arg(name));
    }
}

void ContentDecoder::emitDecoded(QByteArrayView bytes)
{
    const qint64 grown = std::max(m_limits.ratioFrom, m_limits.ratio * m_in);
    const bool mayGrow = m_stages.empty() || m_limits.output <= grown;
    const qint64 room = (mayGrow ? m_limits.output : grown) - m_out;
    const QByteArrayView kept = bytes.first(std::clamp<qint64>(room, 0, bytes.size()));
    m_out += kept.size();
    if (!kept.isEmpty())
        m_output(kept);
    if (kept.size() == bytes.size())
        return;
    m_stopped = true;
    report("coding.bomb",
           mayGrow ? QString("The content is longer than %1 bytes when it is decoded; the rest is left out.").arg(m_out)
                   : QString("The content grew to more than %1 times its size when it was decoded; decoding stopped after %2 bytes.")
                         .arg(m_limits.ratio)
                         .arg(m_out));
}

void ContentDecoder::finish()
{
    for (const Link &link : m_stages) {
        if (!m_stopped && m_defects.empty() && link.began && link.state == State::More)
            report("coding.truncated",
                   QString("The %1 content ends too early; what came out is kept.").arg(QString::fromLatin1(link.name)));
    }
}

void ContentDecoder::report(const char *id, const QString &text)
{
    m_defects.push_back({id, qsizetype(m_in), text});
}

QByteArray decodeContent(const QByteArray &encoded, QByteArrayView contentEncoding, std::vector<Defect> &defects,
                         const DecodeLimits &limits)
{
    // In pieces, so that the place of a defect is told to within one of them.
    constexpr qsizetype kPiece = 16 << 10;
    QByteArray decoded;
    ContentDecoder decoder(
        contentEncoding, [&decoded](QByteArrayView bytes) { decoded.append(bytes); }, limits);
    if (!decoder.decodes()) {
        defects.insert(defects.end(), decoder.defects().begin(), decoder.defects().end());
        return encoded;
    }
    for (qsizetype at = 0; at < encoded.size(); at += kPiece)
        decoder.write(QByteArrayView(encoded).sliced(at, std::min(kPiece, encoded.size() - at)));
    decoder.finish();
    defects.insert(defects.end(), decoder.defects().begin(), decoder.defects().end());
    return decoded;
}

}
