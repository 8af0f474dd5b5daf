#pragma once

#include "core/collection/auth_draft.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QWidget>
#include <functional>

class QFormLayout;

namespace keyhole {

class SecretEdit;
class TextLabel;

/// The form for one kind of credential, row by row. A row shows one member of the draft, which `member` gives:
/// `[](auto &auth) -> auto & { return auth.user; }`.
class FormRows : public QWidget {
    Q_OBJECT
public:
    explicit FormRows(const Theme &theme, QWidget *parent = nullptr);

    /// Rows of what an entry of the keychain holds are hidden while the draft refers to one.
    enum class Where { Draft, Keychain };
    template <class Member> QLineEdit *addText(const QString &name, Member member, const QString &hint = {}, Where where = Where::Draft);
    template <class Member> SecretEdit *addSecret(const QString &name, Member member);
    /// A secret of several lines.
    template <class Member> void addKey(const QString &name, Member member);
    /// One of an enumeration, in its order.
    template <class Member> QComboBox *addChoice(const QString &name, const QStringList &names, Member member);
    /// One of these texts; the first stands for "".
    template <class Member> QComboBox *addOneOf(const QString &name, const QStringList &texts, Member member);
    template <class Member> QCheckBox *addCheck(const QString &name, Member member);
    using Load = std::function<void(const AuthDraft &)>;
    using Store = std::function<void(AuthDraft &)>;
    void addRow(const QString &name, QWidget *field, Load load, Store store, Where where = Where::Draft);
    /// A sentence below the row before.
    void addNote(const QString &text);
    /// The row that was added last is shown only while this holds.
    void onlyWhen(std::function<bool(const AuthDraft &)> holds);

    void load(const AuthDraft &auth);
    void store(AuthDraft &auth) const;
    void setReadOnly(bool readOnly);
    /// Changes what the form shows, as if it had been typed.
    void change(const std::function<void(AuthDraft &)> &change);
    /// The first field that is shown.
    QWidget *firstField() const;

public slots:
    /// A field of the form was edited by hand.
    void fieldEdited();

signals:
    void edited();

private:
    struct Row {
        QWidget *label, *field;
        Load load;
        Store store;
        Where where;
        std::function<bool(const AuthDraft &)> holds = {};
    };
    void showRows(const AuthDraft &auth);
    void layOutAnew();
    SecretEdit *makeSecret(const QString &name);
    QWidget *makeKey(const QString &name);
    static Secret keyOf(const QWidget *key);
    static void setKey(QWidget *key, const Secret &secret);
    static QWidget *asWidget(SecretEdit *edit);
    static void show(QLineEdit *field, const QByteArray &text);
    static Secret secretOf(const SecretEdit *edit);
    static void setSecret(SecretEdit *edit, const Secret &secret);

    const Theme &m_theme;
    QFormLayout *m_form;
    std::vector<Row> m_rows;
    AuthDraft m_auth;
};

template <class Member> QLineEdit *FormRows::addText(const QString &name, Member member, const QString &hint, Where where)
{
    auto *field = new QLineEdit;
    field->setPlaceholderText(hint);
    connect(field, &QLineEdit::textEdited, this, &FormRows::fieldEdited);
    addRow(
        name, field, [=](const AuthDraft &auth) { show(field, member(auth)); },
        [=](AuthDraft &auth) { member(auth) = field->text().toUtf8(); }, where);
    return field;
}

template <class Member> SecretEdit *FormRows::addSecret(const QString &name, Member member)
{
    SecretEdit *edit = makeSecret(name);
    addRow(
        name, asWidget(edit), [=](const AuthDraft &auth) { setSecret(edit, member(auth)); },
        [=](AuthDraft &auth) { member(auth) = secretOf(edit); }, Where::Keychain);
    return edit;
}

template <class Member> void FormRows::addKey(const QString &name, Member member)
{
    QWidget *key = makeKey(name);
    addRow(
        name, key, [=](const AuthDraft &auth) { setKey(key, member(auth)); }, [=](AuthDraft &auth) { member(auth) = keyOf(key); },
        Where::Keychain);
}

template <class Member> QComboBox *FormRows::addChoice(const QString &name, const QStringList &names, Member member)
{
    auto *choice = new QComboBox;
    choice->addItems(names);
    connect(choice, &QComboBox::activated, this, &FormRows::fieldEdited);
    addRow(
        name, choice, [=](const AuthDraft &auth) { choice->setCurrentIndex(int(member(auth))); },
        [=](AuthDraft &auth) {
            using Enumeration = std::remove_reference_t<decltype(member(auth))>;
            member(auth) = Enumeration(choice->currentIndex());
        });
    return choice;
}

template <class Member> QComboBox *FormRows::addOneOf(const QString &name, const QStringList &texts, Member member)
{
    auto *choice = new QComboBox;
    choice->addItems(texts);
    connect(choice, &QComboBox::activated, this, &FormRows::fieldEdited);
    addRow(
        name, choice,
        [=](const AuthDraft &auth) { choice->setCurrentIndex(std::max(0, choice->findText(QString::fromUtf8(member(auth))))); },
        [=](AuthDraft &auth) { member(auth) = choice->currentIndex() == 0 ? QByteArray() : choice->currentText().toUtf8(); });
    return choice;
}

template <class Member> QCheckBox *FormRows::addCheck(const QString &name, Member member)
{
    auto *check = new QCheckBox(name);
    connect(check, &QCheckBox::clicked, this, &FormRows::fieldEdited);
    addRow(
        {}, check, [=](const AuthDraft &auth) { check->setChecked(member(auth)); },
        [=](AuthDraft &auth) { member(auth) = check->isChecked(); });
    return check;
}

}
