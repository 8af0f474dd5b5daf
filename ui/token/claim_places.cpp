#include "ui/token/claim_places.h"

namespace keyhole {

namespace {

struct Member {
    QByteArray name;
    qsizetype from, to;
};

/// Finds the members of the outermost object of a JSON text that is known to be sound: only strings and depth have to be followed.
std::vector<Member> membersOf(const QByteArray &json, const JsonValue &value)
{
    std::vector<Member> members;
    const qsizetype end = json.size();
    qsizetype from = -1;
    int depth = 0;
    bool inString = false;
    const auto close = [&](qsizetype to) {
        if (from >= 0 && members.size() < value.members.size())
            members.push_back({value.members[members.size()].name, from, to});
        from = -1;
    };
    for (qsizetype i = 0; i < end; ++i) {
        const char c = json.at(i);
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
            continue;
        }
        inString = c == '"';
        if (inString && depth == 1 && from < 0)
            from = i;
        else if (c == '{' || c == '[')
            ++depth;
        else if (c == '}' || c == ']')
            --depth;
        if ((c == ',' && depth == 1) || (c == '}' && depth == 0))
            close(i);
    }
    return members;
}

void addPlaces(std::vector<ClaimPlace> &places, const TokenSegment &segment, const std::optional<JsonValue> &value, bool inHeader)
{
    if (!value || !value->isObject())
        return;
    for (const Member &member : membersOf(segment.decoded, *value)) {
        const qsizetype from = member.from * 4 / 3;
        const qsizetype to = qMin((member.to * 4 + 2) / 3, segment.length);
        places.push_back({inHeader, member.name, segment.offset + from, to - from});
    }
}

}

std::vector<ClaimPlace> claimPlaces(const Token &token)
{
    std::vector<ClaimPlace> places;
    if (!token.segments.empty())
        addPlaces(places, token.segments[0], token.header, true);
    if (token.segments.size() > 1)
        addPlaces(places, token.segments[1], token.payload, false);
    return places;
}

}
