#include "catch.h"
#include "core/yaml/yaml_stream.h"

using namespace keyhole;

namespace {

bool areSame(const YamlValue &a, const YamlValue &b)
{
    const auto sameMember = [](const YamlMember &one, const YamlMember &other) {
        return one.name == other.name && one.line == other.line && areSame(one.value, other.value);
    };
    return a.kind == b.kind && a.text == b.text && a.plain == b.plain && a.line == b.line && a.column == b.column
        && std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), &areSame)
        && std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(), sameMember);
}

QByteArray written(const YamlValue &value)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << value;
    return bytes;
}

const YamlValue kDocument = *parseYaml("a: 1\nb:\n  - 'x'\n  - {c: ~, d: \"ü\"}\n  - []\ne: |\n  two\n  lines\n");

}

TEST_CASE("YAML as bytes: comes back with its places and its quotes", "[yaml]")
{
    QByteArray bytes = written(kDocument);
    QDataStream stream(&bytes, QIODevice::ReadOnly);
    YamlValue read;
    stream >> read;
    CHECK(stream.status() == QDataStream::Ok);
    CHECK(stream.atEnd());
    CHECK(areSame(read, kDocument));
}

TEST_CASE("YAML as bytes: what was cut off anywhere is told, and ends", "[yaml]")
{
    const QByteArray bytes = written(kDocument);
    for (qsizetype length = 0; length < bytes.size(); ++length) {
        QByteArray cut = bytes.first(length);
        QDataStream stream(&cut, QIODevice::ReadOnly);
        YamlValue read;
        stream >> read;
        CAPTURE(length);
        CHECK(stream.status() != QDataStream::Ok);
    }
}
