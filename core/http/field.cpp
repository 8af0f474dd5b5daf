#include "core/http/field.h"

namespace keyhole {

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isToken(QByteArrayView text)
{
    static constexpr QByteArrayView kMarks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kMarks.contains(c);
    });
}

int FieldList::remove(QByteArrayView name)
{
    return int(std::erase_if(m_fields, [name](const Field &field) { return equalsIgnoringCase(field.name, name); }));
}

const Field *FieldList::find(QByteArrayView name) const
{
    const auto found
        = std::find_if(m_fields.begin(), m_fields.end(), [name](const Field &field) { return equalsIgnoringCase(field.name, name); });
    return found == m_fields.end() ? nullptr : &*found;
}

std::optional<QByteArray> FieldList::value(QByteArrayView name) const
{
    const Field *field = find(name);
    return field ? std::optional(field->value) : std::nullopt;
}

std::vector<QByteArray> FieldList::values(QByteArrayView name) const
{
    std::vector<QByteArray> found;
    for (const Field &field : m_fields) {
        if (equalsIgnoringCase(field.name, name))
            found.push_back(field.value);
    }
    return found;
}

int FieldList::count(QByteArrayView name) const
{
    return int(
        std::count_if(m_fields.begin(), m_fields.end(), [name](const Field &field) { return equalsIgnoringCase(field.name, name); }));
}

}
