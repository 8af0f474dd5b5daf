#include "ui/request/auth_tab.h"

#include "core/clock/clock.h"
#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/request/auth_editor.h"
#include "ui/response/secret_parts.h"
#include "ui/text/text_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr size_t kMostFurther = 8;

QWidget *row(const Theme &theme, const QString &name, std::initializer_list<QWidget *> fields)
{
    auto *row = new QWidget;
    auto *label = new TextLabel(theme, name, FontRole::Body, ColorToken::Text2);
    label->setFixedWidth(theme.px(96));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme.px(8));
    layout->addWidget(label, 0, Qt::AlignTop);
    layout->addSpacing(theme.px(4));
    for (QWidget *field : fields)
        layout->addWidget(field);
    return row;
}

}

AuthTab::AuthTab(const Theme &theme, QWidget *parent)
    : EditorTab(parent), m_theme(theme), m_editor(new AuthEditor(theme)), m_furtherPlace(new QVBoxLayout),
      m_add(new Button(theme, tr("Add another credential"), Button::Kind::Link, QStringLiteral("plus"))), m_stateIcon(new TextLabel(theme)),
      m_stateText(new TextLabel(theme)), m_sentAs(new TextLabel(theme, {}, FontRole::CodeSmall)),
      m_open(new Button(theme, tr("Open token"), Button::Kind::Link))
{
    layOut();
    connectEditor(m_editor, 0);
    connect(m_editor, &AuthEditor::originRequested, this, &AuthTab::originRequested);
    connect(m_editor, &AuthEditor::signInRequested, this, &AuthTab::signInRequested);
    connect(m_editor, &AuthEditor::refreshRequested, this, &AuthTab::refreshRequested);
    connect(m_add, &Button::clicked, this, &AuthTab::addFurther);
    connect(m_open, &QPushButton::clicked, this, [this] { emit openTokenRequested(m_sentToken.isEmpty() ? typedToken() : m_sentToken); });
    connect(&theme, &Theme::changed, this, &AuthTab::showState);
    showState();
}

void AuthTab::layOut()
{
    m_stateRow = row(m_theme, {}, {m_stateIcon, m_stateText, m_open});
    static_cast<QHBoxLayout *>(m_stateRow->layout())->addStretch(1);
    m_sentAs->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentAs->setWordWrap(true);
    m_sentRow = row(m_theme, tr("Sent as"), {m_sentAs});
    static_cast<QHBoxLayout *>(m_sentRow->layout())->setStretchFactor(m_sentAs, 1);
    m_furtherPlace->setSpacing(m_theme.px(8));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    column->setSpacing(m_theme.px(8));
    column->addWidget(m_editor);
    column->addWidget(m_stateRow);
    column->addWidget(m_sentRow);
    column->addLayout(m_furtherPlace);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    column->addStretch(1);
}

void AuthTab::connectEditor(AuthEditor *editor, int index)
{
    editor->setCredentials(m_store);
    editor->setReadOnly(m_readOnly);
    connect(editor, &AuthEditor::edited, this, [this] {
        m_sentToken.clear();
        showState();
        emit edited();
    });
    connect(editor, &AuthEditor::keepRequested, this, [this, index] { emit keepRequested(index); });
    connect(editor, &AuthEditor::credentialsRequested, this, &AuthTab::credentialsRequested);
    connect(editor, &AuthEditor::keychainHelpRequested, this, &AuthTab::keychainHelpRequested);
}

void AuthTab::setFurtherCount(size_t count)
{
    while (m_further.size() > count) {
        delete m_further.back().part;
        m_further.pop_back();
    }
    while (m_further.size() < count) {
        auto *part = new QWidget;
        auto *head = new TextLabel(m_theme, tr("Credential %1").arg(m_further.size() + 2), FontRole::Strong);
        auto *remove = new Button(m_theme, tr("Remove"), Button::Kind::Link);
        remove->setAccessibleName(tr("Remove credential %1").arg(m_further.size() + 2));
        auto *editor = new AuthEditor(m_theme);
        auto *top = new QHBoxLayout;
        top->addWidget(head);
        top->addWidget(remove);
        top->addStretch(1);
        auto *column = new QVBoxLayout(part);
        column->setContentsMargins(0, m_theme.px(8), 0, 0);
        column->addLayout(top);
        column->addWidget(editor);
        m_furtherPlace->addWidget(part);
        connect(remove, &Button::clicked, this, [this, part] { removeFurther(part); });
        m_further.push_back({part, editor});
        connectEditor(editor, int(m_further.size()));
    }
    m_add->setVisible(!m_readOnly && m_further.size() < kMostFurther && m_editor->auth().kind != AuthKind::None);
}

void AuthTab::addFurther()
{
    setFurtherCount(m_further.size() + 1);
    AuthDraft fresh;
    fresh.kind = AuthKind::ApiKey;
    m_further.back().editor->load(fresh);
    m_further.back().editor->focusCredential();
    emit edited();
}

/// The others move up; their parts keep the numbers in their heads.
void AuthTab::removeFurther(const QWidget *part)
{
    std::vector<AuthDraft> left;
    for (const Further &further : m_further) {
        if (further.part != part)
            left.push_back(further.editor->auth());
    }
    // The button that was pressed goes with its part, once it has been let go of.
    QMetaObject::invokeMethod(
        this,
        [this, left] {
            setFurtherCount(left.size());
            for (size_t i = 0; i < left.size(); ++i)
                m_further[i].editor->load(left[i]);
            emit edited();
        },
        Qt::QueuedConnection);
}

void AuthTab::setCredentials(CredentialStore *store)
{
    m_store = store;
    m_editor->setCredentials(store);
    for (const Further &further : m_further)
        further.editor->setCredentials(store);
}

void AuthTab::setInherited(const EffectiveAuth &inherited)
{
    m_editor->setInherited(inherited);
}

void AuthTab::offerSignIn(bool offered)
{
    m_editor->offerSignIn(offered);
}

void AuthTab::typeCredential()
{
    m_editor->typeCredential();
}

void AuthTab::load(const RequestDraft &draft)
{
    if (draft.auth != m_editor->auth())
        m_sentToken.clear();
    m_editor->load(draft.auth);
    setFurtherCount(draft.furtherAuth.size());
    for (size_t i = 0; i < m_further.size(); ++i)
        m_further[i].editor->load(draft.furtherAuth[i]);
    showState();
}

void AuthTab::store(RequestDraft &draft) const
{
    draft.auth = m_editor->auth();
    draft.furtherAuth.clear();
    for (const Further &further : m_further)
        draft.furtherAuth.push_back(further.editor->auth());
}

void AuthTab::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_editor->setReadOnly(readOnly);
    for (const Further &further : m_further) {
        further.editor->setReadOnly(readOnly);
        for (QPushButton *button : further.part->findChildren<QPushButton *>(QString(), Qt::FindDirectChildrenOnly))
            button->setVisible(!readOnly);
    }
    setFurtherCount(m_further.size());
}

void AuthTab::setNow(Instant now)
{
    m_now = now;
    m_editor->setNow(now);
    showState();
}

void AuthTab::focusCredential()
{
    m_editor->focusCredential();
}

/// The token that is looked at is the one that goes out: variables are put in by then.
void AuthTab::setPreview(const ResolvedRequest *preview)
{
    m_sentToken.clear();
    for (int i = 0; preview && m_sentToken.isEmpty() && i < preview->request.fields.size(); ++i) {
        const Field &field = preview->request.fields.at(i);
        if (preview->request.originOf(i) == FieldOrigin::Auth)
            m_sentToken = field.value.mid(field.value.lastIndexOf(' ') + 1);
    }
    QStringList lines = preview ? preview->authShown.split(u'\n', Qt::SkipEmptyParts) : QStringList();
    for (QString &line : lines)
        line = visibleText(line);
    m_sentAs->setText(lines.join(u'\n'));
    showState();
}

QString AuthTab::sentAs() const
{
    return m_sentAs->text();
}

QByteArray AuthTab::typedToken() const
{
    const QByteArray value = m_editor->auth().secret.reveal();
    return value.mid(value.lastIndexOf(' ') + 1);
}

void AuthTab::showState()
{
    const AuthKind kind = m_editor->auth().kind;
    const bool mayBeToken = kind == AuthKind::Bearer || kind == AuthKind::ApiKey || kind == AuthKind::Raw || kind == AuthKind::OAuth2;
    m_state.reset();
    if (mayBeToken)
        m_state = tokenStateOf(m_sentToken.isEmpty() ? typedToken() : m_sentToken, m_now.value_or(SystemClock().now()));
    m_stateRow->setVisible(m_state.has_value());
    if (m_state) {
        m_stateIcon->setPixmap(m_theme.pixmap(m_state->icon, m_state->colour, 16, devicePixelRatioF()));
        m_stateText->setText(m_state->text);
        m_stateText->setColor(m_state->colour);
    }
    m_sentRow->setVisible(!m_sentAs->text().isEmpty());
    m_add->setVisible(!m_readOnly && m_further.size() < kMostFurther && kind != AuthKind::None);
    emit stateChanged();
}

}
