#include "core/replay/entry_list.h"
#include "core/replay/host_mapping.h"
#include "core/replay/replay_options.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(inputOf(data, size));
    if (const auto entries = parseEntries(text)) {
        demand(entries->size() <= size_t(ReplayOptions::kMostRequests));
        for (const int entry : *entries)
            demand(entry >= 0);
    }
    if (const auto rule = parseStopRule(text))
        demand(parseStopRule(stopRuleText(*rule)) == *rule);
    if (const auto mapping = parseHostMapping(text)) {
        const Url url = *Url::parse("https://api.example.com:8443/path?query#fragment");
        const Url led = mapped(url, {*mapping, {{{}, "api.example.com", {}}, mapping->to}});
        demand(led.origin().isValid() && led.origin().host == mapping->to.host && led.path == url.path && led.query == url.query);
    }
    return 0;
}
