#pragma once

#include "core/collection/expectation.h"
#include "core/collection/request_draft.h"
#include "core/yaml/yaml.h"

namespace keyhole {

/// A variable of a file, with what a table shows of it.
struct VariableRow {
    bool enabled = true;
    QByteArray name = {}, value = {};
    bool secret = false;  ///< its value is in the keychain, never in the file
    QByteArray credential = {};  ///< id of the stored credential that a secret one is taken from; kept in the side-car
    QString description = {};
    int line = 0;  ///< of its file
    friend bool operator==(const VariableRow &, const VariableRow &) = default;
};

/// Something in a file that people should know of, with its line.
struct FileNote {
    enum class Kind {
        Fault,  ///< the file cannot be read, or a part of it
        Ignored,  ///< never taken from a collection: proxy, certificates, files outside
        Script,  ///< kept as text, never run
        Secret,  ///< a secret stands in the file
        Unknown,  ///< a scheme or a kind of request that Keyhole does not know; it stays as it is
    };
    Kind kind = Kind::Fault;
    QString file;  ///< relative to the collection's folder
    int line = 0;  ///< from 1; 0: of the whole file
    QString text;
    friend bool operator==(const FileNote &, const FileNote &) = default;
};

/// A request as a file of an OpenCollection folder holds it. `docs` is the draft's description; scripts are text, and never run.
struct RequestFile {
    RequestDraft draft;
    double order = 0;  ///< `seq`; 0: none
    std::vector<QByteArray> tags = {};
    std::vector<DraftRow> pathParams = {};  ///< what stands for ":name" in the path
    std::vector<VariableRow> variables = {};
    std::vector<Capture> captures = {};
    std::vector<Expectation> expectations = {};
    QByteArray mediaType = {};  ///< of the body, when no Content-Type is typed
    bool forwardAuthorizationHeader = false;  ///< absent means false; never honoured without the user's word
    std::vector<FileNote> notes = {};  ///< what is not taken over, or looks wrong
    QByteArray text = {};  ///< of the file that it was read from; what it is saved against

    /// The draft with its path parameters put in and its media type typed: what is sent.
    RequestDraft toSend() const;
};

namespace opencollection {

/// What kind of item a file is: "http", "graphql", "folder" …; "http" also where only its members show it. Empty: no item.
QByteArray itemType(const YamlValue &document);

/// Reads leniently: numbers for texts, missing members, the members' older places. `file` is for the notes.
RequestFile readRequest(const YamlValue &document, const QString &file = {});
/// Brings a document from `before`, which was read of it, to `after`: only what differs is touched.
void updateRequest(YamlValue &document, const RequestFile &before, const RequestFile &after);
/// A new file's value.
YamlValue newRequest(const RequestFile &request);

std::vector<VariableRow> readVariables(const YamlValue *list);
void updateVariables(YamlValue &mapping, const std::vector<VariableRow> &before, const std::vector<VariableRow> &after);

}
}
