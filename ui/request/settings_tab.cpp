#include "ui/request/settings_tab.h"

#include "ui/request/secret_edit.h"
#include "ui/request/stored_choice.h"
#include "ui/text/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace keyhole {

namespace {

QString shown(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}
QString shown(const QString &text)
{
    return text;
}

void take(const QString &text, QByteArray &into)
{
    into = text.toUtf8();
}
void take(const QString &text, QString &into)
{
    into = text;
}

QString joined(const std::vector<QByteArray> &list)
{
    QByteArray text;
    for (const QByteArray &each : list)
        text += (text.isEmpty() ? "" : " ") + each;
    return QString::fromUtf8(text);
}

std::vector<QByteArray> split(const QString &text)
{
    std::vector<QByteArray> list;
    for (const QByteArray &each : text.toUtf8().simplified().split(' ')) {
        if (!each.isEmpty())
            list.push_back(each);
    }
    return list;
}

}

SettingsTab::SettingsTab(const Theme &theme, QWidget *parent) : EditorTab(parent), m_theme(theme), m_form(new QFormLayout)
{
    auto *page = new QWidget;
    page->setLayout(m_form);
    m_form->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(16));
    m_form->setHorizontalSpacing(theme.px(16));
    m_form->setVerticalSpacing(theme.px(8));
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addRequestRows();
    addConnectionRows();
    addCertificateRows();
    addLimitRows();
    auto *area = new QScrollArea;
    area->setAccessibleName(tr("Settings of the request"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(page);
    area->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(area);
}

void SettingsTab::addRequestRows()
{
    addChoice(
        tr("HTTP version"), {tr("Automatic"), QStringLiteral("HTTP/1.1"), QStringLiteral("HTTP/2")},
        [](auto &draft) -> auto & { return draft.transport.version; });
    addCheck(
        tr("Follow redirects"), [](auto &draft) -> auto & { return draft.followRedirects; });
    addList(
        tr("Credential may go to"), [](auto &draft) -> auto & { return draft.allowedOrigins; },
        tr("Further origins, such as https://www.example.com"));
    addCheck(
        tr("Send and keep cookies of the jar"), [](auto &draft) -> auto & { return draft.useJar; });
}

void SettingsTab::addConnectionRows()
{
    addHeading(tr("Connection"));
    addChoice(
        tr("Proxy"), {tr("The system’s"), tr("None"), tr("This one")}, [](auto &draft) -> auto & { return draft.transport.proxy; });
    addText(
        tr("Proxy address"), [](auto &draft) -> auto & { return draft.transport.proxyAddress; },
        QStringLiteral("http://proxy.example:3128"));
    addText(
        tr("Proxy user"), [](auto &draft) -> auto & { return draft.transport.proxyUser; });
    addSecret(
        tr("Proxy password"), [](auto &draft) -> auto & { return draft.transport.proxyPassword; });
    addChoice(
        tr("Proxy is shown"), {tr("Basic, with each request"), tr("Digest, once it asks"), tr("What it asks for")},
        [](auto &draft) -> auto & { return draft.transport.proxyAuth; });
    addProxyCredential();
    addList(
        tr("Without proxy"), [](auto &draft) -> auto & { return draft.transport.noProxy; }, tr("Hosts, set apart by blanks"));
    addChoice(
        tr("Addresses"), {tr("IPv4 and IPv6"), tr("IPv4 only"), tr("IPv6 only")},
        [](auto &draft) -> auto & { return draft.transport.family; });
    addList(
        tr("Resolve"), [](auto &draft) -> auto & { return draft.transport.resolve; }, tr("host:port:address"));
    addList(
        tr("Connect to"), [](auto &draft) -> auto & { return draft.transport.connectTo; }, tr("host:port:host:port"));
    addText(
        tr("Unix socket"), [](auto &draft) -> auto & { return draft.transport.unixSocket; }, tr("Path of the socket"));
}

void SettingsTab::addProxyCredential()
{
    const QString name = tr("Proxy credential");
    m_proxyCredential = new StoredChoice(m_theme, CredentialKind::Basic, name, tr("None: user and password as above"));
    m_form->addRow(name, m_proxyCredential);
    connect(m_proxyCredential, &StoredChoice::edited, this, &EditorTab::edited);
    connect(m_proxyCredential, &StoredChoice::credentialsRequested, this, &SettingsTab::credentialsRequested);
    m_bindings.push_back({m_proxyCredential,
                          [this](const RequestDraft &draft) { m_proxyCredential->setCredential(draft.transport.proxyCredential); },
                          [this](RequestDraft &draft) { draft.transport.proxyCredential = m_proxyCredential->credential(); }});
}

void SettingsTab::setCredentials(CredentialStore *store)
{
    m_proxyCredential->setStore(store);
}

void SettingsTab::addCertificateRows()
{
    addHeading(tr("Certificates"));
    addCheck(
        tr("Verify the server’s certificate"), [](auto &draft) -> auto & { return draft.transport.verifyCertificate; });
    addText(
        tr("Further authorities"), [](auto &draft) -> auto & { return draft.transport.caFile; }, tr("PEM file"));
    addText(
        tr("Client certificate"), [](auto &draft) -> auto & { return draft.transport.clientCertificate; }, tr("PEM or PKCS #12 file"));
    addText(
        tr("Client key"), [](auto &draft) -> auto & { return draft.transport.clientKey; },
        tr("PEM file, when it is not in the certificate’s"));
    addSecret(
        tr("Key passphrase"), [](auto &draft) -> auto & { return draft.transport.clientKeyPassphrase; });
}

void SettingsTab::addLimitRows()
{
    addHeading(tr("Time limits"));
    addLimit(
        tr("Connection"), [](auto &draft) -> auto & { return draft.transport.connectLimit; });
    addLimit(
        tr("First byte of the answer"), [](auto &draft) -> auto & { return draft.transport.answerLimit; });
    addLimit(
        tr("Silence while receiving"), [](auto &draft) -> auto & { return draft.transport.idleLimit; });
    addLimit(
        tr("All together"), [](auto &draft) -> auto & { return draft.transport.totalLimit; }, tr("no limit"));
}

void SettingsTab::addHeading(const QString &title)
{
    auto *label = new TextLabel(m_theme, title, FontRole::Strong);
    label->setContentsMargins(0, m_theme.px(12), 0, 0);
    m_form->addRow(label);
}

template <class Place> void SettingsTab::addText(const QString &name, Place place, const QString &hint)
{
    auto *field = new QLineEdit;
    field->setAccessibleName(name);
    field->setPlaceholderText(hint);
    m_form->addRow(name, field);
    connect(field, &QLineEdit::textEdited, this, &EditorTab::edited);
    m_bindings.push_back({field, [=](const RequestDraft &draft) { field->setText(shown(place(draft))); },
                          [=](RequestDraft &draft) { take(field->text(), place(draft)); }});
}

template <class Place> void SettingsTab::addList(const QString &name, Place place, const QString &hint)
{
    auto *field = new QLineEdit;
    field->setAccessibleName(name);
    field->setPlaceholderText(hint);
    m_form->addRow(name, field);
    connect(field, &QLineEdit::textEdited, this, &EditorTab::edited);
    m_bindings.push_back({field, [=](const RequestDraft &draft) { field->setText(joined(place(draft))); },
                          [=](RequestDraft &draft) { place(draft) = split(field->text()); }});
}

template <class Place> void SettingsTab::addSecret(const QString &name, Place place)
{
    auto *field = new SecretEdit(m_theme, name);
    m_form->addRow(name, field);
    connect(field, &SecretEdit::edited, this, &EditorTab::edited);
    m_bindings.push_back({field, [=](const RequestDraft &draft) { field->setSecret(place(draft)); },
                          [=](RequestDraft &draft) { place(draft) = field->secret(); }});
}

template <class Place> void SettingsTab::addCheck(const QString &name, Place place)
{
    auto *box = new QCheckBox(name);
    m_form->addRow(QString(), box);
    connect(box, &QCheckBox::clicked, this, &EditorTab::edited);
    m_bindings.push_back({box, [=](const RequestDraft &draft) { box->setChecked(place(draft)); },
                          [=](RequestDraft &draft) { place(draft) = box->isChecked(); }});
}

template <class Place> void SettingsTab::addChoice(const QString &name, const QStringList &choices, Place place)
{
    auto *box = new QComboBox;
    box->addItems(choices);
    box->setAccessibleName(name);
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_form->addRow(name, box);
    connect(box, &QComboBox::activated, this, &EditorTab::edited);
    m_bindings.push_back({box, [=](const RequestDraft &draft) { box->setCurrentIndex(int(place(draft))); },
                          [=](RequestDraft &draft) {
                              auto &chosen = place(draft);
                              chosen = std::remove_reference_t<decltype(chosen)>(box->currentIndex());
                          }});
}

template <class Place> void SettingsTab::addLimit(const QString &name, Place place, const QString &none)
{
    auto *box = new QDoubleSpinBox;
    box->setDecimals(3);
    box->setRange(none.isEmpty() ? 0.001 : 0, 86'400);
    box->setSuffix(tr(" s"));
    box->setSpecialValueText(none);
    box->setAccessibleName(name);
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_form->addRow(name, box);
    connect(box, &QDoubleSpinBox::valueChanged, this, &EditorTab::edited);
    m_bindings.push_back({box,
                          [=](const RequestDraft &draft) {
                              const QSignalBlocker quiet(box);
                              box->setValue(double(place(draft).count()) / 1000);
                          },
                          [=](RequestDraft &draft) { place(draft) = std::chrono::milliseconds(qRound64(box->value() * 1000)); }});
}

void SettingsTab::load(const RequestDraft &draft)
{
    for (const Binding &binding : m_bindings)
        binding.load(draft);
}

void SettingsTab::store(RequestDraft &draft) const
{
    for (const Binding &binding : m_bindings)
        binding.store(draft);
}

void SettingsTab::setReadOnly(bool readOnly)
{
    for (const Binding &binding : m_bindings)
        binding.control->setEnabled(!readOnly);
}

}
