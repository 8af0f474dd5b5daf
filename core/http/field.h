#pragma once

#include <QByteArray>
#include <optional>
#include <vector>

namespace keyhole {

/// One header or trailer field as it stood on the wire. RFC 9110, 5.
struct Field {
    QByteArray name;  ///< in the case in which it came
    QByteArray value;  ///< without the white space around it; folded lines joined with one blank (RFC 9112, 5.2)
    QByteArray raw;  ///< the whole line(s) without the final line end; empty where no bytes were kept (HAR, HTTP/2)

    friend bool operator==(const Field &, const Field &) = default;
};

/// The fields of a message: order, case, duplicates and empty values are kept. Names compare without case (RFC 9110, 5.1).
class FieldList {
public:
    FieldList() = default;
    FieldList(std::initializer_list<Field> fields) : m_fields(fields) { }

    void append(Field field) { m_fields.push_back(std::move(field)); }
    void append(const QByteArray &name, const QByteArray &value) { m_fields.push_back({name, value, {}}); }
    /// Removes every field of this name; gives how many there were.
    int remove(QByteArrayView name);

    bool contains(QByteArrayView name) const { return find(name) != nullptr; }
    /// The first field of this name, or nullptr.
    const Field *find(QByteArrayView name) const;
    /// The value of the first field of this name.
    std::optional<QByteArray> value(QByteArrayView name) const;
    /// The values of every field of this name, in order.
    std::vector<QByteArray> values(QByteArrayView name) const;
    int count(QByteArrayView name) const;

    auto begin() const { return m_fields.begin(); }
    auto end() const { return m_fields.end(); }
    int size() const { return int(m_fields.size()); }
    bool isEmpty() const { return m_fields.empty(); }
    const Field &at(int index) const { return m_fields.at(size_t(index)); }

    friend bool operator==(const FieldList &, const FieldList &) = default;

private:
    std::vector<Field> m_fields;
};

/// Whether two field names, schemes or other tokens are the same without case (ASCII only, whatever the locale).
bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b);

/// Whether every byte is a `tchar` and there is at least one. RFC 9110, 5.6.2.
bool isToken(QByteArrayView text);

}
