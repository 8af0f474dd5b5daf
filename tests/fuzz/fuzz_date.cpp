#include "core/http/date.h"
#include "core/http/retry_after.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text = inputOf(data, size);
    const Instant now(Seconds(1795254192));
    const auto date = parseHttpDate(text, now);
    demandPlace(date, text.size());
    if (date && date->form == DateForm::ImfFixdate)
        demand(parseHttpDate(formatHttpDate(date->instant), now)->instant == date->instant);
    demandPlace(parseCookieDate(text), text.size());
    demandPlace(parseRfc3339(text), text.size());
    demandPlace(parseRetryAfter(text, now), text.size());
    return 0;
}
