#include "core/collection/conflict.h"

#include "core/yaml/yaml_value.h"

#include <map>

namespace keyhole {

namespace {

using Parts = std::map<QByteArray, QByteArray>;

void flatten(const YamlValue &value, const QByteArray &path, Parts &parts)
{
    if (value.kind == YamlValue::Kind::Scalar)
        parts[path] = value.text;
    for (const YamlMember &member : value.members)
        flatten(member.value, path.isEmpty() ? member.name : path + '.' + member.name, parts);
    for (size_t i = 0; i < value.items.size(); ++i)
        flatten(value.items[i], path + '[' + QByteArray::number(i) + ']', parts);
}

Parts partsOf(const RequestFile &request)
{
    Parts parts;
    flatten(opencollection::newRequest(request), {}, parts);
    return parts;
}

/// Takes a part over where mine has changed it.
template <class File, class Part> void take(File &merged, const File &base, const File &mine, Part part)
{
    if (part(mine) != part(base))
        part(merged) = part(mine);
}

QByteArray partOf(const Parts &parts, const QByteArray &name)
{
    const auto found = parts.find(name);
    return found == parts.end() ? QByteArray() : found->second;
}

}

std::vector<ConflictLine> compareVersions(const RequestFile &base, const RequestFile &mine, const RequestFile &theirs)
{
    const Parts before = partsOf(base), here = partsOf(mine), there = partsOf(theirs);
    Parts names = before;
    names.insert(here.begin(), here.end());
    names.insert(there.begin(), there.end());
    std::vector<ConflictLine> lines;
    for (const auto &[name, unused] : names) {
        const QByteArray old = partOf(before, name), own = partOf(here, name), other = partOf(there, name);
        if (own != other)
            lines.push_back({name, old, own, other, own != old && other != old});
    }
    return lines;
}

RequestFile mergeVersions(const RequestFile &base, const RequestFile &mine, const RequestFile &theirs)
{
    RequestFile merged = theirs;
    const auto each = [&](auto part) { take(merged, base, mine, part); };
    each([](auto &file) -> auto & { return file.draft.name; });
    each([](auto &file) -> auto & { return file.draft.method; });
    const bool address = mine.draft.address != base.draft.address || mine.draft.disabledParams != base.draft.disabledParams
        || mine.pathParams != base.pathParams;
    if (address) {
        merged.draft.address = mine.draft.address;
        merged.draft.disabledParams = mine.draft.disabledParams;
        merged.pathParams = mine.pathParams;
    }
    each([](auto &file) -> auto & { return file.draft.fields; });
    each([](auto &file) -> auto & { return file.draft.auth; });
    each([](auto &file) -> auto & { return file.draft.body; });
    each([](auto &file) -> auto & { return file.draft.followRedirects; });
    each([](auto &file) -> auto & { return file.draft.transport.totalLimit; });
    each([](auto &file) -> auto & { return file.draft.description; });
    each([](auto &file) -> auto & { return file.draft.scripts; });
    each([](auto &file) -> auto & { return file.order; });
    each([](auto &file) -> auto & { return file.tags; });
    each([](auto &file) -> auto & { return file.variables; });
    each([](auto &file) -> auto & { return file.captures; });
    each([](auto &file) -> auto & { return file.expectations; });
    each([](auto &file) -> auto & { return file.forwardAuthorizationHeader; });
    return merged;
}

SettingsFile mergeVersions(const SettingsFile &base, const SettingsFile &mine, const SettingsFile &theirs)
{
    SettingsFile merged = theirs;
    const auto each = [&](auto part) { take(merged, base, mine, part); };
    each([](auto &file) -> auto & { return file.name; });
    each([](auto &file) -> auto & { return file.order; });
    each([](auto &file) -> auto & { return file.auth; });
    each([](auto &file) -> auto & { return file.fields; });
    each([](auto &file) -> auto & { return file.variables; });
    each([](auto &file) -> auto & { return file.docs; });
    each([](auto &file) -> auto & { return file.scripts; });
    return merged;
}

EnvironmentFile mergeVersions(const EnvironmentFile &base, const EnvironmentFile &mine, const EnvironmentFile &theirs)
{
    EnvironmentFile merged = theirs;
    const auto each = [&](auto part) { take(merged, base, mine, part); };
    each([](auto &file) -> auto & { return file.name; });
    each([](auto &file) -> auto & { return file.color; });
    each([](auto &file) -> auto & { return file.variables; });
    each([](auto &file) -> auto & { return file.extends; });
    each([](auto &file) -> auto & { return file.dotEnvFile; });
    return merged;
}

}
