#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr qsizetype kKilobyte = 1024;
/// Buffers of servers, the most usual first: Apache and nginx 8 KB a line, Node.js 16 KB, Tomcat and Jetty 8 KB, http.sys 16 KB, Envoy 60
/// KB.
constexpr qsizetype kUsualLimit = 8 * kKilobyte;

struct Sizes {
    qsizetype all = 0;  ///< of the header: request line, names, values, separators
    const Field *largest = nullptr;
    qsizetype line = 0;  ///< of the request line
};

qsizetype sizeOf(const Field &field)
{
    constexpr qsizetype kColonBlankCrLf = 4;
    return field.name.size() + field.value.size() + kColonBlankCrLf;
}

Sizes measure(const Request &request)
{
    Sizes sizes;
    sizes.line = request.method.size() + request.url.path.size() + (request.url.query ? request.url.query->size() + 1 : 0) + 11;
    sizes.all = sizes.line;
    for (const Field &field : request.fields) {
        sizes.all += sizeOf(field);
        if (!sizes.largest || sizeOf(field) > sizeOf(*sizes.largest))
            sizes.largest = &field;
    }
    return sizes;
}

/// 431: RFC 6585, 5. 494 is nginx's own.
bool saysTooLarge(int status)
{
    return status == 431 || status == 494;
}

Check check(const Facts &facts)
{
    const Sizes sizes = measure(facts.request);
    const Said *words = facts.saidFor("header.too-large");
    if (!sizes.largest)
        return ruledOut(QStringLiteral("the request has no fields"));
    if (!saysTooLarge(facts.status) && !words && !(facts.status == 400 && sizes.all > kUsualLimit))
        return ruledOut(QStringLiteral("the header has %1, and nothing says that this is too much").arg(byteText(sizes.all)));
    const bool credential = equalsIgnoringCase(sizes.largest->name, "Cookie") || equalsIgnoringCase(sizes.largest->name, "Authorization");
    // A bare 400 says that the request was not understood; a header of more than eight kilobytes is a usual reason.
    const Certainty certainty = saysTooLarge(facts.status) ? Certainty::Certain
        : words                                            ? words->saying->certainty
        : facts.said.empty() && credential                 ? Certainty::Likely
                                                           : Certainty::Possible;
    Verdict verdict{certainty,
                    {requestField(*sizes.largest, QStringLiteral("%1 of %2").arg(byteText(sizeOf(*sizes.largest)), byteText(sizes.all)))}};
    if (words)
        verdict.evidence.push_back(said(*words));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"name", quoted(sizes.largest->name, 40)}, {"size", byteText(sizes.all)}};
    return verdict;
}

}

const Rule rules::headerTooLarge{"header.too-large", "The credential, or the whole header, is over a limit of the server", &check};

}
