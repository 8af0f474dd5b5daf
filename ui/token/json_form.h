#pragma once

#include "core/json/json.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>

namespace keyhole {

/// A JSON object as text. The first character that does not fit is marked while typing.
class JsonForm : public QPlainTextEdit {
    Q_OBJECT
public:
    JsonForm(const Theme &theme, const QString &name, QWidget *parent = nullptr);
    void setObject(const JsonValue &object);
    /// Fails with what is wrong and with line and character as its place.
    Result<JsonValue> object() const;

private:
    void markFault();
    void applyTheme();

    const Theme &m_theme;
};

}
