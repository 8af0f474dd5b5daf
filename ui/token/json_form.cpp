#include "ui/token/json_form.h"

#include "core/token/editing.h"

namespace keyhole {

namespace {

/// The place of a byte of UTF-8, counted in UTF-16 as the document counts.
int placeIn(const QByteArray &utf8, qsizetype offset)
{
    return int(QString::fromUtf8(utf8.first(qBound<qsizetype>(0, offset, utf8.size()))).size());
}

}

JsonForm::JsonForm(const Theme &theme, const QString &name, QWidget *parent) : QPlainTextEdit(parent), m_theme(theme)
{
    setAccessibleName(name);
    setTabChangesFocus(true);
    setLayoutDirection(Qt::LeftToRight);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    connect(this, &QPlainTextEdit::textChanged, this, &JsonForm::markFault);
    connect(&theme, &Theme::changed, this, &JsonForm::applyTheme);
    applyTheme();
}

void JsonForm::applyTheme()
{
    setFont(m_theme.font(FontRole::CodeSmall));
    markFault();
}

void JsonForm::setObject(const JsonValue &object)
{
    setPlainText(QString::fromUtf8(indentedJson(object)));
}

Result<JsonValue> JsonForm::object() const
{
    const QByteArray text = toPlainText().toUtf8();
    auto value = parseClaims(text);
    if (value)
        return *std::move(value);
    QTextCursor at(document());
    at.setPosition(qMin(placeIn(text, value.error().offset), document()->characterCount() - 1));
    const QString place = tr("line %1, character %2").arg(at.blockNumber() + 1).arg(at.positionInBlock() + 1);
    return failure(Error{value.error().message, place, {}});
}

void JsonForm::markFault()
{
    const QByteArray text = toPlainText().toUtf8();
    const auto value = parseClaims(text);
    QList<QTextEdit::ExtraSelection> marks;
    if (!value && !text.isEmpty()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        const int last = document()->characterCount() - 1;
        const int at = qMin(placeIn(text, value.error().offset), qMax(0, last - 1));
        mark.cursor.setPosition(at);
        mark.cursor.setPosition(qMin(at + 1, last), QTextCursor::KeepAnchor);
        mark.format.setBackground(m_theme.color(ColorToken::DangerSoft));
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(m_theme.color(ColorToken::Danger));
        marks << mark;
    }
    setExtraSelections(marks);
}

}
