using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Parsing;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation;

/// <summary>
/// What the language brings, written in itself: lists as they are in include/linux/list.h, Linux 6.6, link by link,
/// with the checks of CONFIG_DEBUG_LIST; references that are given back with a lock; sequence counts, as in
/// include/linux/seqlock.h; delayed work and timers, whose delay may be any; and waits that may time out at any time:
/// they look once, whenever that is.
/// </summary>
internal static class Prelude
{
    /// <summary>What it declares: read once, as it is the same for each file.</summary>
    internal static IReadOnlyList<Item> Items { get; } =
        FileParser.Read(
            new("brought", Text + HashedLists.Text + WaitQueues.Text + IndexedTables.Text + PercpuRefs.Text
                + SrcuStructs.Text + Hrtimers.Text + Devices.Text + KernelIdioms.Text
                + RequestedIrqs.Text + Tasklets.Text + IrqWorks.Text + BoundLocks.Text + Notifiers.Text),
            new SortedSet<string>(), new()).Items;

    /// <summary>The text.</summary>
    internal const string Text = """
        struct list_head { struct list_head *next; struct list_head *prev; };
        struct kref { refcount_t refcount; };

        static int refcount_dec_and_lock(refcount_t *r, spinlock_t *lock)
        {
            if (refcount_dec_not_one(r)) return 0;
            spin_lock(lock);
            if (refcount_dec_and_test(r)) return 1;
            spin_unlock(lock);
            return 0;
        }

        static int refcount_dec_and_mutex_lock(refcount_t *r, struct mutex *lock)
        {
            if (refcount_dec_not_one(r)) return 0;
            mutex_lock(lock);
            if (refcount_dec_and_test(r)) return 1;
            mutex_unlock(lock);
            return 0;
        }

        static int atomic_dec_and_lock(atomic_t *a, spinlock_t *lock)
        {
            if (atomic_add_unless(a, -1, 1)) return 0;
            spin_lock(lock);
            if (atomic_dec_and_test(a)) return 1;
            spin_unlock(lock);
            return 0;
        }

        static int atomic_dec_and_mutex_lock(atomic_t *a, struct mutex *lock)
        {
            if (atomic_add_unless(a, -1, 1)) return 0;
            mutex_lock(lock);
            if (atomic_dec_and_test(a)) return 1;
            mutex_unlock(lock);
            return 0;
        }

        static void INIT_LIST_HEAD(struct list_head *list)
        {
            list->next = list;
            list->prev = list;
        }

        static void __list_check(struct list_head *new)
        {
            struct list_head *link = new->next;
            __fault_if(link && link != new && link != LIST_POISON1 && new->prev != LIST_POISON2, 1);
        }

        static void list_add(struct list_head *new, struct list_head *head)
        {
            __list_check(new);
            struct list_head *next = head->next;
            next->prev = new;
            new->next = next;
            new->prev = head;
            head->next = new;
        }

        static void list_add_tail(struct list_head *new, struct list_head *head)
        {
            __list_check(new);
            struct list_head *prev = head->prev;
            head->prev = new;
            new->next = head;
            new->prev = prev;
            prev->next = new;
        }

        static void list_add_rcu(struct list_head *new, struct list_head *head)
        {
            __list_check(new);
            struct list_head *next = head->next;
            new->next = next;
            new->prev = head;
            head->next = new;
            next->prev = new;
        }

        static void list_add_tail_rcu(struct list_head *new, struct list_head *head)
        {
            __list_check(new);
            struct list_head *prev = head->prev;
            new->next = head;
            new->prev = prev;
            prev->next = new;
            head->prev = new;
        }

        static void __list_del(struct list_head *entry)
        {
            struct list_head *next = entry->next;
            __fault_if(next == LIST_POISON1 || !next, 2);
            struct list_head *prev = entry->prev;
            next->prev = prev;
            prev->next = next;
        }

        static void list_del(struct list_head *entry)
        {
            __list_del(entry);
            entry->next = LIST_POISON1;
            entry->prev = LIST_POISON2;
        }

        static void list_del_rcu(struct list_head *entry)
        {
            __list_del(entry);
            entry->prev = LIST_POISON2;
        }

        static void list_del_init(struct list_head *entry)
        {
            __list_del(entry);
            entry->next = entry;
            entry->prev = entry;
        }

        static void list_move(struct list_head *entry, struct list_head *head)
        {
            list_del_init(entry);
            list_add(entry, head);
        }

        static void list_move_tail(struct list_head *entry, struct list_head *head)
        {
            list_del_init(entry);
            list_add_tail(entry, head);
        }

        static bool list_empty(struct list_head *head)
        {
            return head->next == head;
        }

        static void spin_unlock_wait(spinlock_t *lock)
        {
            spin_lock(lock);
            spin_unlock(lock);
        }

        struct seqcount { unsigned sequence; spinlock_t writer; };
        struct seqlock { seqcount_t seqcount; spinlock_t lock; };

        static void seqcount_init(seqcount_t *s) { s->sequence = 0; }
        static unsigned raw_read_seqcount(seqcount_t *s) { return READ_ONCE(s->sequence); }
        static unsigned raw_seqcount_begin(seqcount_t *s) { return READ_ONCE(s->sequence) & ~1; }

        static unsigned read_seqcount_begin(seqcount_t *s)
        {
            unsigned seq;
            __seq_look(&s->writer);
            while ((seq = READ_ONCE(s->sequence)) & 1) cpu_relax();
            return seq;
        }

        static unsigned raw_read_seqcount_begin(seqcount_t *s) { return read_seqcount_begin(s); }
        static int read_seqcount_retry(seqcount_t *s, unsigned start) { return READ_ONCE(s->sequence) != start; }

        static void raw_write_seqcount_begin(seqcount_t *s)
        {
            unsigned sequence = s->sequence;
            __fault_if(sequence & 1, 26);
            s->sequence = sequence + 1;
            __seq_open(&s->writer);
        }

        static void raw_write_seqcount_end(seqcount_t *s)
        {
            unsigned sequence;
            __seq_close(&s->writer);
            sequence = s->sequence;
            __fault_if(!(sequence & 1), 27);
            s->sequence = sequence + 1;
        }

        static void write_seqcount_invalidate(seqcount_t *s) { s->sequence += 2; }

        static void seqlock_init(seqlock_t *sl) { seqcount_init(&sl->seqcount); spin_lock_init(&sl->lock); }
        static unsigned read_seqbegin(seqlock_t *sl) { return read_seqcount_begin(&sl->seqcount); }
        static int read_seqretry(seqlock_t *sl, unsigned start) { return read_seqcount_retry(&sl->seqcount, start); }
        static void write_seqlock(seqlock_t *sl) { spin_lock(&sl->lock); write_seqcount_begin(&sl->seqcount); }
        static void write_sequnlock(seqlock_t *sl) { write_seqcount_end(&sl->seqcount); spin_unlock(&sl->lock); }
        static void write_seqlock_bh(seqlock_t *sl) { spin_lock_bh(&sl->lock); write_seqcount_begin(&sl->seqcount); }
        static void write_sequnlock_bh(seqlock_t *sl) { write_seqcount_end(&sl->seqcount); spin_unlock_bh(&sl->lock); }
        static void write_seqlock_irq(seqlock_t *sl) { spin_lock_irq(&sl->lock); write_seqcount_begin(&sl->seqcount); }
        static void write_sequnlock_irq(seqlock_t *sl)
        {
            write_seqcount_end(&sl->seqcount);
            spin_unlock_irq(&sl->lock);
        }

        static void write_seqlock_irqsave(seqlock_t *sl, unsigned long flags)
        {
            spin_lock_irqsave(&sl->lock, flags);
            write_seqcount_begin(&sl->seqcount);
        }

        static void write_sequnlock_irqrestore(seqlock_t *sl, unsigned long flags)
        {
            write_seqcount_end(&sl->seqcount);
            spin_unlock_irqrestore(&sl->lock, flags);
        }

        static void read_seqlock_excl(seqlock_t *sl) { spin_lock(&sl->lock); }
        static void read_sequnlock_excl(seqlock_t *sl) { spin_unlock(&sl->lock); }

        static unsigned long msecs_to_jiffies(unsigned m) { return m; }
        static unsigned long usecs_to_jiffies(unsigned u) { return u; }

        struct delayed_work { struct work_struct work; };

        static struct delayed_work *to_delayed_work(struct work_struct *work)
        {
            return container_of(work, struct delayed_work, work);
        }

        static bool schedule_delayed_work(struct delayed_work *dwork, unsigned long delay)
        {
            return __queue_delayed(&dwork->work, system_wq, delay);
        }

        static bool queue_delayed_work(void *wq, struct delayed_work *dwork, unsigned long delay)
        {
            return __queue_delayed(&dwork->work, wq, delay);
        }

        static bool mod_delayed_work(void *wq, struct delayed_work *dwork, unsigned long delay)
        {
            return __modify_delayed(&dwork->work, wq, delay);
        }

        static bool flush_delayed_work(struct delayed_work *dwork) { return __flush_delayed(&dwork->work); }
        static bool cancel_delayed_work(struct delayed_work *dwork) { return cancel_work(&dwork->work); }
        static bool cancel_delayed_work_sync(struct delayed_work *dwork) { return cancel_work_sync(&dwork->work); }
        static bool disable_delayed_work(struct delayed_work *dwork) { return disable_work(&dwork->work); }
        static bool disable_delayed_work_sync(struct delayed_work *dwork) { return disable_work_sync(&dwork->work); }

        static bool enable_delayed_work(struct delayed_work *dwork) { return enable_work(&dwork->work); }
        static bool delayed_work_pending(struct delayed_work *dwork) { return work_pending(&dwork->work); }

        static bool enable_and_queue_work(void *wq, struct work_struct *work)
        {
            if (!enable_work(work)) return false;
            queue_work(wq, work);
            return true;
        }

        struct timer_list { __timer_t entry; unsigned long expires; };

        static int mod_timer(struct timer_list *timer, unsigned long expires)
        {
            return __timer_arm(&timer->entry, 0);
        }

        static int timer_reduce(struct timer_list *timer, unsigned long expires)
        {
            return __timer_arm(&timer->entry, 0);
        }

        static int mod_timer_pending(struct timer_list *timer, unsigned long expires)
        {
            return __timer_arm(&timer->entry, 2);
        }

        static void add_timer(struct timer_list *timer) { __timer_arm(&timer->entry, 1); }
        static void add_timer_local(struct timer_list *timer) { __timer_arm(&timer->entry, 1); }
        static void add_timer_global(struct timer_list *timer) { __timer_arm(&timer->entry, 1); }
        static void add_timer_on(struct timer_list *timer, int cpu) { __timer_arm(&timer->entry, 1); }
        static int timer_pending(struct timer_list *timer) { return __timer_is_armed(&timer->entry); }
        static int timer_delete(struct timer_list *timer) { return __timer_disarm(&timer->entry, 0); }
        static int del_timer(struct timer_list *timer) { return __timer_disarm(&timer->entry, 0); }
        static int timer_delete_sync(struct timer_list *timer) { return __timer_disarm(&timer->entry, 1); }
        static int del_timer_sync(struct timer_list *timer) { return __timer_disarm(&timer->entry, 1); }
        static int timer_shutdown(struct timer_list *timer) { return __timer_disarm(&timer->entry, 2); }
        static int timer_shutdown_sync(struct timer_list *timer) { return __timer_disarm(&timer->entry, 3); }
        static int try_to_del_timer_sync(struct timer_list *timer) { return __timer_disarm(&timer->entry, 4); }

        static bool time_after(unsigned long a, unsigned long b) { return (long)(b - a) < 0; }
        static bool time_before(unsigned long a, unsigned long b) { return (long)(a - b) < 0; }
        static bool time_after_eq(unsigned long a, unsigned long b) { return (long)(a - b) >= 0; }
        static bool time_before_eq(unsigned long a, unsigned long b) { return (long)(b - a) >= 0; }
        static bool time_is_before_jiffies(unsigned long a) { return time_after(jiffies, a); }
        static bool time_is_after_jiffies(unsigned long a) { return time_before(jiffies, a); }
        static unsigned long round_jiffies(unsigned long j) { return j; }
        static unsigned long round_jiffies_relative(unsigned long j) { return j; }
        static unsigned long secs_to_jiffies(unsigned s) { return s; }

        static unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
        {
            might_sleep();
            return try_wait_for_completion(x);
        }

        static long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout)
        {
            long left = wait_for_completion_timeout(x, timeout);
            return left ? left : __interrupted();
        }

        static long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout)
        {
            long left = wait_for_completion_timeout(x, timeout);
            return left ? left : __killed();
        }

        static irqreturn_t IRQ_RETVAL(int handled) { return handled ? IRQ_HANDLED : IRQ_NONE; }
        static void kref_init(struct kref *kref) { refcount_set(&kref->refcount, 1); }
        static void kref_get(struct kref *kref) { refcount_inc(&kref->refcount); }
        static int kref_get_unless_zero(struct kref *kref) { return refcount_inc_not_zero(&kref->refcount); }
        static int kref_read(struct kref *kref) { return refcount_read(&kref->refcount); }
        """;
}
