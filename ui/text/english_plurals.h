#pragma once

#include <QTranslator>

namespace keyhole {

/// The program's texts are written for many ("%n cookies"); this gives their form for one. Installed when no translation file is.
class EnglishPlurals : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;

    bool isEmpty() const override { return false; }
    /// The form for one, with %n still in it; nothing for other numbers and texts, which then stand as written.
    QString translate(const char *context, const char *sourceText, const char *disambiguation, int n) const override;
};

}
