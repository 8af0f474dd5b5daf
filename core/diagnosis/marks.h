#pragma once

#include <QByteArray>
#include <QString>

namespace keyhole {

/// Stands in for secrets where people compare exchanges: the same secret gets the same mark, of the same length and alphabet (digits for
/// digits, hex for hex, letters of the same case), and nobody can compute a secret from its mark, or check a guess. Marks of two objects
/// have nothing in common.
class SecretMarks {
public:
    /// With a key of the system's random numbers, which goes with the object.
    SecretMarks();
    /// With this key; for tests, which need the same marks each time.
    explicit SecretMarks(QByteArray key);
    ~SecretMarks();
    SecretMarks(const SecretMarks &) = delete;
    SecretMarks &operator=(const SecretMarks &) = delete;

    QString mark(const QString &secret) const;
    /// A JWT's mark: its parts kept apart, and its signature, without which nobody can use it, cut. Anything else has its mark().
    QString markToken(const QString &token) const;
    /// Tells the keys of two objects apart, and nothing else about them: marks can be compared where it is the same.
    QByteArray fingerprint() const;

private:
    QByteArray m_key;
};

}
