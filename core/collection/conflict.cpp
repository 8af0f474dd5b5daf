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

/// Each member of a request that a file says, with the part that it belongs to; those of one part follow each other.
template <class Visit> void eachPart(Visit visit)
{
    visit(
        VersionPart::Name, [](auto &file) -> auto & { return file.draft.name; });
    visit(
        VersionPart::Method, [](auto &file) -> auto & { return file.draft.method; });
    visit(
        VersionPart::Address, [](auto &file) -> auto & { return file.draft.address; });
    visit(
        VersionPart::Address, [](auto &file) -> auto & { return file.draft.disabledParams; });
    visit(
        VersionPart::Address, [](auto &file) -> auto & { return file.pathParams; });
    visit(
        VersionPart::Fields, [](auto &file) -> auto & { return file.draft.fields; });
    visit(
        VersionPart::Credential, [](auto &file) -> auto & { return file.draft.auth; });
    visit(
        VersionPart::Body, [](auto &file) -> auto & { return file.draft.body; });
    visit(
        VersionPart::Settings, [](auto &file) -> auto & { return file.draft.followRedirects; });
    visit(
        VersionPart::Settings, [](auto &file) -> auto & { return file.draft.transport.totalLimit; });
    visit(
        VersionPart::Description, [](auto &file) -> auto & { return file.draft.description; });
    visit(
        VersionPart::Scripts, [](auto &file) -> auto & { return file.draft.scripts; });
    visit(
        VersionPart::Order, [](auto &file) -> auto & { return file.order; });
    visit(
        VersionPart::Tags, [](auto &file) -> auto & { return file.tags; });
    visit(
        VersionPart::Variables, [](auto &file) -> auto & { return file.variables; });
    visit(
        VersionPart::Captures, [](auto &file) -> auto & { return file.captures; });
    visit(
        VersionPart::Expectations, [](auto &file) -> auto & { return file.expectations; });
    visit(
        VersionPart::Forwarding, [](auto &file) -> auto & { return file.forwardAuthorizationHeader; });
}

QByteArray textAt(const Parts &parts, const QByteArray &name)
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
        const QByteArray old = textAt(before, name), own = textAt(here, name), other = textAt(there, name);
        if (own != other)
            lines.push_back({name, old, own, other, own != old && other != old});
    }
    return lines;
}

VersionPart partOf(const ConflictLine &line)
{
    static const std::pair<const char *, VersionPart> parts[] = {
        {"info.name", VersionPart::Name},
        {"info.seq", VersionPart::Order},
        {"info.tags", VersionPart::Tags},
        {"http.method", VersionPart::Method},
        {"http.headers", VersionPart::Fields},
        {"http.auth", VersionPart::Credential},
        {"http.body", VersionPart::Body},
        {"http.", VersionPart::Address},
        {"settings.forward", VersionPart::Forwarding},
        {"settings", VersionPart::Settings},
        {"docs", VersionPart::Description},
        {"runtime.variables", VersionPart::Variables},
        {"runtime.actions", VersionPart::Captures},
        {"runtime.assertions", VersionPart::Expectations},
        {"runtime.scripts", VersionPart::Scripts},
    };
    for (const auto &[prefix, part] : parts) {
        if (line.part.startsWith(prefix))
            return part;
    }
    return VersionPart::Description;
}

std::vector<VersionPart> changedParts(const RequestFile &one, const RequestFile &other)
{
    std::vector<VersionPart> changed;
    eachPart([&](VersionPart part, auto member) {
        if (member(one) != member(other) && (changed.empty() || changed.back() != part))
            changed.push_back(part);
    });
    return changed;
}

RequestFile withParts(const RequestFile &theirs, const RequestFile &mine, const std::vector<VersionPart> &ofMine)
{
    RequestFile merged = theirs;
    eachPart([&](VersionPart part, auto member) {
        if (std::find(ofMine.begin(), ofMine.end(), part) != ofMine.end())
            member(merged) = member(mine);
    });
    return merged;
}

RequestFile mergeVersions(const RequestFile &base, const RequestFile &mine, const RequestFile &theirs)
{
    return withParts(theirs, mine, changedParts(base, mine));
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
