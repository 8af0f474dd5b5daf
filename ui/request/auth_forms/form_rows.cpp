#include "ui/request/auth_forms/form_rows.h"

#include "ui/request/pasted_key.h"
#include "ui/request/secret_edit.h"
#include "ui/text/text_label.h"

#include <QAbstractSpinBox>
#include <QFormLayout>

namespace keyhole {

FormRows::FormRows(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(theme.px(12));
    m_form->setVerticalSpacing(theme.px(8));
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

void FormRows::addRow(const QString &name, QWidget *field, Load load, Store store, Where where)
{
    auto *label = new TextLabel(m_theme, name, FontRole::Body, ColorToken::Text2);
    label->setMinimumWidth(m_theme.px(96));
    label->setBuddy(field);
    if (field->accessibleName().isEmpty() && !name.isEmpty())
        field->setAccessibleName(name);
    if (qobject_cast<QComboBox *>(field))
        field->setMaximumWidth(m_theme.px(260));
    m_form->addRow(label, field);
    m_rows.push_back({label, field, std::move(load), std::move(store), where});
}

void FormRows::addNote(const QString &text)
{
    auto *note = new TextLabel(m_theme, text, FontRole::Small, ColorToken::Text3);
    note->setWordWrap(true);
    addRow(
        {}, note, [](const AuthDraft &) {}, [](AuthDraft &) {});
}

void FormRows::onlyWhen(std::function<bool(const AuthDraft &)> holds)
{
    m_rows.back().holds = std::move(holds);
}

SecretEdit *FormRows::makeSecret(const QString &name)
{
    auto *edit = new SecretEdit(m_theme, name);
    connect(edit, &SecretEdit::edited, this, &FormRows::fieldEdited);
    return edit;
}

QWidget *FormRows::makeKey(const QString &name)
{
    auto *key = new PastedKey(m_theme, name);
    connect(key, &PastedKey::edited, this, &FormRows::fieldEdited);
    return key;
}

QWidget *FormRows::asWidget(SecretEdit *edit)
{
    return edit;
}

Secret FormRows::keyOf(const QWidget *key)
{
    return static_cast<const PastedKey *>(key)->secret();
}

void FormRows::setKey(QWidget *key, const Secret &secret)
{
    static_cast<PastedKey *>(key)->setSecret(secret);
}

Secret FormRows::secretOf(const SecretEdit *edit)
{
    return edit->secret();
}

void FormRows::setSecret(SecretEdit *edit, const Secret &secret)
{
    edit->setSecret(secret);
}

/// Text that is as it was stays, and with it the cursor.
void FormRows::show(QLineEdit *field, const QByteArray &text)
{
    if (field->text().toUtf8() != text)
        field->setText(QString::fromUtf8(text));
}

void FormRows::fieldEdited()
{
    store(m_auth);
    showRows(m_auth);
    emit edited();
}

void FormRows::change(const std::function<void(AuthDraft &)> &change)
{
    store(m_auth);
    change(m_auth);
    load(m_auth);
    emit edited();
}

void FormRows::load(const AuthDraft &auth)
{
    m_auth = auth;
    for (const Row &row : m_rows)
        row.load(auth);
    showRows(auth);
}

void FormRows::store(AuthDraft &auth) const
{
    for (const Row &row : m_rows)
        row.store(auth);
}

void FormRows::showRows(const AuthDraft &auth)
{
    bool changed = false;
    for (const Row &row : m_rows) {
        const bool kept = row.where == Where::Keychain && !auth.credential.isEmpty();
        const bool shown = !kept && (!row.holds || row.holds(auth));
        changed |= shown == row.field->isHidden();
        row.label->setVisible(shown);
        row.field->setVisible(shown);
    }
    if (changed)
        layOutAnew();
}

/// QFormLayout of Qt 6.4 gives the height of a row that was hidden to another one that breaks lines; rows that are put in anew have none.
void FormRows::layOutAnew()
{
    for (const Row &row : m_rows) {
        const QFormLayout::TakeRowResult taken = m_form->takeRow(row.field);
        delete taken.labelItem;
        delete taken.fieldItem;
    }
    for (const Row &row : m_rows)
        m_form->addRow(row.label, row.field);
}

void FormRows::setReadOnly(bool readOnly)
{
    for (const Row &row : m_rows) {
        if (auto *line = qobject_cast<QLineEdit *>(row.field))
            line->setReadOnly(readOnly);
        else if (auto *secret = qobject_cast<SecretEdit *>(row.field))
            secret->setReadOnly(readOnly);
        else
            row.field->setEnabled(!readOnly || row.field->inherits("QLabel"));
    }
}

QWidget *FormRows::firstField() const
{
    for (const Row &row : m_rows) {
        if (!row.field->isHidden() && row.field->focusPolicy() != Qt::NoFocus)
            return row.field;
        if (!row.field->isHidden() && row.field->focusProxy())
            return row.field;
    }
    return nullptr;
}

}
