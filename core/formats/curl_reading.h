#pragma once

#include "core/formats/curl_command.h"

#include <span>

namespace keyhole {

/// What the options of a curl command line have said so far; they mean something only together.
struct CurlReading {
    struct Data {
        QByteArray text;
        QString file;  ///< when given, the content of this file
    };

    RequestDraft draft;
    std::vector<Error> notes;
    QString place;  ///< of the option that is being read
    QByteArray method;  ///< -X
    std::vector<QByteArray> addresses, query;
    std::vector<Data> data;
    std::vector<BodyPart> parts;
    QString upload;
    bool get = false, head = false, json = false, compressed = false, follow = false, pathAsIs = false;
    std::optional<QByteArray> user;
    QByteArray bearer;
    QByteArray handshake;  ///< the option that asks for a way to log in which takes more than one request

    void note(const QString &what) { notes.push_back({what, place, {}}); }
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
const CurlOption *findCurlOption(QByteArrayView name);
const CurlOption *findCurlOption(char letter);

/// The draft that all options together make. Fails when there is no address.
Result<CurlCommand> finishCurl(CurlReading reading);

/// The value of --data-urlencode and --url-query, encoded: "text", "=text", "name=text", "@file", "name@file".
Result<CurlReading::Data, QString> urlEncodedData(const QByteArray &value);

/// The rows of an application/x-www-form-urlencoded text, when writing them again gives the same bytes.
std::optional<std::vector<DraftRow>> exactFormRows(const QByteArray &text);

}
