#pragma once

#include <QByteArray>
#include <vector>

namespace keyhole {

/// name=value of a query or of application/x-www-form-urlencoded content, decoded; offsets in the encoded text.
struct FormPair {
    QByteArray name, value;
    qsizetype offset = 0, length = 0;
    friend bool operator==(const FormPair &, const FormPair &) = default;
};

/// URL Standard, 5.1: '+' is a blank, a '%' without two hex digits stands for itself, a pair without '=' has an empty value.
std::vector<FormPair> parseForm(QByteArrayView encoded);

/// The other way round; a blank becomes '+'.
QByteArray toForm(const std::vector<FormPair> &pairs);
/// One name or value of it.
QByteArray toFormText(const QByteArray &text);

}
