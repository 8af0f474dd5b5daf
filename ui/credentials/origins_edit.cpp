#include "ui/credentials/origins_edit.h"

#include "core/cookies/acceptance.h"
#include "core/diagnosis/report.h"
#include "ui/credentials/credential_words.h"
#include "ui/text/text_label.h"

#include <QCoreApplication>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace keyhole {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("keyhole::OriginsEdit", source);
}

/// Why a line is no origin, or its origin.
Result<Origin, QString> readOrigin(const QString &line)
{
    const QString shown = visibleText(line.left(200));
    if (line.contains(QLatin1Char('*')))
        return failure(text("“%1”: name each origin. A credential is never for any address.").arg(shown));
    const QByteArray address = (line.contains(QStringLiteral("://")) ? line : QStringLiteral("https://") + line).toUtf8();
    const auto url = Url::parse(address);
    if (!url)
        return failure(text("“%1” is no address: %2").arg(shown, url.error().message));
    const Origin origin = url->origin();
    if (origin.scheme != "https" && origin.scheme != "http")
        return failure(text("“%1”: a credential goes to http or https addresses.").arg(shown));
    if (url->userInfo)
        return failure(text("“%1”: leave out what stands before the @.").arg(shown));
    if (!origin.isValid())
        return failure(text("“%1” names no host.").arg(shown));
    return origin;
}

}

OriginsRead readOrigins(const QString &text)
{
    OriginsRead read;
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        const QString trimmed = line.trimmed();
        if (trimmed.isEmpty())
            continue;
        const auto origin = readOrigin(trimmed);
        if (!origin) {
            read.problem = origin.error();
            return read;
        }
        if (std::find(read.origins.begin(), read.origins.end(), *origin) == read.origins.end())
            read.origins.push_back(*origin);
        if (origin->scheme == "http" && !isLoopback(origin->host))
            read.warning = OriginsEdit::tr("Over http everybody on the way to %1 can read it.").arg(QString::fromUtf8(origin->host));
    }
    return read;
}

OriginsEdit::OriginsEdit(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_field(new QPlainTextEdit), m_note(new TextLabel(theme, {}, FontRole::Small))
{
    m_field->setAccessibleName(tr("Goes to"));
    m_field->setPlaceholderText(QStringLiteral("https://api.example.com"));
    m_field->setTabChangesFocus(true);
    m_field->setFont(theme.font(FontRole::CodeSmall));
    m_field->setFixedHeight(theme.px(66));
    m_field->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_note->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    column->addWidget(m_field);
    column->addWidget(m_note);
    setFocusProxy(m_field);
    connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
        judge();
        emit edited();
    });
    connect(&theme, &Theme::changed, this, [this, &theme] { m_field->setFont(theme.font(FontRole::CodeSmall)); });
    judge();
}

void OriginsEdit::setOrigins(const std::vector<Origin> &origins)
{
    m_before = origins;
    QStringList lines;
    for (const Origin &origin : origins)
        lines << QString::fromUtf8(origin.toString());
    m_field->setPlainText(lines.join(QLatin1Char('\n')));
}

OriginsRead OriginsEdit::read() const
{
    return readOrigins(m_field->toPlainText());
}

/// Before and after stand one below the other, so that a letter that differs is seen.
void OriginsEdit::judge()
{
    const OriginsRead now = read();
    QString note = now.problem.isEmpty() ? now.warning : now.problem;
    if (note.isEmpty() && !m_before.empty() && now.origins != m_before)
        note = tr("Stored for: %1\nNow for: %2").arg(originsText(m_before), originsText(now.origins));
    m_note->setText(note);
    m_note->setColor(now.problem.isEmpty() ? ColorToken::Warn : ColorToken::Danger);
    m_note->setVisible(!note.isEmpty());
    m_field->setAccessibleDescription(note);
}

}
