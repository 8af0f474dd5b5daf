#pragma once

#include <QByteArray>
#include <vector>

namespace keyhole {

/// A part of a text that must not be shown or saved.
struct SecretSpan {
    qsizetype offset = 0, length = 0;
    QByteArray variable;  ///< a name for it, for shells: "TOKEN", "PASSWORD", "COOKIE", "API_KEY"
    friend bool operator==(const SecretSpan &, const SecretSpan &) = default;
};

/// Whether a value may be a secret itself: it is not empty, and no {{variable}} or {% tag %} of another program stands in it.
bool standsInClear(const QByteArray &value);

/// In the value of a field: credentials behind their scheme, the values of cookies, keys and tokens under well-known names, and whatever
/// is a JWT. In order, not overlapping; so for the two others.
std::vector<SecretSpan> secretsInField(QByteArrayView name, const QByteArray &value);
/// In an address: the password of its user information, and parameters under well-known names.
std::vector<SecretSpan> secretsInAddress(const QByteArray &address);
/// In a body: members of JSON and parameters of a form under well-known names, and whatever is a JWT.
std::vector<SecretSpan> secretsInBody(const QByteArray &body);

/// The text with what `write` gives in the place of each span.
template <class Write> QByteArray replaceSpans(const QByteArray &text, const std::vector<SecretSpan> &spans, const Write &write)
{
    QByteArray changed;
    qsizetype at = 0;
    for (const SecretSpan &span : spans) {
        changed += text.mid(at, span.offset - at) + write(text.mid(span.offset, span.length));
        at = span.offset + span.length;
    }
    return changed + text.mid(at);
}

}
