#include "core/secrets/import/collector.h"
#include "core/secrets/import/variable_names.h"
#include "core/yaml/yaml.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

JsonValue toJsonValue(const YamlValue &yaml)
{
    JsonValue json;
    json.text = yaml.text;
    json.type = yaml.kind == YamlValue::Kind::Scalar ? JsonValue::Type::String
        : yaml.kind == YamlValue::Kind::Sequence     ? JsonValue::Type::Array
        : yaml.kind == YamlValue::Kind::Mapping      ? JsonValue::Type::Object
                                                     : JsonValue::Type::Null;
    for (const YamlValue &item : yaml.items)
        json.items.push_back(toJsonValue(item));
    for (const YamlMember &member : yaml.members)
        json.members.push_back({member.name, toJsonValue(member.value)});
    return json;
}

bool matches(const QByteArray &text, const char *pattern)
{
    const QRegularExpression expression(QString::fromLatin1(pattern), QRegularExpression::MultilineOption);
    return expression.match(QString::fromLatin1(text.left(256 << 10))).hasMatch();
}

Result<FoundCredentials> fromTree(const JsonValue &root, const QByteArray &text)
{
    if (isPostmanExport(root))
        return readPostmanExport(root, text);
    if (isInsomniaExport(root))
        return readInsomniaExport(root, text);
    return failure(Error{"this is neither an export of Postman nor one of Insomnia",
                         {},
                         "Export the collection or environment again; Postman 2.0 and 2.1, Insomnia 4 and 5 are read."});
}

Result<FoundCredentials> fromJson(const QByteArray &text)
{
    const auto root = parseJson(text, {kLargestSecretFile, 200});
    if (!root)
        return failure(Error{root.error().message, QString("byte %1").arg(root.error().offset), "Export it again, as JSON."});
    return fromTree(*root, text);
}

bool isYamlExport(const QByteArray &text)
{
    return matches(text, R"(^"?type"?:\s*"?'?\w+\.insomnia\.rest/5)") || matches(text, R"(^"?__export_format"?:)");
}

Result<FoundCredentials> fromYaml(const QByteArray &text)
{
    const auto root = parseYaml(text, {kLargestSecretFile, 200, 1'000'000});
    if (!root)
        return failure(root.error());
    return fromTree(toJsonValue(*root), text);
}

bool looksLikeNetrc(const QByteArray &text)
{
    return matches(text, R"((?i)^\s*(machine\s+\S+|default)\b[^=]*$)");
}

bool looksLikeProfiles(const QByteArray &text)
{
    return matches(text, R"(^\[[^\]\n]+\]\s*$)");
}

bool looksLikeVariables(const QByteArray &text)
{
    return matches(text, R"(^\s*(export\s+)?[A-Za-z_][A-Za-z0-9_.]*\s*=)");
}

}

Result<FoundCredentials> findCredentials(const QByteArray &text, const QString &fileName)
{
    if (text.size() > kLargestSecretFile)
        return failure(Error{QString("the file is larger than %1 MB").arg(kLargestSecretFile >> 20), {}, "Take a smaller part of it."});
    const QByteArray start = text.left(64).trimmed();
    if ((start.startsWith('{') || start.startsWith('[')) && !looksLikeProfiles(text))
        return fromJson(text);
    if (isYamlExport(text))
        return fromYaml(text);
    if (fileName.endsWith("netrc") || looksLikeNetrc(text))
        return readNetrc(text);
    if (looksLikeProfiles(text))
        return readAwsProfiles(text);
    if (looksLikeVariables(text))
        return readEnvironmentFile(text);
    return failure(
        Error{"no credentials can be read from this",
              {},
              "A .netrc, the files of the AWS command line, NAME=value a line, or an export of Postman or Insomnia was expected."});
}

}
