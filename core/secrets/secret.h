#pragma once

#include <QByteArray>
#include <QString>

namespace keyhole {

/// A value that must not be shown, logged or saved. It prints as dots, compares in constant time, and is wiped when it goes.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray value) : m_value(std::move(value)) { }
    Secret(const Secret &) = default;
    Secret(Secret &&) noexcept = default;
    Secret &operator=(const Secret &) = default;
    Secret &operator=(Secret &&) noexcept = default;
    ~Secret();

    /// The value itself: for the wire, and for a reveal that the user asked for.
    const QByteArray &reveal() const { return m_value; }
    bool isEmpty() const { return m_value.isEmpty(); }
    /// First four, eight dots, last four; dots only with fewer than 24 characters.
    QString masked() const { return mask(m_value); }

    static QString mask(QByteArrayView value);

    friend bool operator==(const Secret &a, const Secret &b);

private:
    QByteArray m_value;
};

}
