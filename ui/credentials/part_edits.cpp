#include "ui/credentials/part_edits.h"

#include "ui/request/pasted_key.h"
#include "ui/request/secret_edit.h"

#include <QFormLayout>
#include <QLineEdit>

namespace keyhole {

PartEdits::PartEdits(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(theme.px(12));
    m_form->setVerticalSpacing(theme.px(8));
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

PartEdits::Row PartEdits::makeRow(const PartField &field)
{
    Row row{field};
    switch (field.entry) {
    case PartField::Entry::Text:
        row.text = new QLineEdit;
        row.text->setAccessibleName(field.label);
        connect(row.text, &QLineEdit::textEdited, this, &PartEdits::edited);
        m_form->addRow(field.label, row.text);
        break;
    case PartField::Entry::Secret:
        row.secret = new SecretEdit(m_theme, field.label);
        connect(row.secret, &SecretEdit::edited, this, &PartEdits::edited);
        m_form->addRow(field.label, row.secret);
        break;
    case PartField::Entry::Key:
        row.key = new PastedKey(m_theme, field.label);
        connect(row.key, &PastedKey::edited, this, &PartEdits::edited);
        m_form->addRow(field.label, row.key);
        break;
    }
    if (QWidget *label = m_form->labelForField(m_form->itemAt(m_form->rowCount() - 1, QFormLayout::FieldRole)->widget()))
        label->setMinimumWidth(m_theme.px(84));
    return row;
}

void PartEdits::build(CredentialKind kind)
{
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_rows.clear();
    m_kind = kind;
    for (const PartField &field : partFields(kind))
        m_rows.push_back(makeRow(field));
}

void PartEdits::setParts(CredentialKind kind, const std::vector<SecretPart> &parts)
{
    if (m_kind != kind)
        build(kind);
    m_others = parts;
    for (const Row &row : m_rows) {
        const auto found = std::find_if(parts.begin(), parts.end(), [&row](const SecretPart &part) { return part.name == row.field.name; });
        const Secret value = found == parts.end() ? Secret() : found->value;
        std::erase_if(m_others, [&row](const SecretPart &part) { return part.name == row.field.name; });
        if (row.text)
            row.text->setText(QString::fromUtf8(value.reveal()));
        else if (row.secret)
            row.secret->setSecret(value);
        else
            row.key->setSecret(value);
    }
}

Secret PartEdits::valueOf(const Row &row)
{
    if (row.text)
        return Secret(row.text->text().toUtf8());
    return row.secret ? row.secret->secret() : row.key->secret();
}

std::vector<SecretPart> PartEdits::parts() const
{
    std::vector<SecretPart> parts;
    for (const Row &row : m_rows) {
        if (const Secret value = valueOf(row); row.field.needed || !value.isEmpty())
            parts.push_back({row.field.name, value});
    }
    parts.insert(parts.end(), m_others.begin(), m_others.end());
    return parts;
}

QString PartEdits::missing() const
{
    for (const Row &row : m_rows) {
        if (row.field.needed && valueOf(row).isEmpty())
            return row.field.label;
    }
    return {};
}

void PartEdits::focusFirst()
{
    if (m_rows.empty())
        return;
    const Row &row = m_rows.front();
    QWidget *first = row.text ? static_cast<QWidget *>(row.text) : row.secret ? static_cast<QWidget *>(row.secret) : row.key;
    first->setFocus(Qt::OtherFocusReason);
}

}
