#pragma once

#include "core/formats/curl_command.h"
#include "core/formats/curl_variables.h"

#include <span>

namespace keyhole {

/// What the options of a curl command line have said so far; they mean something only together.
struct CurlReading {
    struct Data {
        QByteArray text;
        QString file;  ///< when given, the content of this file
        bool joined = false;  ///< without "&" before it, as --json has it
        bool encoded = false;  ///< percent-encoded: the content of the file is, as well
    };

    /// One -F.
    struct Part {
        BodyPart part;
        QByteArrayList fields;  ///< further lines of its head, of headers= and encoder=
    };

    RequestDraft draft;
    std::vector<Error> notes;
    QString place;  ///< of the option that is being read
    QByteArray method;  ///< -X
    std::vector<DraftRow> optionFields;  ///< of -A, -e, -r and the like; -H goes before them
    std::vector<QByteArray> addresses, query;
    std::vector<Data> data;
    std::vector<Part> parts;
    std::vector<QString> uploads;  ///< one for each address, in their order
    ShellInput input;  ///< what "-" stands for in the place of a file
    CurlVariables variables;
    QByteArray defaultScheme = "http";
    bool get = false, head = false, json = false, compressed = false, follow = false, pathAsIs = false, globOff = false;
    std::optional<QByteArray> user;
    QByteArray bearer;
    QByteArray cookies;  ///< -b, as curl sends them
    std::vector<AuthKind> schemes;  ///< that are named; None: whatever the server asks for

    /// "--no-…": as if the option had never been given.
    void takeBack(QByteArrayView option);
    void note(const QString &what) { notes.push_back({what, place, {}}); }
    /// What holds beyond --next.
    CurlReading next() const;
    /// The content of a file that an option names, where it is standard input and known; otherwise the file.
    Data fileData(const QByteArray &name) const;
};

/// Does what an option says. Gives what is wrong with its value; empty when nothing is.
using CurlEffect = QString (*)(CurlReading &, const QByteArray &value);

struct CurlOption {
    const char *name;  ///< without the dashes
    char letter;  ///< '\0' where there is none
    bool takesValue;
    CurlEffect effect;  ///< nullptr: nothing that concerns the request
    const char *note = nullptr;  ///< what it would do, for those that are read and not carried out
};

/// Those that say nothing about the request, and those that are only noted.
std::span<const CurlOption> curlOptionsWithoutEffect();
std::span<const CurlOption> curlOptionsOfOtherProtocols();
/// The option of this name, or the only one that begins with it.
const CurlOption *findCurlOption(QByteArrayView name);
const CurlOption *findCurlOption(char letter);

/// The draft that all options together make, for the first address. Fails when there is none.
Result<CurlCommand> finishCurl(CurlReading reading);
/// One for each address, and for each that a pattern in an address stands for.
Result<std::vector<CurlCommand>> finishAllCurl(const CurlReading &reading);

/// The value of --data-urlencode and --url-query, encoded: "text", "=text", "name=text", "@file", "name@file".
CurlReading::Data urlEncodedData(const CurlReading &reading, const QByteArray &value);

/// The rows of an application/x-www-form-urlencoded text, when writing them again gives the same bytes.
std::optional<std::vector<DraftRow>> exactFormRows(const QByteArray &text);

}
