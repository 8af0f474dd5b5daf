#include "ui/settings/settings_dialog.h"

#include "core/http/url.h"
#include "ui/controls/button.h"
#include "ui/settings/history_limits.h"
#include "ui/text/text_label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr int kLongestLimit = 24 * 3600;  // seconds

bool isProxyAddress(const QByteArray &address)
{
    static constexpr const char *kSchemes[] = {"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
    const auto url = Url::parse(address);
    return url && !url->host.isEmpty() && !url->userInfo
        && std::any_of(std::begin(kSchemes), std::end(kSchemes), [&](const char *each) { return url->scheme.toLower() == each; });
}

}

SettingsDialog::SettingsDialog(Theme &theme, const TransportOptions &transport, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_transport(transport)
{
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *close = new Button(theme, tr("Close"));
    connect(close, &Button::clicked, this, &QDialog::close);
    auto *layout = m_layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16));
    layout->setSpacing(theme.px(16));
    layout->addWidget(buildForm());
    auto *note = new TextLabel(
        theme, tr("Proxy and limits hold for requests that are made from now on. An open request has its own in its Settings tab."),
        FontRole::Small, ColorToken::Text3);
    note->setWordWrap(true);
    layout->addWidget(note);
    layout->addStretch();
    layout->addWidget(close, 0, Qt::AlignRight);
    setMinimumWidth(theme.px(480));
}

QWidget *SettingsDialog::buildForm()
{
    auto *widget = new QWidget;
    auto *form = new QFormLayout(widget);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(m_theme.px(16));
    form->setVerticalSpacing(m_theme.px(10));
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_themes = new QComboBox;
    m_themes->addItems({tr("As the system"), tr("Light"), tr("Dark")});
    m_themes->setCurrentIndex(int(m_theme.choice()));
    m_proxy = new QComboBox;
    m_proxy->addItems({tr("As the system"), tr("None"), tr("This one")});
    m_proxy->setCurrentIndex(int(m_transport.proxy));
    m_proxyAddress = new QLineEdit(QString::fromUtf8(m_transport.proxyAddress));
    m_proxyAddress->setPlaceholderText("http://proxy.example.com:3128");
    m_proxyAddress->setEnabled(m_transport.proxy == ProxyChoice::Custom);
    m_proxyFault = new TextLabel(m_theme, tr("Needs a scheme (http, https, socks4, socks4a, socks5, socks5h) and a host."), FontRole::Small,
                                 ColorToken::Danger);
    m_proxyFault->setWordWrap(true);
    m_proxyFault->hide();
    form->addRow(tr("&Theme"), m_themes);
    form->addRow(tr("&Proxy"), m_proxy);
    form->addRow(tr("Proxy &address"), m_proxyAddress);
    form->addRow(QString(), m_proxyFault);
    m_connect = addLimit(*form, tr("&Connecting, at most"), m_transport.connectLimit);
    m_answer = addLimit(*form, tr("&Waiting for an answer, at most"), m_transport.answerLimit);
    m_idle = addLimit(*form, tr("Without a &byte, at most"), m_transport.idleLimit);
    connect(m_themes, &QComboBox::activated, this, [this](int index) { emit themeChosen(ThemeChoice(index)); });
    connect(m_proxy, &QComboBox::activated, this, &SettingsDialog::read);
    connect(m_proxyAddress, &QLineEdit::textEdited, this, &SettingsDialog::read);
    return widget;
}

QSpinBox *SettingsDialog::addLimit(QFormLayout &form, const QString &name, Milliseconds value)
{
    auto *box = new QSpinBox;
    box->setRange(0, kLongestLimit);
    box->setValue(int(value.count() / 1000));
    box->setSuffix(tr(" s"));
    box->setSpecialValueText(tr("no limit"));
    form.addRow(name, box);
    connect(box, &QSpinBox::valueChanged, this, &SettingsDialog::read);
    return box;
}

void SettingsDialog::read()
{
    m_transport.proxy = ProxyChoice(m_proxy->currentIndex());
    m_transport.proxyAddress = m_proxyAddress->text().trimmed().toUtf8();
    m_transport.connectLimit = Seconds(m_connect->value());
    m_transport.answerLimit = Seconds(m_answer->value());
    m_transport.idleLimit = Seconds(m_idle->value());
    const bool custom = m_transport.proxy == ProxyChoice::Custom, usable = !custom || isProxyAddress(m_transport.proxyAddress);
    m_proxyAddress->setEnabled(custom);
    m_proxyFault->setVisible(!usable);
    m_proxyAddress->setAccessibleDescription(usable ? QString() : m_proxyFault->text());
    if (usable)
        emit transportChanged(m_transport);
}

void SettingsDialog::addHistory(HistoryKeeper &history)
{
    auto *limits = new HistoryLimits(m_theme, history);
    connect(limits, &HistoryLimits::chosen, this, &SettingsDialog::retentionChanged);
    m_layout->insertWidget(2, limits);
}

void SettingsDialog::focusProxy()
{
    m_proxy->setFocus(Qt::OtherFocusReason);
}

}
