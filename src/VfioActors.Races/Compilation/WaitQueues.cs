namespace VfioActors.Races.Compilation;

/// <summary>
/// Wait queues of tasks that sleep by their state, written in the language itself: as in kernel/sched/wait.c, Linux
/// 6.6. An entry that prepare_to_wait has put into a queue leaves it when its task is woken; one of add_wait_queue
/// stays. A struct rcuwait knows the one task that came last: include/linux/rcuwait.h and rcuwait_wake_up in
/// kernel/exit.c, Linux 6.12.
/// </summary>
internal static class WaitQueues
{
    /// <summary>The text.</summary>
    internal const string Text = """

        struct wait_queue_head { spinlock_t lock; struct list_head head; };
        struct wait_queue_entry { struct task_struct *private; struct list_head entry; bool exclusive; bool stays; };

        static void __init_wait_queue(struct wait_queue_head *wq_head)
        {
            struct list_head *first = wq_head->head.next;
            __fault_if(first && first != &wq_head->head, 15);
            spin_lock_init(&wq_head->lock);
            INIT_LIST_HEAD(&wq_head->head);
        }

        static void init_wait(struct wait_queue_entry *wq_entry) { INIT_LIST_HEAD(&wq_entry->entry); }

        static void prepare_to_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry, int state)
        {
            unsigned long flags;
            wq_entry->exclusive = false;
            spin_lock_irqsave(&wq_head->lock, flags);
            if (list_empty(&wq_entry->entry)) {
                wq_entry->private = current;
                list_add(&wq_entry->entry, &wq_head->head);
            }
            set_current_state(state);
            spin_unlock_irqrestore(&wq_head->lock, flags);
        }

        static bool prepare_to_wait_exclusive(
            struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry, int state)
        {
            unsigned long flags;
            bool was_empty = false;
            wq_entry->exclusive = true;
            spin_lock_irqsave(&wq_head->lock, flags);
            if (list_empty(&wq_entry->entry)) {
                was_empty = list_empty(&wq_head->head);
                wq_entry->private = current;
                list_add_tail(&wq_entry->entry, &wq_head->head);
            }
            set_current_state(state);
            spin_unlock_irqrestore(&wq_head->lock, flags);
            return was_empty;
        }

        static void finish_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry)
        {
            unsigned long flags;
            struct list_head *list = &wq_entry->entry;
            set_current_state(TASK_RUNNING);
            if (list->next != list || list->prev != list) {
                spin_lock_irqsave(&wq_head->lock, flags);
                list_del_init(list);
                spin_unlock_irqrestore(&wq_head->lock, flags);
            }
        }

        static void add_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry)
        {
            unsigned long flags;
            wq_entry->private = current;
            wq_entry->stays = true;
            spin_lock_irqsave(&wq_head->lock, flags);
            list_add(&wq_entry->entry, &wq_head->head);
            spin_unlock_irqrestore(&wq_head->lock, flags);
        }

        static void remove_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry)
        {
            unsigned long flags;
            spin_lock_irqsave(&wq_head->lock, flags);
            list_del(&wq_entry->entry);
            spin_unlock_irqrestore(&wq_head->lock, flags);
        }

        static void __wake_up_held(struct wait_queue_head *wq_head, bool all, int how)
        {
            struct list_head *pos = wq_head->head.next;
            while (pos != &wq_head->head) {
                struct list_head *next = pos->next;
                struct wait_queue_entry *curr = container_of(pos, struct wait_queue_entry, entry);
                bool exclusive = curr->exclusive;
                if (__wake_up_task(curr->private, how)) {
                    if (!curr->stays) list_del_init(pos);
                    if (exclusive && !all) break;
                }
                pos = next;
            }
        }

        static void __wake_up_queue(struct wait_queue_head *wq_head, bool all, int how)
        {
            unsigned long flags;
            spin_lock_irqsave(&wq_head->lock, flags);
            __wake_up_held(wq_head, all, how);
            spin_unlock_irqrestore(&wq_head->lock, flags);
        }

        static void wake_up_locked(struct wait_queue_head *wq_head) { __wake_up_held(wq_head, false, 0); }
        static void wake_up_all_locked(struct wait_queue_head *wq_head) { __wake_up_held(wq_head, true, 0); }

        static void wake_up_locked_poll(struct wait_queue_head *wq_head, unsigned events)
        {
            __wake_up_held(wq_head, false, 0);
        }

        struct rcuwait { struct task_struct *task; };

        static void rcuwait_init(struct rcuwait *w) { w->task = NULL; }
        static int rcuwait_active(struct rcuwait *w) { return w->task != NULL; }
        static void prepare_to_rcuwait(struct rcuwait *w) { w->task = current; }

        static void finish_rcuwait(struct rcuwait *w)
        {
            w->task = NULL;
            __set_current_state(TASK_RUNNING);
        }

        static int rcuwait_wake_up(struct rcuwait *w)
        {
            int ret = 0;
            rcu_read_lock();
            struct task_struct *task = w->task;
            if (task) ret = __wake_up_reader(task);
            rcu_read_unlock();
            return ret;
        }

        static bool __wait_queue_active(struct wait_queue_head *wq_head) { return !list_empty(&wq_head->head); }
        """;
}
