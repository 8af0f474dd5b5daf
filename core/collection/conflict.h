#pragma once

#include "core/collection/opencollection/settings_file.h"

namespace keyhole {

/// One part of a request that two versions say differently.
struct ConflictLine {
    QByteArray part;  ///< as in the file: "http.headers[1].value"
    QByteArray base;  ///< as both began; empty: it was not there
    QByteArray mine, theirs;  ///< empty: it is not there any more
    bool bothChanged = false;  ///< and not to the same: a person has to choose
    friend bool operator==(const ConflictLine &, const ConflictLine &) = default;
};

/// What differs between the version of the editor and that of the file, side by side, part by part; `base` is what both began with. Secrets
/// do not appear.
std::vector<ConflictLine> compareVersions(const RequestFile &base, const RequestFile &mine, const RequestFile &theirs);

/// What is taken from one version or the other as a whole.
enum class VersionPart {
    Name,
    Method,
    Address,  ///< with its parameters
    Fields,
    Credential,
    Body,
    Settings,  ///< redirects, time limit
    Description,
    Scripts,
    Order,
    Tags,
    Variables,
    Captures,
    Expectations,
    Forwarding,
};
/// The part that a line is about.
VersionPart partOf(const ConflictLine &line);
/// What differs between two versions.
std::vector<VersionPart> changedParts(const RequestFile &one, const RequestFile &other);
/// Their version with these parts of mine.
RequestFile withParts(const RequestFile &theirs, const RequestFile &mine, const std::vector<VersionPart> &ofMine);

/// Their version with what mine changed: part by part (method, address with its parameters, fields, body, credential …), mine where both
/// did.
RequestFile mergeVersions(const RequestFile &base, const RequestFile &mine, const RequestFile &theirs);
SettingsFile mergeVersions(const SettingsFile &base, const SettingsFile &mine, const SettingsFile &theirs);
EnvironmentFile mergeVersions(const EnvironmentFile &base, const EnvironmentFile &mine, const EnvironmentFile &theirs);

}
