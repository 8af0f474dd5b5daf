#include "ui/cookies/cookie_form.h"

#include "core/cookies/acceptance.h"
#include "core/cookies/set_cookie_field.h"
#include "core/diagnosis/report.h"
#include "core/secrets/secret.h"
#include "ui/controls/button.h"
#include "ui/request/secret_edit.h"
#include "ui/text/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr int kYear = 365 * 24 * 3600;  // seconds: how long a new cookie lasts when nothing else is said

QDateTime dateTimeOf(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), Qt::UTC);
}

}

CookieForm::CookieForm(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_name(new QLineEdit), m_domain(new QLineEdit), m_path(new QLineEdit), m_value(new SecretEdit(theme, tr("Value"))),
      m_below(new QCheckBox(tr("and to names &below it (Domain)"))), m_secure(new QCheckBox(tr("&Secure: over https only"))),
      m_httpOnly(new QCheckBox(tr("&HttpOnly: hidden from scripts"))),
      m_partitioned(new QCheckBox(tr("Pa&rtitioned: apart for each site"))), m_lasts(new QCheckBox(tr("&Until"))),
      m_expires(new QDateTimeEdit), m_sameSite(new QComboBox), m_setBy(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text3)),
      m_problem(new TextLabel(theme, {}, FontRole::Small, ColorToken::Danger)),
      m_keep(new Button(theme, tr("&Keep"), Button::Kind::Primary)), m_revert(new Button(theme, tr("Re&vert"), Button::Kind::Quiet))
{
    build(theme);
    connectFields();
    clear();
}

void CookieForm::build(const Theme &theme)
{
    for (QLineEdit *field : {m_name, m_domain, m_path})
        field->setFont(theme.font(FontRole::CodeSmall));
    m_sameSite->addItems({tr("not given"), "None", "Lax", "Strict"});
    m_expires->setTimeSpec(Qt::UTC);
    m_expires->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"));
    m_expires->setAccessibleName(tr("Kept until"));
    m_setBy->setWordWrap(true);
    m_problem->setWordWrap(true);
    auto *until = new QHBoxLayout;
    until->addWidget(m_lasts);
    until->addWidget(m_expires, 1);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(theme.px(12));
    form->setVerticalSpacing(theme.px(8));
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("Val&ue"), m_value);
    form->addRow(tr("&Goes to"), m_domain);
    form->addRow(QString(), m_below);
    form->addRow(tr("&Path"), m_path);
    form->addRow(tr("Kept"), until);
    form->addRow(tr("Same&Site"), m_sameSite);
    for (QCheckBox *box : {m_secure, m_httpOnly, m_partitioned})
        form->addRow(QString(), box);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_revert);
    buttons->addWidget(m_keep);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    column->setSpacing(theme.px(10));
    column->addLayout(form);
    column->addWidget(m_setBy);
    column->addWidget(m_problem);
    column->addStretch();
    column->addLayout(buttons);
}

void CookieForm::connectFields()
{
    for (QLineEdit *field : {m_name, m_domain, m_path})
        connect(field, &QLineEdit::textChanged, this, &CookieForm::judge);
    for (QCheckBox *box : {m_below, m_secure, m_httpOnly, m_partitioned, m_lasts})
        connect(box, &QCheckBox::toggled, this, &CookieForm::judge);
    connect(m_value, &SecretEdit::edited, this, &CookieForm::judge);
    connect(m_expires, &QDateTimeEdit::dateTimeChanged, this, &CookieForm::judge);
    connect(m_sameSite, &QComboBox::currentIndexChanged, this, &CookieForm::judge);
    connect(m_lasts, &QCheckBox::toggled, m_expires, &QWidget::setEnabled);
    connect(m_revert, &Button::clicked, this, [this] { m_before ? fill(*m_before) : setNew(m_domain->text().toUtf8(), m_now); });
    connect(m_keep, &Button::clicked, this, [this] {
        if (m_cookie)
            emit kept(m_before, *m_cookie);
    });
}

void CookieForm::setCookie(const Cookie &cookie, Instant now)
{
    m_now = now;
    m_before = cookie;
    fill(cookie);
}

void CookieForm::setNew(const QByteArray &host, Instant now)
{
    m_now = now;
    m_before.reset();
    Cookie cookie;
    cookie.domain = host;
    cookie.path = "/";
    fill(cookie);
    m_name->setFocus();
}

void CookieForm::clear()
{
    m_before.reset();
    fill({});
    setEnabled(false);
    m_problem->clear();  // nothing is chosen, so nothing is missing
    m_problem->hide();
    setAccessibleDescription({});
}

void CookieForm::fill(const Cookie &cookie)
{
    m_filling = true;
    setEnabled(true);
    m_name->setText(QString::fromUtf8(cookie.name));
    m_value->setSecret(Secret(cookie.value));
    m_domain->setText(QString::fromUtf8(cookie.domain));
    m_below->setChecked(!cookie.hostOnly);
    m_path->setText(QString::fromUtf8(cookie.path));
    m_lasts->setChecked(cookie.expires.has_value());
    m_expires->setEnabled(cookie.expires.has_value());
    m_expires->setDateTime(cookie.expires ? dateTimeOf(*cookie.expires) : dateTimeOf(m_now).addSecs(kYear));
    m_sameSite->setCurrentIndex(cookie.sameSite == SameSite::Unknown ? 0 : int(cookie.sameSite));
    m_secure->setChecked(cookie.secure);
    m_httpOnly->setChecked(cookie.httpOnly);
    m_partitioned->setChecked(cookie.partitioned);
    m_setBy->setText(cookie.setBy.isEmpty() ? QString() : tr("Set by %1").arg(visibleText(QString::fromUtf8(cookie.setBy))));
    m_setBy->setVisible(!cookie.setBy.isEmpty());
    m_filling = false;
    judge();
}

Cookie CookieForm::cookie() const
{
    Cookie cookie;
    cookie.name = m_name->text().toUtf8();
    cookie.value = m_value->secret().reveal();
    cookie.domain = m_domain->text().trimmed().toUtf8();
    cookie.hostOnly = !m_below->isChecked();
    cookie.path = m_path->text().toUtf8();
    if (m_lasts->isChecked())
        cookie.expires = Instant(Milliseconds(m_expires->dateTime().toMSecsSinceEpoch()));
    static constexpr SameSite kSameSites[] = {SameSite::Unset, SameSite::None, SameSite::Lax, SameSite::Strict};
    cookie.sameSite = kSameSites[m_sameSite->currentIndex()];
    cookie.secure = m_secure->isChecked();
    cookie.httpOnly = m_httpOnly->isChecked();
    cookie.partitioned = m_partitioned->isChecked();
    return cookie;
}

/// What the fields hold is judged as if a server had said it, so that there is one set of rules.
void CookieForm::judge()
{
    if (m_filling)
        return;
    m_cookie.reset();
    QString problem;
    const auto url = Url::parse("https://" + m_domain->text().trimmed().toUtf8() + '/');
    if (m_name->text().contains(QLatin1Char('=')) || m_name->text().contains(QLatin1Char(';'))) {
        problem = tr("A name holds neither “=” nor “;”.");
    } else if (m_value->secret().reveal().contains(';')) {
        problem = tr("A value ends at the first “;”: write it as %3B where the server undoes that.");
    } else if (!url || url->host.isEmpty()) {
        problem = tr("“Goes to” needs the name of a host.");
    } else {
        const StoreDecision decision = judgeSetCookie(*url, setCookieField(cookie()), m_now);
        if (decision.kept && !decision.deleted)
            m_cookie = decision.kept;
        else
            problem = decision.deleted ? tr("That time is past: the cookie would be gone at once.") : visibleText(decision.reason);
    }
    if (m_cookie) {
        m_cookie->setBy = m_before ? m_before->setBy : QByteArray("typed");
        m_cookie->created = m_before ? m_before->created : m_now;
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_keep->setEnabled(m_cookie.has_value());
    setAccessibleDescription(problem);
}

QString CookieForm::problem() const
{
    return m_problem->text();
}

}
