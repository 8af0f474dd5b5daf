#include "ui/response/body_tab.h"

#include "ui/response/figures.h"
#include "ui/text/text_label.h"

#include <QVBoxLayout>

namespace keyhole {

BodyTab::BodyTab(const Theme &theme, QWidget *parent)
    : QStackedWidget(parent), m_pane(new ViewerPane(theme, tr("Body of the answer"))), m_words(new QWidget),
      m_what(new TextLabel(theme, {}, FontRole::Strong)), m_more(new TextLabel(theme, {}, FontRole::Body, ColorToken::Text2))
{
    auto *column = new QVBoxLayout(m_words);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(4));
    for (TextLabel *label : {m_what, m_more}) {
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addStretch(1);
    addWidget(m_pane);
    addWidget(m_words);
}

void BodyTab::say(const QString &what, const QString &more)
{
    m_what->setForeignText(what);
    m_more->setForeignText(more);
    m_pane->viewer()->clear();
    setCurrentWidget(m_words);
}

void BodyTab::setHop(const Hop &hop)
{
    m_kind.clear();
    m_isJson = false;
    if (!hop.response) {
        if (hop.error)
            say(hop.error->error.what, hop.error->error.remedy);
        else
            say(tr("No answer"), tr("The recording has none for this request."));
        return;
    }
    const Response &response = *hop.response;
    if (response.body.isEmpty() && response.encodedBody.isEmpty()) {
        say(tr("The answer has no body"), hop.error ? hop.error->error.what : QString());
        return;
    }
    const QByteArray type = response.fields.value("Content-Type").value_or(QByteArray());
    const bool undecoded = response.body.isEmpty();
    const ViewerContent content = recognise(undecoded ? response.encodedBody : response.body, undecoded ? QByteArray() : type);
    m_kind = contentKind(content, type);
    m_isJson = content.isJson;
    QStringList remarks;
    if (undecoded)
        remarks += tr("The content coding could not be undone; these are the bytes as transferred.");
    if (!response.bodyFile.isEmpty())
        remarks += tr("The first %1 of %2; Save keeps all of it.").arg(sizeText(response.body.size()), sizeText(response.bodySize));
    if (hop.error)
        remarks += tr("The answer broke off: %1").arg(hop.error->error.what);
    m_pane->setRemark(remarks.join(QLatin1Char(' ')));
    m_pane->viewer()->setContent(content);
    setCurrentWidget(m_pane);
}

}
