#include "core/yaml/yaml_stream.h"

namespace keyhole {

QDataStream &operator<<(QDataStream &stream, const YamlValue &value)
{
    stream << quint8(value.kind) << value.plain << qint32(value.line) << qint32(value.column) << value.text << quint32(value.items.size())
           << quint32(value.members.size());
    for (const YamlValue &item : value.items)
        stream << item;
    for (const YamlMember &member : value.members)
        stream << member.name << qint32(member.line) << member.value;
    return stream;
}

QDataStream &operator>>(QDataStream &stream, YamlValue &value)
{
    quint8 kind = 0;
    quint32 items = 0, members = 0;
    stream >> kind >> value.plain >> value.line >> value.column >> value.text >> items >> members;
    value.kind = YamlValue::Kind(kind);
    for (; items > 0 && stream.status() == QDataStream::Ok; --items)
        stream >> value.items.emplace_back();
    for (; members > 0 && stream.status() == QDataStream::Ok; --members) {
        YamlMember &member = value.members.emplace_back();
        stream >> member.name >> member.line >> member.value;
    }
    return stream;
}

}
