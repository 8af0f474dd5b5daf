#pragma once

#include "core/http/instant.h"
#include "core/http/message.h"

namespace keyhole::lab {

/// What an address answers. The server adds Date (its clock may be shifted) and Content-Length.
struct Answer {
    int status = 200;
    FieldList fields = {};
    QByteArray body = {};
    Seconds clockShift{0};
};

Answer json(int status, const QByteArray &body);
Answer page(int status, const QByteArray &html);
Answer redirect(int status, const QByteArray &location);
/// 401 with a challenge, and a body that says `message`.
Answer challenge(const QByteArray &value, const QByteArray &message);

/// The bytes that go over the wire.
QByteArray toBytes(const Answer &answer, Instant now, bool closes);

}
