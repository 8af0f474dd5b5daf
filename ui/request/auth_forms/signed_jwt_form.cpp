#include "ui/request/auth_forms/forms.h"

#include "core/json/json.h"
#include "ui/request/auth_forms/claims_row.h"
#include "ui/text/text_label.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace keyhole {

namespace {

/// A JSON object as text, with what is wrong below it.
class ObjectEdit : public QWidget {
public:
    ObjectEdit(const Theme &theme, const QString &name, const QString &hint, FormRows &rows)
        : text(new QPlainTextEdit), m_fault(new TextLabel(theme, {}, FontRole::Small, ColorToken::Danger))
    {
        text->setAccessibleName(name);
        text->setPlaceholderText(hint);
        text->setTabChangesFocus(true);
        text->setFont(theme.font(FontRole::CodeSmall));
        text->setFixedHeight(theme.px(84));
        m_fault->setWordWrap(true);
        m_fault->hide();
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(theme.px(4));
        column->addWidget(text);
        column->addWidget(m_fault);
        setFocusProxy(text);
        connect(text, &QPlainTextEdit::textChanged, &rows, [this, &rows] {
            judge();
            if (!m_loading)
                rows.fieldEdited();
        });
    }

    void load(const QByteArray &json)
    {
        m_loading = true;
        if (text->toPlainText().toUtf8() != json)
            text->setPlainText(QString::fromUtf8(json));
        m_loading = false;
    }

    QPlainTextEdit *text;

private:
    /// Variables stand for anything, so a text that has some is judged when they are put in.
    void judge()
    {
        const QByteArray json = text->toPlainText().toUtf8();
        QString fault;
        if (!json.trimmed().isEmpty() && !json.contains("{{")) {
            const auto value = parseJson(json);
            if (!value)
                fault = FormRows::tr("Character %1: %2").arg(value.error().offset + 1).arg(value.error().message);
            else if (!value->isObject())
                fault = FormRows::tr("It must be a JSON object: { … }");
        }
        m_fault->setForeignText(fault);
        m_fault->setVisible(!fault.isEmpty());
        text->setAccessibleDescription(fault);
    }

    TextLabel *m_fault;
    bool m_loading = false;
};

template <class Member> void addObject(FormRows &rows, const Theme &theme, const QString &name, const QString &hint, Member member)
{
    auto *edit = new ObjectEdit(theme, name, hint, rows);
    rows.addRow(
        name, edit, [=](const AuthDraft &auth) { edit->load(member(auth)); },
        [=](AuthDraft &auth) { member(auth) = edit->text->toPlainText().toUtf8(); });
}

}

void addSignedJwtRows(FormRows &rows, const Theme &theme)
{
    rows.addKey(
        FormRows::tr("Key"), [](auto &auth) -> auto & { return auth.secret; });
    rows.addOneOf(
        FormRows::tr("Algorithm"),
        {FormRows::tr("as the key says"), "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
         "ES512", "EdDSA"},
        [](auto &auth) -> auto & { return auth.jwt.algorithm; });
    addClaims(
        rows, theme, FormRows::tr("Claims"), [](auto &auth) -> auto & { return auth.jwt.claims; });
    addObject(
        rows, theme, FormRows::tr("Header"), QStringLiteral("{\"kid\":\"key-1\"}"), [](auto &auth) -> auto & { return auth.jwt.header; });
    rows.addCheck(
        FormRows::tr("A random jti with each"), [](auto &auth) -> auto & { return auth.jwt.withId; });
    rows.addCheck(
        FormRows::tr("In Authorization"), [](auto &auth) -> auto & { return auth.jwt.inAuthorization; });
    const auto elsewhere = [](const AuthDraft &auth) { return !auth.jwt.inAuthorization; };
    rows.addText(
        FormRows::tr("Prefix"), [](auto &auth) -> auto & { return auth.scheme; }, QStringLiteral("Bearer"));
    rows.onlyWhen([](const AuthDraft &auth) { return auth.jwt.inAuthorization; });
    rows.addChoice(
        FormRows::tr("Place"), {FormRows::tr("Header"), FormRows::tr("Query"), FormRows::tr("Cookie")},
        [](auto &auth) -> auto & { return auth.keyPlace; });
    rows.onlyWhen(elsewhere);
    rows.addText(
        FormRows::tr("Name"), [](auto &auth) -> auto & { return auth.keyName; });
    rows.onlyWhen(elsewhere);
}

}
