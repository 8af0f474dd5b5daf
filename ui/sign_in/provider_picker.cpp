#include "ui/sign_in/provider_picker.h"

#include "ui/text/text_label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

namespace keyhole {

ProviderPicker::ProviderPicker(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_choice(new QComboBox), m_form(new QFormLayout(this)),
      m_note(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text3))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setVerticalSpacing(theme.px(6));
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_choice->setAccessibleName(tr("Service"));
    m_choice->setMaximumWidth(theme.px(260));
    m_choice->addItem(tr("Another: type its issuer"));
    for (const Provider &each : providers())
        m_choice->addItem(QString::fromUtf8(each.name), QByteArray(each.id));
    m_note->setWordWrap(true);
    m_form->addRow(m_choice);
    for (const Provider &each : providers()) {
        for (const ProviderField &field : fieldsOf(each)) {
            if (m_fields.count(field.name) > 0)
                continue;
            auto *edit = new QLineEdit;
            edit->setPlaceholderText(QLatin1String(field.example));
            edit->setAccessibleName(QString::fromUtf8(field.name));
            connect(edit, &QLineEdit::editingFinished, this, &ProviderPicker::tell);
            m_fields[field.name] = edit;
            m_form->addRow(new TextLabel(theme, QString::fromUtf8(field.name), FontRole::Body, ColorToken::Text2), edit);
        }
    }
    m_form->addRow(m_note);
    setFocusProxy(m_choice);
    connect(m_choice, &QComboBox::activated, this, [this] {
        showFields();
        provider() ? tell() : emit cleared();
    });
    showFields();
}

const Provider *ProviderPicker::provider() const
{
    return providerNamed(m_choice->currentData().toByteArray());
}

QLineEdit *ProviderPicker::field(QByteArrayView name) const
{
    const auto found = m_fields.find(name.toByteArray());
    return found == m_fields.end() ? nullptr : found->second;
}

void ProviderPicker::show(const OAuth2Settings &settings)
{
    const Provider *known = providerOf(settings);
    m_choice->setCurrentIndex(known ? m_choice->findData(QByteArray(known->id)) : 0);
    showFields();
}

void ProviderPicker::choose(QByteArrayView id)
{
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(id.toByteArray())));
    emit m_choice->activated(m_choice->currentIndex());
}

void ProviderPicker::showFields()
{
    const Provider *chosen = provider();
    const std::vector<ProviderField> wanted = chosen ? fieldsOf(*chosen) : std::vector<ProviderField>();
    for (const auto &[name, edit] : m_fields) {
        const bool shown
            = std::any_of(wanted.begin(), wanted.end(), [&name = name](const ProviderField &field) { return field.name == name; });
        edit->setVisible(shown);
        m_form->labelForField(edit)->setVisible(shown);
    }
    m_note->setText(chosen ? QString::fromUtf8(chosen->note) : QString());
    m_note->setVisible(!m_note->text().isEmpty());
}

/// A place that is empty yet is nothing to complain of: the person is typing.
void ProviderPicker::tell()
{
    const Provider *chosen = provider();
    if (!chosen)
        return;
    std::map<QByteArray, QByteArray> values;
    for (const ProviderField &field : fieldsOf(*chosen)) {
        values[field.name] = m_fields.at(field.name)->text().trimmed().toUtf8();
        if (values[field.name].isEmpty())
            return;
    }
    emit filled(*chosen, values);
}

}
