// Two contents, one after the other with a zero byte between: comparing them must not fall, a content has no difference from itself, and
// the lines of both must be told whole and in order.
#include "core/compare/comparison.h"
#include "core/compare/json_comparison.h"
#include "core/compare/line_comparison.h"
#include "demand.h"

using namespace keyhole;

namespace {

Exchange answering(const QByteArray &body)
{
    Exchange exchange;
    Hop &hop = exchange.hops.emplace_back();
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://api.example.com/");
    hop.response.emplace();
    hop.response->status = 200;
    hop.response->body = body;
    return exchange;
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = inputOf(data, size).toByteArray();
    const qsizetype zero = std::max<qsizetype>(input.indexOf('\0'), 0);
    const QByteArray left = input.first(zero), right = input.mid(zero + 1);
    demand(compareExchanges(answering(left), answering(left)).items.empty());
    const auto there = compareExchanges(answering(left), answering(right)), back = compareExchanges(answering(right), answering(left));
    demand(there.items.size() == back.items.size());
    demand((left == right) == there.items.empty());

    const auto lefts = linesOf(left), rights = linesOf(right);
    qsizetype leftAt = 0, rightAt = 0;
    for (const LineRun &run : compareLines(lefts, rights)) {
        demand(run.left == leftAt && run.right == rightAt && run.count > 0);
        leftAt += run.kind == LineRun::Kind::Added ? 0 : run.count;
        rightAt += run.kind == LineRun::Kind::Removed ? 0 : run.count;
    }
    demand(leftAt == qsizetype(lefts.size()) && rightAt == qsizetype(rights.size()));

    const auto one = parseJson(left), other = parseJson(right);
    if (one)
        demand(compareJson(*one, *one).changes.empty());
    if (one && other)
        demand(compareJson(*one, *other).changes.size() == compareJson(*other, *one).changes.size());
    return 0;
}
