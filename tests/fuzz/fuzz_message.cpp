#include "core/http/message_reader.h"
#include "demand.h"

using namespace keyhole;

/// The first byte chooses the method and whether the connection is closed; the rest is the message.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes = inputOf(data, size).sliced(1);
    const char *methods[] = {"GET", "HEAD", "CONNECT", "POST"};
    const ReadResponse read = readResponse(bytes, methods[data[0] & 3], data[0] & 4);
    demand(read.headLength >= 0 && read.headLength <= bytes.size());
    demand(read.messageLength >= 0 && read.messageLength <= bytes.size());
    demand(read.response.body.size() <= bytes.size());
    for (const Defect &defect : read.response.defects)
        demand(defect.offset >= 0 && defect.offset <= bytes.size());
    for (const Field &field : read.response.fields)
        demand(bytes.contains(field.raw));
    demandPlace(readRequest(bytes), bytes.size());
    return 0;
}
