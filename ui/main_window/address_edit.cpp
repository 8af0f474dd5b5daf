#include "ui/main_window/address_edit.h"

#include "core/collection/variables.h"
#include "core/diagnosis/report.h"
#include "core/formats/curl_command.h"

#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QRegularExpression>
#include <QTextCharFormat>
#include <QToolTip>

namespace keyhole {

std::vector<VariableSpan> findVariables(const QString &text)
{
    static const QRegularExpression variable("\\{\\{\\s*([^{}]+?)\\s*\\}\\}");
    std::vector<VariableSpan> spans;
    for (auto matches = variable.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        spans.push_back({match.capturedStart(), match.capturedLength(), match.captured(1).toUtf8()});
    }
    return spans;
}

QString resolvedForDisplay(const QString &address, const Environment &environment)
{
    Environment open = environment;
    std::erase_if(open.variables, [](const Variable &variable) { return variable.secret; });
    return visibleText(QString::fromUtf8(Substitution(open).apply(address.toUtf8())));
}

AddressEdit::AddressEdit(const Theme &theme, QWidget *parent) : QLineEdit(parent), m_theme(theme)
{
    setProperty("plain", true);
    setFont(theme.font(FontRole::Code));
    setLayoutDirection(Qt::LeftToRight);
    setPlaceholderText(tr("https://api.example.com/ or a curl command"));
    setAccessibleName(tr("Address"));
    setMaxLength(64 << 10);
    connect(this, &QLineEdit::textChanged, this, &AddressEdit::tint);
    connect(this, &QLineEdit::textEdited, this, [this](const QString &text) {
        // The context menu pastes without a key: the whole command is still on the clipboard.
        if (text.startsWith("curl ") && text.length() > 6)
            takeCommand(QGuiApplication::clipboard()->text());
    });
    connect(&theme, &Theme::changed, this, &AddressEdit::tint);
}

void AddressEdit::setEnvironment(const Environment &environment)
{
    m_environment = environment;
    tint();
}

bool AddressEdit::takeCommand(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    if (!looksLikeCurlCommand(bytes))
        return false;
    emit commandPasted(bytes);
    return true;
}

void AddressEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste) && takeCommand(QGuiApplication::clipboard()->text()))
        return;
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)
        return showResolved(mapToGlobal(QPoint(0, height())));
    QLineEdit::keyPressEvent(event);
}

void AddressEdit::dropEvent(QDropEvent *event)
{
    if (event->mimeData()->hasText() && takeCommand(event->mimeData()->text()))
        event->acceptProposedAction();
    else
        QLineEdit::dropEvent(event);
}

bool AddressEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && !findVariables(text()).empty()) {
        showResolved(static_cast<QHelpEvent *>(event)->globalPos());
        return true;
    }
    return QLineEdit::event(event);
}

void AddressEdit::showResolved(const QPoint &globalPos)
{
    if (!text().isEmpty())
        QToolTip::showText(globalPos, Qt::convertFromPlainText(resolvedForDisplay(text(), m_environment)), this);
}

// A line edit has no highlighter; the formats of an input method's text are drawn all the same.
void AddressEdit::tint()
{
    if (m_tinting)
        return;
    QList<QInputMethodEvent::Attribute> attributes;
    for (const VariableSpan &span : findVariables(text())) {
        const bool known = m_environment.find(span.name) || systemDynamicValues().value(span.name);
        QTextCharFormat format;
        format.setBackground(m_theme.color(known ? ColorToken::InfoSoft : ColorToken::DangerSoft));
        format.setForeground(m_theme.color(known ? ColorToken::Info : ColorToken::Danger));
        attributes.append({QInputMethodEvent::TextFormat, int(span.from - cursorPosition()), int(span.length), format});
    }
    m_tinting = true;
    QInputMethodEvent formats({}, attributes);
    QCoreApplication::sendEvent(this, &formats);
    m_tinting = false;
}

}
