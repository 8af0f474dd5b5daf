// Any bytes may be an answer, in any format, or stand in its fields; what is read keeps to its limits and tells where it stands.
#include "core/diagnosis/answer/answer.h"
#include "demand.h"

using namespace keyhole;

namespace {

void check(const AnswerText &text)
{
    demand(!text.where.isEmpty() && !text.text.isEmpty() && text.text.size() <= 4000);
}

void check(const Answer &answer)
{
    demand(answer.items.size() <= 60 && answer.errors.size() <= 20 && answer.ids.size() <= 20);
    for (const AnswerText &text : answer.items)
        check(text);
    for (const AnswerError &error : answer.errors) {
        demand(*error.format);
        for (const AnswerText &code : error.codes)
            check(code);
        for (const Asked &each : error.asked)
            demand(*askedName(each.what));
    }
    demand(!answer.main() == answer.errors.empty());
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const char *type : {"application/json", "application/xml", "text/html", "text/plain", "application/grpc-web+proto"}) {
        Response response;
        response.status = 401;
        response.fields.append("Content-Type", type);
        response.body = bytes;
        check(readAnswer(response));
    }
    Response redirect;
    redirect.status = 302;
    for (const char *name : {"WWW-Authenticate", "Location", "grpc-message", "x-amzn-errortype", "X-Request-Id"})
        redirect.fields.append(name, bytes);
    check(readAnswer(redirect));
    return 0;
}
