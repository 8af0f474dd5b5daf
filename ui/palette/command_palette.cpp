#include "ui/palette/command_palette.h"

#include "core/diagnosis/report.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr int kMost = 200;

class CommandDelegate : public QStyledItemDelegate {
public:
    CommandDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {0, m_theme.px(30)}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Command &command = *static_cast<const CommandModel *>(index.model())->at(index.row());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.color(option.state & QStyle::State_Selected ? ColorToken::Selected : ColorToken::Hover));
            painter->drawRoundedRect(option.rect.adjusted(m_theme.px(4), 0, -m_theme.px(4), 0), m_theme.px(5), m_theme.px(5));
        }
        QRect area = option.rect.adjusted(m_theme.px(14), 0, -m_theme.px(14), 0);
        painter->setFont(m_theme.font(FontRole::Small));
        painter->setPen(m_theme.color(ColorToken::Text3));
        const QString detail = painter->fontMetrics().elidedText(command.detail, Qt::ElideMiddle, area.width() / 2);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignTrailing, detail);
        area.setRight(area.right() - painter->fontMetrics().horizontalAdvance(detail) - m_theme.px(12));
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeading, command.group);
        area.setLeft(area.left() + m_theme.px(92));
        painter->setFont(m_theme.font(FontRole::Body));
        painter->setPen(m_theme.color(ColorToken::Text));
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeading,
                          painter->fontMetrics().elidedText(command.name, Qt::ElideRight, area.width()));
        painter->restore();
    }

private:
    const Theme &m_theme;
};

}

int fitOf(const Command &command, const QString &typed)
{
    const QString all = command.name + ' ' + command.detail;
    for (const QString &word : typed.split(' ', Qt::SkipEmptyParts)) {
        if (!all.contains(word, Qt::CaseInsensitive))
            return -1;
    }
    if (command.name.startsWith(typed, Qt::CaseInsensitive))
        return 2;
    return command.name.contains(typed, Qt::CaseInsensitive) ? 1 : 0;
}

void CommandModel::setCommands(std::vector<Command> commands)
{
    m_commands = std::move(commands);
    setTyped({});
}

void CommandModel::setTyped(const QString &typed)
{
    beginResetModel();
    m_shown.clear();
    for (int fit = 2; fit >= 0; --fit) {
        for (size_t i = 0; i < m_commands.size() && m_shown.size() < kMost; ++i) {
            if (fitOf(m_commands[i], typed.trimmed()) == fit)
                m_shown.push_back(int(i));
        }
    }
    endResetModel();
}

const Command *CommandModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_commands[size_t(m_shown[size_t(row)])] : nullptr;
}

int CommandModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant CommandModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Command &command = *at(index.row());
    if (role == Qt::DisplayRole)
        return command.name;
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2").arg(command.group, command.name);
    return {};
}

CommandPalette::CommandPalette(const Theme &theme, QWidget *window)
    : QFrame(window, Qt::Popup), m_theme(theme), m_typed(new QLineEdit), m_list(new QListView)
{
    setAccessibleName(tr("Command palette"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8));
    layout->addWidget(m_typed);
    layout->addWidget(m_list);
    m_typed->setPlaceholderText(tr("Requests, environments, actions"));
    m_typed->setAccessibleName(tr("Find a request, an environment or an action"));
    m_typed->installEventFilter(this);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CommandDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Commands"));
    connect(m_typed, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model.setTyped(text);
        m_list->setCurrentIndex(m_model.index(0));
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
}

void CommandPalette::open(std::vector<Command> commands)
{
    m_model.setCommands(std::move(commands));
    m_typed->clear();
    m_list->setCurrentIndex(m_model.index(0));
    const QWidget *window = parentWidget();
    const QSize size(std::min(m_theme.px(640), window->width() - m_theme.px(48)),
                     std::min(m_theme.px(420), window->height() - m_theme.px(96)));
    const QPoint corner = window->mapToGlobal(QPoint((window->width() - size.width()) / 2, m_theme.px(64)));
    setGeometry(QRect(corner, size));
    show();
    m_typed->setFocus(Qt::PopupFocusReason);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_typed || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const int row = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        m_list->setCurrentIndex(m_model.index(std::clamp(row + (key == Qt::Key_Down ? 1 : -1), 0, std::max(m_model.rowCount() - 1, 0))));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(m_list->currentIndex());
        return true;
    default:
        return false;
    }
}

void CommandPalette::run(const QModelIndex &index)
{
    const Command *command = m_model.at(index.row());
    if (!command)
        return;
    const auto action = command->run;
    hide();
    action();
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.color(ColorToken::Border));
    painter.setBrush(m_theme.color(ColorToken::Raised));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}
