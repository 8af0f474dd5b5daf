#include "core/diagnosis/answer/reading.h"

#include <QtEndian>

namespace keyhole {

// github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md: a flag byte, four of length, and in the frame of trailers lines of fields.
void readGrpcFrames(AnswerReader &reader, const QByteArray &body, bool isText)
{
    constexpr qsizetype kHead = 5;
    constexpr char kTrailers = char(0x80);
    const QByteArray frames = isText ? QByteArray::fromBase64(body) : body;
    for (qsizetype at = 0; frames.size() - at >= kHead;) {
        const qsizetype length = qFromBigEndian<quint32>(frames.constData() + at + 1);
        if (length > frames.size() - at - kHead)
            return reader.leaveOut(QStringLiteral("a frame that is cut"));
        FieldList fields;
        if ((frames[at] & kTrailers) != 0) {
            for (const QByteArray &line : frames.mid(at + kHead, length).split('\n')) {
                if (const qsizetype colon = line.indexOf(':'); colon > 0)
                    fields.append(line.first(colon).trimmed(), line.mid(colon + 1).trimmed());
            }
        }
        readFieldErrors(reader, fields, "response.body");
        at += kHead + length;
    }
}

}
