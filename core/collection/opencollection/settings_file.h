#pragma once

#include "core/collection/opencollection/request_file.h"

namespace keyhole {

/// What a folder, or the collection, gives to the requests in it: `folder.yml`, `opencollection.yml`.
struct SettingsFile {
    QString name;
    double order = 0;  ///< folders; 0: none
    AuthDraft auth = {AuthKind::Inherited, {}, {}};  ///< collection: None where the file says nothing
    std::vector<DraftRow> fields = {};  ///< that go along with each request
    std::vector<VariableRow> variables = {};
    QByteArray docs = {};
    std::vector<KeptScript> scripts = {};
    std::vector<FileNote> notes = {};
    QByteArray text = {};  ///< of the file that it was read from; what it is saved against
};

/// A file of `environments/`.
struct EnvironmentFile {
    QString name;
    QByteArray color = {};  ///< as written: "#b91c1c", "red"
    std::vector<VariableRow> variables = {};
    QString extends = {};  ///< the environment whose variables it adds to
    QString dotEnvFile = {};  ///< a .env file, relative to the collection's folder
    std::vector<FileNote> notes = {};
    QByteArray text = {};  ///< of the file that it was read from; what it is saved against
};

namespace opencollection {

SettingsFile readSettings(const YamlValue &document, bool isCollection, const QString &file = {});
void updateSettings(YamlValue &document, bool isCollection, const SettingsFile &before, const SettingsFile &after);
YamlValue newFolder(const SettingsFile &settings);
YamlValue newCollection(const SettingsFile &settings);

EnvironmentFile readEnvironment(const YamlValue &document, const QString &file = {});
void updateEnvironment(YamlValue &document, const EnvironmentFile &before, const EnvironmentFile &after);
YamlValue newEnvironment(const EnvironmentFile &environment);

}
}
